"""Days told without an act: the one that a sentence opens with, and the one on which an act told before took place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.coding.events.drafts import Draft
from pipelines.coding.events.sentence import Sentence
from pipelines.coding.events.tellings import AT_THE_OPENING
from pipelines.coding.readings import DateReading

FRESH = 3  # days before publication within which a day told before holds for the news told after it
NEAR = 2  # sentences for which the day of one before holds


@dataclass(frozen=True, slots=True)
class Opening:
    """The day with which a sentence opens, and the number of the sentence."""

    day: DateReading
    number: int

    def holds_for(self, sentence: Sentence) -> bool:
        """Whether what a later sentence tells without a day is of this day."""
        return 0 < sentence.number - self.number <= NEAR


def opening_of(sentence: Sentence) -> Opening | None:
    """The day with which a sentence opens, whatever it tells of it ("On 3 May, members of the party met …")."""
    days = (d for d in sentence.dates if d.precision == 1 and d.value is not None and d.basis == "explicit")
    day = next((d for d in days if sentence.token_at(d.start) <= AT_THE_OPENING), None)
    return Opening(day, sentence.number) if day is not None else None


def is_stale(carried: DateReading, published: dt.date | None) -> bool:
    """Whether a day told beside another incident lies too far back to hold for fresh news as well."""
    return published is not None and carried.value is not None and (published - carried.value).days > FRESH


def date_referred_to(sentence: Sentence, drafts: Sequence[Draft]) -> None:
    """Give an undated incident the day told with a mere reference to it ("This attack took place on 6 May")."""
    last = drafts[-1] if drafts else None
    refers = any(cue.value.role == "coreference" and cue.first <= AT_THE_OPENING for cue in sentence.cues)
    days = [d for d in sentence.dates if d.precision == 1 and d.value is not None]
    if last is None or not refers or len(days) != 1 or last.date() is not None:
        return
    if sentence.number - last.tellings[-1].sentence.number <= NEAR:
        last.set_date = days[0]
