"""Which first-level unit a position lies in: outlines of the main countries, as polygons in degrees."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

Ring = Sequence[Sequence[float]]  # longitude, latitude pairs; closed or not
KM_PER_DEGREE = 111.2


@dataclass(frozen=True)
class Outline:
    """One outline: the place ids of the units it covers, its rings (even–odd: holes are rings too), its bounding
    box."""

    place_ids: tuple[str, ...]
    rings: tuple[Ring, ...]
    west: float
    south: float
    east: float
    north: float

    def holds(self, latitude: float, longitude: float) -> bool:
        """Whether a position lies inside (ray casting; Shimrat 1962)."""
        if not (self.west <= longitude <= self.east and self.south <= latitude <= self.north):
            return False
        inside = False
        for ring in self.rings:
            x1, y1 = ring[-1][0], ring[-1][1]
            for x2, y2 in ring:
                if (y1 > latitude) != (y2 > latitude) and longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1:
                    inside = not inside
                x1, y1 = x2, y2
        return inside

    def distance_km(self, latitude: float, longitude: float) -> float:
        """Kilometres from a position to the outline's edge (flat-earth, good to a percent at such distances); 0
        inside."""
        if self.holds(latitude, longitude):
            return 0.0
        wide = KM_PER_DEGREE * math.cos(math.radians(latitude))
        nearest = math.inf
        for ring in self.rings:
            x1, y1 = (ring[-1][0] - longitude) * wide, (ring[-1][1] - latitude) * KM_PER_DEGREE
            for longitude2, latitude2 in ring:
                x2, y2 = (longitude2 - longitude) * wide, (latitude2 - latitude) * KM_PER_DEGREE
                dx, dy = x2 - x1, y2 - y1
                along = 0.0 if dx == dy == 0 else max(0.0, min(1.0, -(x1 * dx + y1 * dy) / (dx * dx + dy * dy)))
                nearest = min(nearest, math.hypot(x1 + along * dx, y1 + along * dy))
                x1, y1 = x2, y2
        return nearest


class Outlines:
    """Outlines by country, read when first asked for, from `<iso2>.json` (GeoJSON with `place_ids` properties)."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, tuple[Outline, ...]] = {}

    def countries(self) -> tuple[str, ...]:
        """ISO alpha-2 codes of the countries with outlines."""
        return tuple(sorted(path.stem.upper() for path in self._folder.glob("*.json")))

    def of(self, iso2: str) -> tuple[Outline, ...]:
        """The outlines of a country's units; none when there are none."""
        if iso2 not in self._known:
            path = self._folder / f"{iso2.lower()}.json"
            features = json.loads(path.read_text(encoding="utf-8"))["features"] if path.exists() else []
            self._known[iso2] = tuple(
                outline_of(f["properties"]["place_ids"], f["geometry"]["coordinates"]) for f in features
            )
        return self._known[iso2]

    def units_at(self, latitude: float, longitude: float, iso2: str | None) -> tuple[str, ...]:
        """The place ids of the units that may hold a position, in one country or in any: mostly one."""
        for country in (iso2,) if iso2 else self.countries():
            for outline in self.of(country):
                if outline.holds(latitude, longitude):
                    return outline.place_ids
        return ()

    def distance_km(self, latitude: float, longitude: float, iso2: str, place_id: str) -> float | None:
        """Kilometres from a position to a unit's outline, 0 inside; None when the unit has no outline."""
        outlines = [outline for outline in self.of(iso2) if place_id in outline.place_ids]
        return min((outline.distance_km(latitude, longitude) for outline in outlines), default=None)


def outline_of(place_ids: Sequence[str], polygons: Sequence[Sequence[Ring]]) -> Outline:
    """An outline from a GeoJSON MultiPolygon's coordinates."""
    rings = tuple(ring for polygon in polygons for ring in polygon)
    xs, ys = [p[0] for ring in rings for p in ring], [p[1] for ring in rings for p in ring]
    return Outline(tuple(place_ids), rings, min(xs), min(ys), max(xs), max(ys))
