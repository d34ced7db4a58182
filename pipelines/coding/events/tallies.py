"""Reported totals: a sentence that sums up a period becomes a tally, never an incident."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.coding.events.casualties import read_tolls
from pipelines.coding.events.discourse import CERTAINLY_MANY
from pipelines.coding.events.frames import OPENING, Frame
from pipelines.coding.events.parties import Parties, find_parties
from pipelines.coding.events.sentence import Sentence
from pipelines.coding.events.uncounted import Toll
from pipelines.coding.readings import DateReading, PlaceReading
from pipelines.lexicon.language import Language


@dataclass(frozen=True, slots=True)
class Total:
    """One reported total: number of operations, tolls by outcome, the period and the place it is about, told from
    `sentence` to the end of `last`."""

    sentence: Sentence
    last: Sentence
    operations: int | None
    tolls: dict[str, Toll]
    period: DateReading | None
    place: PlaceReading | None
    parties: Parties


def read_totals(tallied: Sequence[Sentence]) -> list[Total | None]:
    """The total that each sentence states or goes on with; the same one for both."""
    totals: list[Total | None] = []
    for sentence in tallied:
        total = read_total(sentence, sentence.language)
        before = totals[-1] if totals else None
        if before is not None and total is not None and _goes_on(before, total):
            total = replace(before, tolls=total.tolls, last=sentence)
            totals = [total if other is before else other for other in totals]
        totals.append(total)
    return totals


def _goes_on(before: Total, total: Total) -> bool:
    """Whether a total only tells what the operations counted right before led to ("747 attacks. They killed 63")."""
    is_next = total.sentence.number - before.last.number == 1
    counted = before.operations is not None and not before.tolls
    return is_next and counted and total.operations is None and total.period is None


def read_total(sentence: Sentence, language: Language) -> Total | None:
    """The total of a sentence that sums up; None when it states no number."""
    if not sentence.triggers:
        return None
    acts = sorted(sentence.triggers, key=lambda mark: mark.value.trigger.kind not in OPENING)
    frame = Frame(sentence, sentence.start, sentence.end, acts, actors=sentence.actors, counts=sentence.counts)
    tolls = read_tolls(frame, language)
    operations = next(
        (
            c.number.best
            for c in sentence.counts
            if c.noun_class == "operation"
            and c.number
            and not c.is_subset
            and (not c.number.is_vague or c.number.best >= CERTAINLY_MANY)
        ),
        None,
    )
    if operations is None and not any(not toll.is_vague for toll in tolls.values()):
        return None
    period = max((d for d in sentence.dates), key=_length, default=None)
    place = next((p for p in sentence.places if p.role in ("location", "country")), None)
    return Total(sentence, sentence, operations, tolls, period, place, find_parties(frame, language))


def _length(date: DateReading) -> int:
    if date.value is None:
        return 0
    return ((date.value_end or date.value) - date.value).days
