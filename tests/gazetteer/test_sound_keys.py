"""Spellings of one name have one key: Latin ones of a name in another script, Arabic ones with letters of one sound."""

from __future__ import annotations

import pytest

from pipelines.gazetteer import load_gazetteer
from pipelines.gazetteer.sound_keys import key_of_name, marked


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("baqouba", "baquba"), ("fariab", "faryab"), ("wardag", "wardak"), ("al hawijah", "hawija"),
        ("deir ez zor", "dayr al zour"), ("galgadud", "galgaduud"), ("tell abiad", "tel abyad"),
        ("الظاهرية", "ضاهريه"), ("تكريت", "تكريط"), ("الشيخ صالح", "شيخ سالح"), ("جلولاء", "جلولة"),
    ],
)  # fmt: skip
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert key_of_name(one) == key_of_name(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("homs", "hama"), ("basra", "busra"), ("sinjar", "zinjar"), ("بغداد", "بعقوبة")],
)
def test_other_names_have_other_keys(one: str, other: str) -> None:
    assert key_of_name(one) != key_of_name(other)


@pytest.mark.parametrize("name", ["ur", "al", "حلب", "الحي", "zone 5", "حي 5", "Київ", ""])
def test_short_names_numbers_and_other_scripts_have_none(name: str) -> None:
    assert key_of_name(name) == ""


def test_a_key_is_marked_word_by_word() -> None:
    assert marked(key_of_name("tell abiad")) == "~til ~abiad"


def test_an_unknown_spelling_finds_the_places_that_sound_so() -> None:
    found = load_gazetteer().alike("fariaab")
    assert found is not None
    assert ({place.name for place in found.places}, found.reason) == ({"Faryab"}, "guessed_spelling")
    assert load_gazetteer().alike("qwxzkt") is None


def test_countries_are_written_in_one_way() -> None:
    found = load_gazetteer().alike("pakistaan")
    assert found is None or all(place.kind != "country" for place in found.places)
