"""The actor register as data: ids, names, periods, aliases, references."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from pathlib import Path

import pytest

from pipelines.lexicon.actor_words import load_actor_words
from pipelines.lexicon.actors import Actor, expand, first_day, last_day, load_register
from pipelines.lexicon.audit import lexicon_languages
from pipelines.lexicon.language import load_language
from pipelines.metadata.errors import SchemaError
from pipelines.settings import schemas_folder

LANGUAGES = lexicon_languages()
TERRITORIES = {"Western Sahara"}  # countries of events without forces of their own
REGISTER = load_register()
STATES = {country for country, _ in REGISTER.state_forces}


def test_expand_gives_every_alternative_once() -> None:
    assert expand("[a|b] c") == ["a c", "b c"]
    assert expand("[a|] [b|c]") == ["a b", "a c", "b", "c"]
    assert expand("plain words") == ["plain words"]


def test_days_of_written_periods() -> None:
    assert (first_day(2013), last_day(2013)) == (dt.date(2013, 1, 1), dt.date(2013, 12, 31))
    assert (first_day("2016-02"), last_day("2016-02")) == (dt.date(2016, 2, 1), dt.date(2016, 2, 29))
    assert first_day("2024-12-08") == last_day("2024-12-08") == dt.date(2024, 12, 8)
    assert (first_day(None), last_day(None)) == (dt.date.min, dt.date.max)


def test_register_is_large() -> None:
    declared = [actor for actor in REGISTER.actors.values() if actor.aliases]
    assert len(declared) >= 280


@pytest.mark.parametrize("actor", REGISTER.actors.values(), ids=lambda actor: actor.actor_id)
def test_actor_is_sane(actor: Actor) -> None:
    assert all(1 <= inter <= 8 for inter in (actor.inter, *actor.inter_in.values()))
    assert actor.period.first <= actor.period.last
    assert set(actor.countries) <= STATES | TERRITORIES
    assert actor.families
    assert all(name.name.strip() == name.name for name in actor.names)
    for before, after in itertools.pairwise(actor.names):
        assert before.period.last < after.period.first
        assert (after.period.first - before.period.last).days == 1


def test_no_alias_names_two_actors_of_one_country_and_time_unless_declared() -> None:
    unexpected, used = [], set()
    for code in LANGUAGES:
        language = load_language(code)
        declared = {language.fold(text) for text in REGISTER.collisions}
        by_text: dict[str, dict[str, Actor]] = defaultdict(dict)
        for actor in REGISTER.actors.values():
            for alias in actor.aliases.get(code, ()):
                by_text[language.fold(alias.text)][actor.actor_id] = actor
        for text, actors in by_text.items():
            for a, b in itertools.combinations(actors.values(), 2):
                if set(a.countries) & set(b.countries) and a.period.overlaps(b.period):
                    used.add(text)
                    if text not in declared:
                        unexpected.append((code, text, a.actor_id, b.actor_id))
    assert unexpected == []
    assert {load_language("ar").fold(text) for text in REGISTER.collisions} <= used, "a declared collision is none"


def test_generic_sides_lead_to_known_countries() -> None:
    for side in REGISTER.generics.values():
        assert set(side.by_country) <= STATES
        assert 1 <= side.inter <= 8


def test_every_state_has_an_army_and_a_police() -> None:
    assert len(STATES) >= 150
    for country in STATES:
        for service in ("army", "police"):
            assert REGISTER.state_forces[country, service]


def test_units_bear_the_name_of_the_whole() -> None:
    names = [name.name for name in REGISTER.actors["irq.peshmerga"].names]
    assert names[-1] == "Military Forces of Iraq (2022-) Peshmerga"
    assert REGISTER.actors["irq.peshmerga"].is_state


@pytest.mark.parametrize("code", LANGUAGES)
def test_words_of_language_compile(code: str) -> None:
    words = load_actor_words(code)
    language = load_language(code)
    first = language.fold({"ar": "داعش", "en": "ISIS", "fr": "Daech"}[code])
    match = words.matcher.at([first], 0)
    assert match is not None
    assert match.entries


def test_unknown_reference_is_one_clear_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("actors", "json"):
        _copy_part(part, tmp_path)
    generics = tmp_path / "actors" / "generics.yml"
    text = generics.read_text(encoding="utf-8").replace("Palestine: [pse.hamas]", "Palestine: [pse.nobody]")
    generics.write_text(text, encoding="utf-8")
    monkeypatch.setenv("WAQAI_SCHEMAS", str(tmp_path))
    with pytest.raises(SchemaError, match=r"generic\.the_group.*pse\.nobody"):
        load_register.__wrapped__()


def _copy_part(part: str, folder: Path) -> None:
    (folder / part).mkdir()
    for source in (schemas_folder() / part).iterdir():
        if source.is_file():
            (folder / part / source.name).write_bytes(source.read_bytes())
