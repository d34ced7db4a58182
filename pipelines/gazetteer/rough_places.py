"""Villages of the supplement, whose positions are rough, found again in a table that knows them better."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipelines.gazetteer.drafts import Draft, distance_km
from pipelines.gazetteer.likeness import sound_of, without_article
from pipelines.gazetteer.spelling import fold_name, spellings

ROUGH_KM = 10.0  # within which nine in ten of the supplement's positions lie
ALONE_KM = 40.0  # how far off a rough position may be where both tables know just one place of the name in the unit
_ROUGH_KINDS = frozenset({"city", "town", "village"})


def found_again(rows: Sequence[Draft], drafts: Iterable[Draft]) -> dict[str, Draft]:
    """Row id → the place of the supplement that the row is, in one first-level unit.

    Names that sound alike are enough up to ROUGH_KM; farther off both must be the only ones of the unit called so, and
    spelled alike. Each place is found once at most, in the nearest row.
    """
    known = _by_sound(draft for draft in drafts if _is_rough(draft))
    told = _by_sound(row for row in rows if row.kind in _ROUGH_KINDS)
    pairs = {
        (apart, row.place_id, place.place_id): (row, place)
        for sound, places in known.items()
        for place in places
        for row in told.get(sound, ())
        if (apart := distance_km(row.position, place.position)) < ROUGH_KM
        or (apart < ALONE_KM and len(places) == len(told[sound]) == 1 and _forms(row) & _forms(place))
    }
    found: dict[str, Draft] = {}
    taken: set[str] = set()
    for _, (row, place) in sorted(pairs.items(), key=lambda pair: pair[0]):
        if row.place_id not in found and place.place_id not in taken:
            found[row.place_id] = place
            taken.add(place.place_id)
    return found


def _is_rough(draft: Draft) -> bool:
    is_uncoded = draft.place_id.startswith("sup:") and draft.pcode is None and draft.geonames_id is None
    return is_uncoded and draft.kind in _ROUGH_KINDS


def _by_sound(drafts: Iterable[Draft]) -> dict[tuple[str, str | None, str], list[Draft]]:
    """Places by country, first-level unit and sound of each of their names."""
    found: dict[tuple[str, str | None, str], list[Draft]] = defaultdict(list)
    for draft in drafts:
        for sound in {sound_of(name) for name in _names(draft)}:
            if sound and draft.unit_ids[0] is not None:
                found[draft.country, draft.unit_ids[0], sound].append(draft)
    return found


def _names(draft: Draft) -> Iterable[str]:
    return [fold_name(name) for name in (draft.name, draft.name_ar, *draft.names) if name]


def _forms(draft: Draft) -> set[str]:
    return {without_article(form) for name in _names(draft) for form in spellings(name)}
