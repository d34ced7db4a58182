"""People told place by place under one verb: "three were killed in Daraa and two in Idlib"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.coding.events.casualties import read_tolls
from pipelines.coding.events.drafts import Telling
from pipelines.coding.events.frames import Frame
from pipelines.coding.events.parts import counts_people
from pipelines.coding.readings import CountReading, PlaceReading

_REACH = 4  # tokens from people to their place: an adjective, "in", "the town of"


@dataclass(frozen=True, slots=True)
class Share:
    """The people of one place."""

    place: PlaceReading
    counts: list[CountReading]


def by_share(telling: Telling) -> list[tuple[Telling, PlaceReading | None]]:
    """A telling place by place, each with the toll of its own people; empty when it does not tell so."""
    frame = telling.frame
    accounts: list[tuple[Telling, PlaceReading | None]] = []
    for share in shares_of(frame):
        tolls = read_tolls(replace(frame, counts=share.counts), frame.sentence.language)
        if not tolls:
            return []
        accounts.append((replace(telling, tolls=tolls), share.place))
    return accounts


def shares_of(frame: Frame) -> list[Share]:
    """The shares of a frame whose people are joined by "and", each with a place of their own right behind them; empty
    when it tells fewer than two places so."""
    people = sorted((c for c in frame.counts if counts_people(c) and c.number is not None), key=lambda c: c.start)
    if len(people) < 2 or any(c.is_subset for c in people):
        return []
    found: list[Share] = []
    for number, count in enumerate(people):
        until = people[number + 1].start if number + 1 < len(people) else frame.end
        place = _place_behind(count, until, frame)
        if found and not _goes_on(found[-1].place, count, frame):
            return found if len(found) > 1 else []
        if place is None:
            return found if len(found) > 1 else []
        found.append(Share(place, [count]))
    return found if len({share.place.start for share in found}) > 1 else []


def _place_behind(count: CountReading, until: int, frame: Frame) -> PlaceReading | None:
    first = frame.sentence.token_at(count.end - 1)
    near = [p for p in _located(frame) if count.end <= p.start < until and p.list_id < 0]
    acts = [m.start for m in frame.triggers if count.end <= m.start < until]
    if len(near) != 1 or any(start < near[0].start for start in acts):
        return None
    return near[0] if frame.sentence.token_at(near[0].start) - first <= _REACH else None


def _located(frame: Frame) -> Sequence[PlaceReading]:
    return [p for p in frame.places if p.candidates]


def _goes_on(place: PlaceReading, count: CountReading, frame: Frame) -> bool:
    """Whether people follow a place with nothing but "and", or a comma and "and", between."""
    sentence = frame.sentence
    first, last = sentence.token_at(count.start), sentence.token_at(place.end - 1)
    between, joiners = sentence.tokens.words[last + 1 : first], tuple(sentence.language.conjunctions)
    is_joined = sentence.tokens.words[first].startswith(joiners) or any(word in joiners for word in between)
    return is_joined and all(word in joiners or not word[0].isalnum() for word in between)
