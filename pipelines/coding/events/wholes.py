"""Figures that one incident holds for several: a total told before its parts ("19 died in raids on the province. Two
died in X, 17 in Y"), and a title that tells of two incidents at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.coding.events.drafts import Draft, Telling
from pipelines.coding.events.opening import VIOLENT
from pipelines.coding.places import seat_kind
from pipelines.coding.readings import PlaceReading

_HURT = ("killed", "injured")
_OUTCOMES = (*_HURT, "detained")
_REGION = 3  # geo_precision
_PARTS = 2  # incidents of which a total consists, at least


def is_part_of_total(telling: Telling, place: PlaceReading | None, draft: Draft) -> bool:
    """Whether a telling with a spot of its own counts fewer people than an incident of a whole region told before it:
    that was a total, this is one of its parts."""
    if place is None or _is_wide(place) or (draft.place is not None and not _is_wide(draft.place)):
        return False
    for outcome in _OUTCOMES:
        part, whole = _figure([telling], outcome), _figure(draft.tellings, outcome)
        if part is not None and whole is not None:
            return 0 < part < whole
    return False


def totals_with_parts(drafts: Sequence[Draft]) -> list[Draft]:
    """The incidents of a region whose toll is that of incidents told after them: totals, not incidents."""
    return [whole for number, whole in enumerate(drafts) if _consists(whole, drafts[number + 1 :])]


def _consists(whole: Draft, later: Sequence[Draft]) -> bool:
    if whole.place is not None and not _is_wide(whole.place):
        return False
    for outcome in _HURT:
        figure = _figure(whole.tellings, outcome)
        if figure is None:
            continue
        parts = [_figure(d.tellings, outcome) for d in later if d.place is not None and not _is_wide(d.place)]
        told = [part for part in parts if part]
        return len(told) >= _PARTS and sum(told) == figure
    return False


def settle_titles(drafts: Sequence[Draft]) -> None:
    """Take a title's dead and hurt from an arrest or a crowd whose body tells none when the body of an attack tells
    them ("76 arrested and four killed", told apart below)."""
    for draft in drafts:
        if draft.typed().family in VIOLENT:
            continue
        own = [t for t in draft.tellings if not t.sentence.is_headline]
        for number, telling in enumerate(draft.tellings):
            if not telling.sentence.is_headline or not own:
                continue
            foreign = {
                outcome
                for outcome, toll in telling.tolls.items()
                if outcome in _HURT
                and _figure(own, outcome) is None
                and _is_told_elsewhere(outcome, toll.best, draft, drafts)
            }
            if foreign:
                tolls = {outcome: toll for outcome, toll in telling.tolls.items() if outcome not in foreign}
                draft.tellings[number] = replace(telling, tolls=tolls)


def _is_told_elsewhere(outcome: str, figure: int, draft: Draft, drafts: Sequence[Draft]) -> bool:
    others = (other for other in drafts if other is not draft and other.typed().family in VIOLENT)
    return any(
        _figure([t for t in other.tellings if not t.sentence.is_headline], outcome) == figure for other in others
    )


def _figure(tellings: Sequence[Telling], outcome: str) -> int | None:
    """The first number counted for an outcome; None when it is vague or not told."""
    tolls = (t.tolls[outcome] for t in tellings if outcome in t.tolls)
    return next((toll.best for toll in tolls if not toll.is_vague), None)


def _is_wide(place: PlaceReading) -> bool:
    """Whether a place is no spot: a region, a country, or the sides of a first-level unit."""
    if place.precision >= _REGION:
        return True
    return bool(place.candidates) and place.precision > 1 and seat_kind(place.candidates[0].place_id) == "admin1"
