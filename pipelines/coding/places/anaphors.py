"""What "the town" and "the governorate" stand for: the place of that kind that was named last."""

from __future__ import annotations

from pipelines.coding.places.context import PlaceContext
from pipelines.coding.places.lexicon import Anaphor
from pipelines.coding.readings import PlaceCandidate, PlaceReading
from pipelines.gazetteer import Place, load_gazetteer

_LOOK_BACK = 12  # readings


def antecedent(anaphor: Anaphor, context: PlaceContext) -> PlaceReading | None:
    """The reading that an anaphor repeats: locations before places that only bounded others; None when nothing fits."""
    recent = context.named[-_LOOK_BACK:][::-1]
    ordered = [r for r in recent if r.role == "location"] + [r for r in recent if r.role != "location"]
    if anaphor.kinds == ("admin1",):
        return next((unit for known in recent if (unit := _unit_around(known)) is not None), None)
    return next((known for known in ordered if _fits(anaphor, known)), None)


def _fits(anaphor: Anaphor, known: PlaceReading) -> bool:
    if not known.candidates:
        return anaphor.precision == 1 and known.qualifier is not None
    return _best(known).kind in anaphor.kinds


def _best(known: PlaceReading) -> Place:
    return load_gazetteer().by_id(known.candidates[0].place_id)


def _unit_around(known: PlaceReading) -> PlaceReading | None:
    """The first-level unit of a place that was named."""
    if not known.candidates:
        return None
    place = _best(known)
    units = load_gazetteer().admin1_units(place.iso)
    unit = next((unit for unit in units if unit.admin1 == place.admin1), None)
    if unit is None:
        return None
    return PlaceReading(
        known.start, known.end, unit.name_ar or unit.name, None, 3, "location", (PlaceCandidate(unit.place_id, 0.0),)
    )
