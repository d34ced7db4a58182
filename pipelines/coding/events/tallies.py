"""Reported totals: a sentence that sums up a period becomes a tally, never an incident."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.coding.events.casualties import Toll, read_tolls
from pipelines.coding.events.discourse import CERTAINLY_MANY
from pipelines.coding.events.frames import OPENING, Frame
from pipelines.coding.events.parties import Parties, find_parties
from pipelines.coding.events.sentence import Sentence
from pipelines.coding.readings import DateReading, PlaceReading
from pipelines.lexicon.language import Language


@dataclass(frozen=True, slots=True)
class Total:
    """One reported total: number of operations, tolls by outcome, the period and the place it is about."""

    sentence: Sentence
    operations: int | None
    tolls: dict[str, Toll]
    period: DateReading | None
    place: PlaceReading | None
    parties: Parties


def read_total(sentence: Sentence, language: Language) -> Total | None:
    """The total of a sentence that sums up; None when it states no number."""
    if not sentence.triggers:
        return None
    acts = sorted(sentence.triggers, key=lambda mark: mark.value.trigger.kind not in OPENING)
    frame = Frame(
        sentence, sentence.start, sentence.end, acts, actors=sentence.actors, counts=sentence.counts,
        places=[place for place in sentence.places if place.role == "location"],
    )  # fmt: skip
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
    return Total(sentence, operations, tolls, period, place, find_parties(frame, language))


def _length(date: DateReading) -> int:
    if date.value is None:
        return 0
    return ((date.value_end or date.value) - date.value).days
