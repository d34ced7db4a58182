"""Which counts only tell of whom a number told before consists, beyond those that "among them" marks."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.coding.events.frames import Frame
from pipelines.coding.events.sentence import Mark
from pipelines.coding.events.sides import person_classes
from pipelines.coding.readings import CountReading
from pipelines.lexicon.triggers import TriggerForm

_NO_PEOPLE = frozenset({"attacker", "operation", "family", "unit", "forces", "tribe"})
_PEOPLE = "people"  # residents, a crowd: counted only as "one of" them
_ANYBODY = frozenset({"person", "civilian", "member", "others", "killed", "injured", "casualty", "body", "relative"})
_STOPS = frozenset("،,:-(–—")
_OF_WHOM = 3  # tokens between a whole and the stop behind which its people are told: "of one family"
_PART_REACH = 5  # tokens between two parts ("a mother with her five children")
_NAMES_REACH = 12  # tokens between two of those named one by one, with names and ages
_JOINT = 4  # tokens from one count to the next that "and" and an article join to it
_OPENS_BY = 2  # tokens between a whole and the bracket that says of whom it consists ("six of the family (…)")


def counts_people(count: CountReading) -> bool:
    """Whether a reading counts persons by head."""
    if count.noun_class is None or count.rule.startswith("count.number_of_body"):
        return count.number is not None
    if count.noun_class == _PEOPLE:
        return count.number is not None and count.number.rule == "number.one_of"  # "أحد سكان القرية"
    return count.noun_class in person_classes() and count.noun_class not in _NO_PEOPLE


def parts_told(frame: Frame, outcomes: Sequence[Mark[TriggerForm]]) -> frozenset[int]:
    """Starts of the counts that are parts of the count before them.

    * what goes on from marked parts within their whole ("five, including a mother with her two children")
    * those told one by one behind a comma, colon or dash, when they make up the whole ("two civilians, a mother and her
      child")
    * those in brackets right behind it ("six of the family (two children and four women)")
    """
    people = [c for c in frame.counts if counts_people(c)]
    return frozenset(
        _further_parts(people, outcomes, frame) | _one_by_one(people, outcomes, frame) | _in_brackets(people, frame)
    )


def end_of_row(count: CountReading, frame: Frame) -> int:
    """The last token of the counts that follow one another from a count on, parts of it included ("امرأة وثلاثة أطفال
    قتلوا", a woman and three children were killed; "27 مدنيا، منهم 11 طفلا، قتلوا")."""
    last = frame.sentence.token_at(count.end - 1)
    for other in sorted(frame.counts, key=lambda c: c.start):
        if other.start < count.end:
            continue
        gap = frame.sentence.token_at(other.start) - last
        is_cut = any(m.value.trigger.outcome and count.end <= m.start < other.start for m in frame.triggers)
        if is_cut or (gap != 1 and (gap > _JOINT or not (other.is_subset or other.rule.endswith("coordinated")))):
            break
        last = frame.sentence.token_at(other.end - 1)
    return last


def _in_brackets(people: Sequence[CountReading], frame: Frame) -> set[int]:
    sentence, words = frame.sentence, frame.sentence.tokens.words
    found: set[int] = set()
    for whole in people:
        behind = sentence.token_at(whole.end - 1) + 1
        near = range(behind, min(behind + _OPENS_BY + 1, len(words)))
        opens = next((place for place in near if words[place] == "("), None)
        if opens is None:
            continue
        closes = next((place for place in range(opens, len(words)) if words[place] == ")"), opens)
        found.update(c.start for c in people if opens < sentence.token_at(c.start) < closes)
    return found


def _size(count: CountReading) -> int:
    return count.number.best if count.number is not None and not count.number.is_vague else 0


def _is_cut(left: CountReading, right: CountReading, outcomes: Sequence[Mark[TriggerForm]]) -> bool:
    """Whether an outcome is told between two counts."""
    return any(left.end <= m.start < right.start for m in outcomes)


def _further_parts(
    people: Sequence[CountReading], outcomes: Sequence[Mark[TriggerForm]], frame: Frame
) -> set[int]:
    found: set[int] = set()
    whole, told, last = 0, 0, None
    for count in people:
        if count.is_subset:
            told, last = told + _size(count), count
            continue
        is_near = last is not None and _gap(last, count, frame) <= _PART_REACH and not _is_cut(last, count, outcomes)
        if is_near and count.noun_class != "others" and _size(count) and told + _size(count) <= whole:
            found.add(count.start)
            told, last = told + _size(count), count
            continue
        whole, told, last = _size(count), 0, None
    return found


def _one_by_one(people: Sequence[CountReading], outcomes: Sequence[Mark[TriggerForm]], frame: Frame) -> set[int]:
    found: set[int] = set()
    words = frame.sentence.tokens.words
    for number, whole in enumerate(people):
        behind = frame.sentence.token_at(whole.end - 1) + 1
        is_listed = any(word in _STOPS for word in words[behind : behind + _OF_WHOM + 1])
        is_anybody = whole.noun_class is None or whole.noun_class in _ANYBODY
        is_anybody = is_anybody or whole.rule.startswith("count.number_of_body")
        if _size(whole) < 2 or not is_anybody or not is_listed or whole.start in found:
            continue
        row: list[int] = []
        told, last = 0, whole
        for part in people[number + 1 :]:
            if _is_cut(last, part, outcomes) or _gap(last, part, frame) > _NAMES_REACH or not _size(part):
                break
            row, told, last = [*row, part.start], told + _size(part), part
            if told >= _size(whole):
                break
        if told == _size(whole) and len(row) > 1:
            found.update(row)
    return found


def _gap(left: CountReading, right: CountReading, frame: Frame) -> int:
    return frame.sentence.token_at(right.start) - frame.sentence.token_at(left.end - 1) - 1
