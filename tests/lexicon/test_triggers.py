"""The trigger lexicon as texts meet it."""

from __future__ import annotations

import pytest

from pipelines.lexicon.audit import lexicon_languages
from pipelines.lexicon.language import load_language
from pipelines.lexicon.triggers import entry_forms, read_trigger, trigger_entries, trigger_matcher
from pipelines.metadata.codes import load_codes
from pipelines.text.tokens import tokenise


def found(text: str, language: str = "ar") -> list[tuple[str, str]]:
    """The triggers of a text: words as folded, and the first entry's id."""
    words = tokenise(load_language(language).fold(text)).words
    return [
        (" ".join(words[match.first : match.last]), match.entries[0].trigger.trigger_id)
        for match in trigger_matcher(language).find(words)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقصفت المدفعية القرية", [("وقصفت", "ar.strike.bombard")]),
        ("قصف مدفعي على البلدة", [("قصف مدفعي", "ar.strike.shelling_kind")]),
        ("شنت غارتين", [("غارتين", "ar.strike.raid_air")]),
        ("بالقصف", [("بالقصف", "ar.strike.bombard")]),
        ("للقصف", [("للقصف", "ar.strike.bombard")]),
        ("إلقاءُ القبضِ على خلية", [("القاء القبض علي", "ar.arrest.seize")]),
        ("مصادرُه قالت", []),  # his sources said
        ("افتتح السوق", []),
    ],
)
def test_words_that_are_triggers(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("language", lexicon_languages())
def test_every_entry_is_whole(language: str) -> None:
    types = load_codes("sub_event_type").codes
    for entry in trigger_entries(language):
        trigger = read_trigger(entry, load_language(language))
        assert trigger.trigger_id.startswith(f"{language}.")
        assert trigger.sub_event_type in types
        assert trigger.genitive in ("agent", "patient")
        assert list(entry_forms(entry, language)), entry["id"]


@pytest.mark.parametrize("language", lexicon_languages())
def test_every_form_is_found_where_it_stands_alone(language: str) -> None:
    spoken, matcher = load_language(language), trigger_matcher(language)
    for entry in trigger_entries(language):
        for form in entry_forms(entry, language):
            words = spoken.fold(form.text).split()
            match = matcher.at(words, 0)
            assert match is not None, form
            assert match.last == len(words), form
            assert entry["id"] in {made.trigger.trigger_id for made in match.entries}


@pytest.mark.parametrize("language", lexicon_languages())
def test_every_sub_event_type_has_a_trigger(language: str) -> None:
    told = {entry["sub_event_type"] for entry in trigger_entries(language)}
    assert told == set(load_codes("sub_event_type").codes)


def test_the_shape_of_a_form_is_told() -> None:
    forms = {entry.part: entry for entry in trigger_matcher("ar").find(["الغارات"])[0].entries}
    assert (forms["noun"].number, forms["noun"].is_definite) == (3, True)
    past = trigger_matcher("ar").find(["قصفتها"])[0].entries[0]
    assert (past.part, past.tense, past.has_pronoun) == ("verb", "past", True)
