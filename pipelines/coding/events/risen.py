"""Totals to which a toll has risen take the place of the figures beside them; those over a long time are no toll."""

from __future__ import annotations

from pipelines.coding.events.discourse import is_aggregate
from pipelines.coding.events.frames import Frame
from pipelines.coding.events.sentence import Sentence
from pipelines.coding.readings import CountReading

_SINCE = 3  # tokens between a number and the time over which it is told
_CLAUSE_ENDS = frozenset("،,؛;:.")
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


def is_of_period(count: CountReading, frame: Frame) -> bool:
    """Whether a number is told of a long time, in a sentence that tells of a day: the time stands right behind it
    ("قتل 45 منذ الانقلاب، فيما خرج الآلاف اليوم", 45 were killed since the coup, whereas thousands went out today), or
    before what the toll has risen to ("ارتفع عدد القتلى منذ الانقلاب إلى 71", the dead since the coup are now 71)."""
    sentence = frame.sentence
    first, last = sentence.token_at(count.start), sentence.token_at(count.end - 1)
    rises = [cue.last for cue in sentence.cues if cue.value.role in _OF_RISES and cue.start < count.start]
    for cue in sentence.cues:
        if cue.value.role != "aggregate" or is_aggregate(sentence):
            continue
        if 0 <= cue.first - last - 1 <= _SINCE and _is_one_clause(sentence, last + 1, cue.first):
            return True
        if rises and rises[-1] <= cue.first and cue.last <= first and _is_one_clause(sentence, rises[-1], first):
            return True
    return False


def _is_one_clause(sentence: Sentence, first: int, last: int) -> bool:
    return _CLAUSE_ENDS.isdisjoint(sentence.tokens.words[first:last])
