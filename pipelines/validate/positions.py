"""Whether coordinates lie in the administrative unit that a row names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

import pyarrow as pa

from pipelines.gazetteer import load_gazetteer
from pipelines.gazetteer.audit import outline_exceptions
from pipelines.gazetteer.outlines import Outlines
from pipelines.metadata import Check
from pipelines.settings import schemas_folder


def outside_unit(table: pa.Table, check: Check, tables: Mapping[str, pa.Table]) -> pa.ChunkedArray:
    """The position in `columns` (latitude, longitude) lies in the first-level unit in `column`, or at most `km` from
    its outline.

    Units without outline, and the places for which `schemas/gazetteer/outline_exceptions.csv` says why their outline
    is wrong, never fail.
    """
    names = ("country", check.column, *check.columns, "place_id")
    rows = zip(*(table[name].to_pylist() for name in names), strict=True)
    fails = [
        None not in (country, unit, latitude, longitude)
        and place_id not in _exceptions()
        and _distance_km(country, unit, latitude, longitude) > check.km
        for country, unit, latitude, longitude, place_id in rows
    ]
    return pa.chunked_array([fails], pa.bool_())


@lru_cache(maxsize=100_000)
def _distance_km(country: str, unit: str, latitude: float, longitude: float) -> float:
    known = load_gazetteer().country(country)
    place_ids = _units(country).get(unit, ())
    if known is None:
        return 0.0
    distances = [_outlines().distance_km(latitude, longitude, known.iso2, place_id) for place_id in place_ids]
    return min((distance for distance in distances if distance is not None), default=0.0)


@cache
def _units(country: str) -> Mapping[str, tuple[str, ...]]:
    """A country's first-level units: name → ids."""
    found: dict[str, tuple[str, ...]] = {}
    for unit in load_gazetteer().admin1_units(country):
        name = unit.admin1 or unit.name
        found[name] = (*found.get(name, ()), unit.place_id)
    return found


@cache
def _outlines() -> Outlines:
    return Outlines(schemas_folder() / "gazetteer" / "outlines")


@cache
def _exceptions() -> frozenset[str]:
    return frozenset(outline_exceptions(schemas_folder() / "gazetteer"))
