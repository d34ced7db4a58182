"""Which first-level unit a position lies in: outlines of the main countries, as polygons in degrees."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

Ring = Sequence[Sequence[float]]  # longitude, latitude pairs; closed or not


@dataclass(frozen=True)
class Outline:
    """One unit: its place id, its rings (even–odd: holes are rings too) and their bounding box."""

    place_id: str
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


class Outlines:
    """Outlines by country, read when first asked for, from `<iso2>.json` (GeoJSON with `place_id` properties)."""

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
            self._known[iso2] = tuple(_outline(f["properties"]["place_id"], f["geometry"]["coordinates"]) for f in features)
        return self._known[iso2]

    def unit_at(self, latitude: float, longitude: float, iso2: str | None) -> str | None:
        """The place id of the unit that holds a position, in one country or in any."""
        for country in (iso2,) if iso2 else self.countries():
            for outline in self.of(country):
                if outline.holds(latitude, longitude):
                    return outline.place_id
        return None


def _outline(place_id: str, polygons: Sequence[Sequence[Ring]]) -> Outline:
    rings = tuple(ring for polygon in polygons for ring in polygon)
    xs, ys = [p[0] for ring in rings for p in ring], [p[1] for ring in rings for p in ring]
    return Outline(place_id, rings, min(xs), min(ys), max(xs), max(ys))
