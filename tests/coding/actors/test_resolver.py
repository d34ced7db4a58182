"""Deciding who is meant: country, day, context, display names and actor types."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.coding.actors import actor_family, are_compatible, generic_actor, resolve_actor

DAY = dt.date(2022, 6, 1)


def test_state_forces_are_state_at_home_and_external_abroad() -> None:
    assert resolve_actor(("tur.army",), "Turkey", DAY).inter == 1
    assert resolve_actor(("tur.army",), "Syria", DAY).inter == 8
    assert resolve_actor(("tur.army",), None, DAY).inter is None


def test_actor_type_follows_the_day() -> None:
    assert resolve_actor(("sdn.rsf",), "Sudan", dt.date(2022, 1, 1)).inter == 1
    assert resolve_actor(("sdn.rsf",), "Sudan", dt.date(2023, 5, 1)).inter == 2


def test_regime_changes_with_the_day() -> None:
    keys = ("syr.regime.army", "syr.army")
    assert resolve_actor(keys, "Syria", dt.date(2024, 12, 7)).actor_id == "syr.regime.army"
    assert resolve_actor(keys, "Syria", dt.date(2024, 12, 8)).actor_id == "syr.army"


def test_without_a_day_no_regime_is_guessed() -> None:
    assert resolve_actor(("irq.army",), "Iraq", None).name == "Military Forces of Iraq"
    assert resolve_actor(("syr.regime.army", "syr.army"), "Syria", None).name == "Military Forces of Syria"
    assert resolve_actor(("syr.regime.army",), "Syria", None).name == "Military Forces of Syria (2000-2024)"


def test_without_a_day_the_article_may_tell_the_regime() -> None:
    keys = ("syr.regime.army", "syr.army")
    resolved = resolve_actor(keys, "Syria", None, ["syr.regime.army"])
    assert resolved.name == "Military Forces of Syria (2000-2024)"


def test_before_the_first_known_regime_the_first_name_stands() -> None:
    assert resolve_actor(("tur.army",), "Turkey", dt.date(2010, 1, 1)).name == "Military Forces of Turkey (2014-2016)"


def test_context_decides_between_actors_of_one_country() -> None:
    keys = ("syr.general_security", "syr.asayish")
    day = dt.date(2025, 5, 1)
    assert resolve_actor(keys, "Syria", day).actor_id == "syr.general_security"
    assert resolve_actor(keys, "Syria", day, ["syr.sdf"]).actor_id == "syr.asayish"
    assert resolve_actor(keys, "Syria", day, ["syr.asayish"]).actor_id == "syr.asayish"


def test_order_of_keys_does_not_matter() -> None:
    keys = ("yem.army", "lby.lna", "syr.jws")
    for country, expected in (("Yemen", "yem.army"), ("Libya", "lby.lna"), ("Syria", "syr.jws")):
        assert {resolve_actor(order, country, DAY).actor_id for order in (keys, keys[::-1])} == {expected}


def test_variants_by_country() -> None:
    assert resolve_actor(("is",), "Libya", DAY).name == "Islamic State (Libya)"
    assert resolve_actor(("is",), None, DAY).name == "Islamic State"


def test_generic_sides() -> None:
    assert resolve_actor(("generic.army",), "Egypt", DAY).actor_id == "egy.army"
    assert resolve_actor(("generic.police",), None, DAY, ["egy.police"]).actor_id == "egy.police"
    assert resolve_actor(("generic.civilians",), "Syria", DAY).name == "Civilians (Syria)"
    assert generic_actor("protesters", "Iraq").name == "Protesters (Iraq)"
    assert generic_actor("unidentified", None).name == "Unidentified Armed Group"
    assert generic_actor("police", None).name == "Police Forces"


def test_unknown_keys_are_errors() -> None:
    with pytest.raises(ValueError, match="no actor ids"):
        resolve_actor((), "Syria", DAY)
    with pytest.raises(KeyError):
        resolve_actor(("no.such.actor",), "Syria", DAY)
    with pytest.raises(KeyError):
        generic_actor("no_such_kind", "Syria")


def test_compatible_sides() -> None:
    assert are_compatible("syr.regime.army", "syr.regime.airforce")
    assert are_compatible("syr.sdf", "syr.ypg")
    assert are_compatible("syr.fath_mubeen", "syr.hts")
    assert are_compatible("generic.unidentified", "is")
    assert are_compatible("generic.army", "egy.army")
    assert are_compatible("pse.pij", "pse.factions")
    assert not are_compatible("syr.sdf", "is")
    assert not are_compatible("tur.army", "rus.army")
    assert not are_compatible("generic.civilians", "is")


def test_family_of_state_forces_is_the_state() -> None:
    assert actor_family("tur.army") == actor_family("tur.police") == "tur"
    assert actor_family("generic.civilians") == "generic.civilians"
