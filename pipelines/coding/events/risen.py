"""Totals to which a toll has risen: they take the place of the figures beside them."""

from __future__ import annotations

from pipelines.coding.events.frames import Frame

_OF_RISES = ("update", "toll", "sum", "total")


def risen_counts(frame: Frame) -> frozenset[int]:
    """Starts of the counts that say what a toll has come to: those behind "to", with what is joined to them ("ارتفعت
    الحصيلة من خمسة قتلى إلى ثمانية قتلى و12 جريحا", has risen from five dead to eight dead and 12 hurt)."""
    sentence = frame.sentence
    rises = [cue.start for cue in sentence.cues if cue.value.role in _OF_RISES and frame.start <= cue.start < frame.end]
    if not rises:
        return frozenset()
    behind = {cue.last for cue in sentence.cues if cue.value.role == "reached" and cue.start > rises[0]}
    found: set[int] = set()
    goes_on = False
    for count in sorted(frame.counts, key=lambda c: c.start):
        is_first = sentence.token_at(count.start) in behind or count.rule.startswith("count.noun_total")
        goes_on = is_first or (goes_on and count.rule.endswith("coordinated"))
        if goes_on and count.start > rises[0]:
            found.add(count.start)
    return frozenset(found)
