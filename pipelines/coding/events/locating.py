"""Sentences that only say where what was told before took place ("The attack occurred in the village of …")."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.coding.events.drafts import Draft, Telling
from pipelines.coding.events.merging import find_told, places_agree
from pipelines.coding.events.sentence import Mark
from pipelines.coding.readings import DateReading
from pipelines.lexicon.words import Word

NEAR_ACT = 2  # sentences between an incident and the one that says where it was, at most
NEXT_TO = 0  # words between the act's noun and "took place"
NIGHT = 1  # days
OPENS = 1  # words before an act with which its sentence opens: its article


def find_located(telling: Telling, drafts: Sequence[Draft]) -> Draft | None:
    """The incident told last whose spot a telling names and says nothing else of; its place is settled here.

    Nothing comes of it when both name exact places that are not one: then it may be another incident.
    """
    if not drafts or not _says_where(telling):
        return None
    place = next((place for place in telling.places if place.role == "location"), None)
    if place is None:
        return None
    draft = drafts[-1] if telling.kind == "context" and drafts else find_told(telling, drafts)
    if draft is None or telling.sentence.number - draft.tellings[-1].sentence.number > NEAR_ACT:
        return None
    if not _dates_agree(telling.date, draft.date()):
        return None
    if draft.place is not None and draft.place.precision <= place.precision and not places_agree(place, draft.place):
        return None
    if draft.place is None or draft.place.precision > place.precision:
        draft.place = place
    return draft


def _dates_agree(told: DateReading | None, known: DateReading | None) -> bool:
    """Whether two days may be one: a night belongs to two."""
    if told is None or known is None or told.value is None or known.value is None:
        return True
    return abs((told.value - known.value).days) <= NIGHT


def _says_where(telling: Telling) -> bool:
    """Whether a definite act, without doer and toll, "took place", or opens its sentence and has a place behind it."""
    main = telling.main
    if main.value.part != "noun" or not main.value.is_definite or telling.is_another or telling.is_background:
        return False
    if telling.tolls or (telling.actor is not None and not telling.actor.is_anaphor):
        return False
    if main.first <= OPENS:  # "The clash, which a quarrel had set off, erupted in …", "The attack in …"
        return any(place.start >= main.end for place in telling.places)
    return any(
        m.value.role == "occur" and _is_beside(m, main.first, main.last) for m in telling.sentence.markers
    )


def _is_beside(marker: Mark[Word], first: int, last: int) -> bool:
    return 0 <= marker.first - last <= NEXT_TO or 0 <= first - marker.last <= NEXT_TO

