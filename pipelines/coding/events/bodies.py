"""Bodies that belong to somebody counted right before them ("a man's body"): one dead, told twice."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.coding.events.sides import person_classes
from pipelines.coding.readings import CountReading

_BODY = "body"


def without_own_bodies(counts: Iterable[CountReading]) -> list[CountReading]:
    """The counts of a sentence, in order, without bodies whose owners end right before them."""
    found: list[CountReading] = []
    for count in counts:
        owner = found[-1] if found else None
        is_own = count.noun_class == _BODY and owner is not None and owner.noun_class in person_classes()
        if owner is None or not is_own or count.start - owner.end > 1:
            found.append(count)
    return found
