"""The audit tells planted faults, and finds none in the lexicons as they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from pipelines.lexicon.actors import Alias, load_register
from pipelines.lexicon.audit import (
    ERROR,
    WARNING,
    Finding,
    as_row,
    audit_language,
    audit_triggers,
    audit_words,
    lexicon_languages,
    unused_triggers,
)
from pipelines.lexicon.audit_rules import audit_aliases, audit_rules, audit_sides, audit_typing, unused_rules
from pipelines.lexicon.language import load_language
from pipelines.lexicon.triggers import trigger_entries

ARABIC = load_language("ar")
BOMBARD: dict[str, Any] = next(dict(e) for e in trigger_entries("ar") if e["id"] == "ar.strike.bombard")
VOCABULARY = {"family": {"strike", "harm"}, "families": {"strike", "harm"}, "means": {"air"}, "outcome": {"killed"},
              "has_types": {"Attack"}}  # fmt: skip


def checks(findings: Iterable[Finding]) -> list[tuple[str, str, str]]:
    return [(finding.level, finding.check, finding.entry) for finding in findings]


@pytest.mark.parametrize("language", lexicon_languages())
def test_the_lexicons_hold_no_errors(language: str) -> None:
    assert [finding for finding in audit_language(language) if finding.level == ERROR] == []


def test_the_rules_hold_no_errors() -> None:
    assert [finding for finding in audit_rules() if finding.level == ERROR] == []


def test_a_form_of_two_meanings_is_an_error() -> None:
    other = BOMBARD | {"id": "ar.other.bombard", "sub_event_type": "Other", "family": "other"}
    found = {(f.level, f.check, f.entry) for f in audit_triggers("ar", [BOMBARD, other])}
    assert (ERROR, "conflict", "ar.strike.bombard") in found


def test_a_form_declared_twice_with_one_meaning_is_a_warning() -> None:
    twin = BOMBARD | {"id": "ar.twin"}
    found = [f for f in audit_triggers("ar", [BOMBARD, twin]) if f.check != "example"]
    assert found
    assert {(f.level, f.check) for f in found} == {(WARNING, "duplicate")}


def test_other_objects_tell_one_form_apart() -> None:
    seize = BOMBARD | {"id": "ar.seize", "family": "loot", "objects": ["أسلحة"]}
    keep = BOMBARD | {"id": "ar.keep", "family": "other", "objects": ["أراضي"]}
    assert [f for f in audit_triggers("ar", [seize, keep]) if f.check == "conflict"] == []


@pytest.mark.parametrize(
    ("change", "level", "check"),
    [
        ({"example": "نزح السكان"}, ERROR, "example"),
        ({"sub_event_type": "Quarrel"}, ERROR, "unknown_type"),
        ({"phrases": ["خلال الـ24"]}, ERROR, "unmatchable"),
        ({"phrases": ["قصف عنيف", "قصف عنيف"]}, WARNING, "repeated"),
    ],
)
def test_faults_of_one_trigger(change: dict[str, Any], level: str, check: str) -> None:
    assert checks(audit_triggers("ar", [BOMBARD | change])) == [(level, check, "ar.strike.bombard")]


def test_a_cue_in_two_classes_is_an_error_and_the_same_word_twice_a_warning() -> None:
    entries = [
        {"id": "x.one", "class": "plan", "words": ["يخطط", "يخطط"], "gloss": "plans"},
        {"id": "x.two", "class": "threat", "words": ["يخطط"], "gloss": "threatens"},
    ]
    assert checks(audit_words(ARABIC, "cues", "class", entries)) == [
        (WARNING, "repeated", "x.one"),
        (ERROR, "conflict", "x.one"),
    ]


def test_a_word_that_another_entry_takes_is_seen_by_its_example() -> None:
    entry = {"id": "x.new", "class": "plan", "words": ["زعق"], "example": "يخطط التنظيم لهجوم"}
    assert checks(audit_words(ARABIC, "cues", "class", [entry])) == [(ERROR, "example", "x.new")]
    bare = {"id": "x.bare", "class": "plan", "words": ["زعق"]}
    assert checks(audit_words(ARABIC, "cues", "class", [bare])) == [(WARNING, "no_example", "x.bare")]


@pytest.mark.parametrize(
    ("earlier", "later", "is_reached"),
    [
        ({"family": ["strike"]}, {"family": ["strike"], "means": ["air"]}, False),
        ({"families": ["strike"]}, {"family": ["strike"]}, False),
        ({"family": ["strike", "harm"]}, {"family": ["harm"]}, False),
        ({"family": ["strike"], "means": ["air"]}, {"family": ["strike"]}, True),
        ({"family": ["harm"]}, {"family": ["strike", "harm"]}, True),
        ({"family": ["strike"], "is_generic": True}, {"family": ["strike"]}, True),
        ({"family": ["strike"], "target": ["armed"]}, {"family": ["strike"], "target": ["civilian"]}, True),
    ],
)
def test_a_rule_behind_a_wider_one_is_never_reached(earlier: Any, later: Any, is_reached: bool) -> None:
    rules = [{"id": "first", "when": earlier, "then": None}, {"id": "second", "when": later, "then": "Attack"}]
    found = checks(audit_typing(rules, VOCABULARY))
    assert found == ([] if is_reached else [(ERROR, "unreachable", "second")])


def test_a_rule_that_asks_for_what_no_lexicon_knows_is_never_reached() -> None:
    rules = [{"id": "gas", "when": {"means": ["gas"]}, "then": "Quarrel"}]
    assert checks(audit_typing(rules, VOCABULARY)) == [(ERROR, "unknown_type", "gas"), (ERROR, "unreachable", "gas")]


def test_classes_need_one_side_and_sides_known_classes() -> None:
    classes = [{"id": "child", "kind": "person"}, {"id": "tank", "kind": "thing"}, {"id": "others", "kind": "other"}]
    sides = [
        {"id": "a", "party": "generic.civilians", "classes": ["child", "ghost"]},
        {"id": "b", "party": "generic.nobody", "classes": ["child"]},
    ]
    assert checks(audit_sides(sides, classes, load_register().generics)) == [
        (ERROR, "unknown_class", "a"),
        (ERROR, "unknown_party", "b"),
        (ERROR, "conflict", "b"),
        (WARNING, "no_side", "tank"),
    ]


def test_a_class_without_a_side_says_why_and_only_then() -> None:
    why = {"without_side": "an act is no side"}
    classes = [{"id": "raid", "kind": "thing", **why}, {"id": "tank", "kind": "thing", **why}]
    sides = [{"id": "a", "party": None, "classes": ["tank"]}]
    assert checks(audit_sides(sides, classes, ())) == [(WARNING, "no_side", "tank")]


def test_an_alias_given_twice_with_other_conditions_is_told() -> None:
    actor = load_register().actors["syr.sdf"]
    twice = replace(actor, aliases={"ar": (Alias("أسود الشرق"), Alias("اسود الشرق", needs="noun"))})
    assert checks(audit_aliases(twice)) == [(WARNING, "alias", "syr.sdf")]
    assert checks(audit_aliases(actor)) == []


def test_what_a_release_used_is_left_out_of_the_unused() -> None:
    found = unused_triggers({"ar.strike.bombard"})
    assert {finding.language for finding in found} == {"ar"}
    assert {finding.entry for finding in found} == {e["id"] for e in trigger_entries("ar")} - {"ar.strike.bombard"}
    assert unused_triggers(()) == []


def test_typing_rules_that_decided_nothing_are_told() -> None:
    found = {finding.entry for finding in unused_rules({"type.strike"})}
    assert "type.strike" not in found
    assert "type.clash" in found
    assert unused_rules({"place.named"}) == []


def test_a_finding_is_a_json_object() -> None:
    row = as_row(Finding(ERROR, "conflict", "ar", "x", "why"))
    assert row == {"level": "error", "check": "conflict", "language": "ar", "entry": "x", "problem": "why"}
