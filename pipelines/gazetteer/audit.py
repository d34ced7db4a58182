"""Checks of the gazetteer's data: does every place lie in the unit that it is said to belong to?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.gazetteer.index import Gazetteer
from pipelines.gazetteer.outlines import Outlines
from pipelines.gazetteer.tables import read_rows

OUTLINE_TOLERANCE_KM = 15.0  # outlines are coarse (1:10,000,000) and borders move


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A place farther than the tolerance from the outline of its first-level unit."""

    place_id: str
    name: str
    admin1: str
    distance_km: float


def misplaced(
    gazetteer: Gazetteer, outlines: Outlines, tolerance_km: float = OUTLINE_TOLERANCE_KM
) -> Iterator[Misplaced]:
    """Places (units aside) whose position contradicts their unit's outline; countries without outlines pass."""
    codes = {country.place.name: country.iso2 for country in gazetteer.countries()}
    units = {(iso2, unit.name): unit.place_id for iso2 in outlines.countries() for unit in gazetteer.admin1_units(iso2)}
    for place in gazetteer.places():
        iso2 = codes[place.country]
        unit_id = units.get((iso2, place.admin1 or ""))
        if place.is_unit or unit_id is None:
            continue
        distance = outlines.distance_km(place.latitude, place.longitude, iso2, unit_id)
        if distance is not None and distance > tolerance_km:
            yield Misplaced(place.place_id, place.name, place.admin1 or "", round(distance, 1))


def outline_exceptions(folder: Path) -> dict[str, str]:
    """Place id → why it may lie outside its unit's outline (`outline_exceptions.csv`)."""
    return {row["place_id"]: row["reason"] for row in read_rows(folder / "outline_exceptions.csv")}
