"""Numbers told once for the dead and the hurt, or once as bodies and once as people."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipelines.coding.events.frames import Frame
from pipelines.coding.readings import CountReading

# Outcomes that the counted noun states by itself; all others come from the trigger that governs the count.
STATED = {"killed": "killed", "body": "killed", "injured": "injured"}
_KINDS = frozenset({*STATED, "prisoner"})
_BODY_OF = 3  # tokens between bodies and whose they are: "unidentified"


def is_of_both(count: CountReading, frame: Frame) -> bool:
    """Whether a count says neither how many died nor how many were hurt: the number of both ("سبعة بين قتيل وجريح",
    seven dead and hurt; "23 قتيلا وجريحا", 23 dead and hurt) or a noun that only names one of the two kinds. Kinds with
    numbers of their own say how many of each ("ثلاثة بين قتيل ومصابين", three, one of them dead and two hurt)."""
    kinds = _kinds_between(frame)
    if count in kinds:
        return all(_names_a_kind(kind) for kind in kinds)
    if kinds and kinds[0].start > count.end and _is_before_between(count, kinds[0], frame):
        return True
    return any(count in pair for pair in _pairs(frame))


def _kinds_between(frame: Frame) -> Sequence[CountReading]:
    """The counts of dead and hurt in a row behind "between"."""
    between = [m for m in frame.sentence.markers if m.value.role == "between"]
    row: list[CountReading] = []
    for count in sorted(frame.counts, key=lambda c: c.start):
        first = frame.sentence.token_at(count.start)
        if row and not (count.noun_class in _KINDS and count.rule.endswith("coordinated")):
            break
        if row or (count.noun_class in STATED and any(0 <= first - m.last <= 1 for m in between)):
            row.append(count)
    return row


def _is_before_between(count: CountReading, kind: CountReading, frame: Frame) -> bool:
    last, first = frame.sentence.token_at(count.end - 1), frame.sentence.token_at(kind.start)
    return any(
        m.value.role == "between" and m.first == last + 1 and 0 <= first - m.last <= 1 for m in frame.sentence.markers
    )


def _pairs(frame: Frame) -> Sequence[tuple[CountReading, CountReading]]:
    """A number of dead above ten, whose noun is a singular, with another such noun joined to it ("23 قتيلا وجريحا")."""
    if frame.sentence.language.is_subject_first:
        return []
    ordered = sorted(frame.counts, key=lambda c: c.start)
    return [
        (left, right)
        for left, right in pairwise(ordered)
        if left.noun_class in STATED
        and STATED.get(right.noun_class or "") not in (None, STATED[left.noun_class or ""])
        and left.number is not None
        and left.number.best > 10
        and right.rule == "count.singular.coordinated"
    ]


def _names_a_kind(count: CountReading) -> bool:
    return count.noun_class in _KINDS and count.rule.startswith("count.singular")


def tells_bodies_twice(count: CountReading, frame: Frame) -> bool:
    """Whether a count is one of a pair that tells the same dead as bodies and as people: the bodies when they have no
    number ("جثث خمسة أشخاص", the bodies of five), else the people ("جثتين لشابين", two bodies of two youths)."""
    body = body_before(count, frame)
    if body is not None:
        return body.number is not None
    if count.number is not None or count.noun_class != "body":
        return False
    return any(body_before(c, frame) is count and c.number for c in frame.counts)


def body_before(count: CountReading, frame: Frame) -> CountReading | None:
    """The bodies told right before the people whose bodies they are."""
    if count.noun_class == "body" or count.rule.endswith(".coordinated"):
        return None  # "ثلاث جثث وخمسة جرحى" (three bodies and five wounded)
    first = frame.sentence.token_at(count.start)
    bodies = (c for c in frame.counts if c.noun_class == "body" and c.end <= count.start)
    return next((c for c in bodies if first - frame.sentence.token_at(c.end - 1) <= _BODY_OF), None)
