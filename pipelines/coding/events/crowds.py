"""How many people demonstrated, in the words of the text (ACLED's tag "crowd size")."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.coding.events.drafts import Draft, Telling
from pipelines.coding.events.parts import counts_people
from pipelines.coding.events.uncounted import Toll
from pipelines.coding.readings import CountReading
from pipelines.metadata.taxonomy import event_type_of

_PROTEST, _RIOT, _CROWD = "Protests", "Violent demonstration", "protester"


def crowd_told(draft: Draft, sub_event_type: str, tolls: Iterable[Toll | None]) -> CountReading | None:
    """The count of those who demonstrate: of protesters, else of people who stand where the act's subject does.

    None for other acts, and for people whom a toll counts.
    """
    if event_type_of(sub_event_type) != _PROTEST and sub_event_type != _RIOT:
        return None
    hurt = [(toll.start, toll.end) for toll in tolls if toll is not None]
    for telling in draft.tellings:
        people = [
            count
            for count in telling.frame.counts
            if count.number is not None and count.number.best > 1 and not count.is_subset and counts_people(count)
            and not any(count.start < end and start < count.end for start, end in hurt)
        ]  # fmt: skip
        crowd = [count for count in people if count.noun_class == _CROWD or _is_subject(count, telling)]
        if crowd:
            return crowd[0]
    return None


def _is_subject(count: CountReading, telling: Telling) -> bool:
    """Whether a count stands before the act where subjects do, behind it where verbs come first."""
    main = telling.main
    return count.end <= main.start if telling.sentence.language.is_subject_first else count.start >= main.end
