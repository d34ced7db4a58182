"""The incidents as points: GeoJSON (RFC 7946) and GeoParquet (version 1.1, geoparquet.org)."""

from __future__ import annotations

import datetime as dt
import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.export.released import Released

_QUERY = """
    SELECT i.incident_id, e.* FROM acled_events AS e JOIN incidents AS i ON i.event_id_cnty = e.event_id_cnty
    ORDER BY e.event_date, e.event_id_cnty
"""
_POINT = struct.Struct("<BIdd")  # well-known binary: little-endian, geometry type 1, x, y
_LITTLE_ENDIAN, _WKB_POINT = 1, 1
_BATCH = 5_000


def write_geojson(released: Released, path: Path) -> Path:
    """One feature per incident; incidents without coordinates have no geometry."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for number, row in enumerate(released.named_rows(_QUERY)):
            file.write("," if number else "")
            file.write("\n" + json.dumps(_feature(row), ensure_ascii=False, default=_as_json))
        file.write("\n]}\n")
    return path


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    """Coordinates are longitude first, WGS 84, as the standard demands."""
    longitude, latitude = row["longitude"], row["latitude"]
    geometry = None if latitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "id": row["incident_id"], "geometry": geometry, "properties": row}


def _as_json(value: Any) -> str:
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def write_geoparquet(released: Released, path: Path) -> Path:
    """One row per incident with a `geometry` column of points, null without coordinates."""
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = released.con.cursor().sql(_QUERY).limit(0).to_arrow_table().schema
    schema = plain.append(pa.field("geometry", pa.binary())).with_metadata({"geo": json.dumps(_geo(released))})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in released.con.cursor().sql(_QUERY).to_arrow_reader(_BATCH):
            points = pa.array(list(_points(batch)), pa.binary())
            writer.write_batch(pa.record_batch([*batch.columns, points], schema=schema))
    return path


def _points(batch: pa.RecordBatch) -> Iterator[bytes | None]:
    for longitude, latitude in zip(
        batch.column("longitude").to_pylist(), batch.column("latitude").to_pylist(), strict=True
    ):
        yield None if latitude is None else _POINT.pack(_LITTLE_ENDIAN, _WKB_POINT, longitude, latitude)


def _geo(released: Released) -> dict[str, Any]:
    """The file's geo metadata; without a `crs` the coordinates are WGS 84, longitude first (OGC:CRS84)."""
    bounds = "SELECT min(longitude), min(latitude), max(longitude), max(latitude) FROM acled_events"
    box = list(next(released.rows(bounds)))
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if box[0] is not None:
        column["bbox"] = box
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
