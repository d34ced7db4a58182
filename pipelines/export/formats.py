"""The formats that a release can be written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.export.acled_csv import write_acled, write_acled_numeric, write_hxl
from pipelines.export.card import write_card
from pipelines.export.checks_page import write_checks
from pipelines.export.datapackage import DESCRIPTION, write_datapackage
from pipelines.export.feed import write_feed
from pipelines.export.geographic import write_geojson, write_geoparquet
from pipelines.export.released import Released
from pipelines.export.workbook import write_workbook


class UnknownFormatError(Exception):
    """A format that does not exist, with those that do."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the file it is written to below the exports folder, what it holds, and what writes it."""

    file: str
    holds: str
    write: Callable[[Released, Path], Path]


FORMATS: Mapping[str, Format] = {
    "csv": Format("acled_events.csv", "the 31 ACLED columns, actor types as text", write_acled),
    "csv-numeric": Format("acled_events_numeric.csv", "the same, actor types as numbers", write_acled_numeric),
    "hxl": Format("acled_events_hxl.csv", "ACLED's columns and P-codes with HXL hashtags", write_hxl),
    "geojson": Format("incidents.geojson", "incidents as points", write_geojson),
    "geoparquet": Format("incidents.geo.parquet", "incidents as points, for large releases", write_geoparquet),
    "xlsx": Format("incidents.xlsx", "a workbook with events, codebook and codes", write_workbook),
    "datapackage": Format(f"datapackage/{DESCRIPTION}", "all tables as a Frictionless data package", write_datapackage),
    "card": Format("card.md", "the dataset card, one page about the release", write_card),
    "checks": Format("checks.html", "what validation checked and held back, as a page", write_checks),
    "changes": Format("changes.jsonl", "all changes since the first release, JSON lines", write_feed),
}


def write_export(con: duckdb.DuckDBPyConnection, folder: Path, form: str, out: Path) -> Path:
    """Write the release in `folder`, whose database is open in `con`, in one of the FORMATS; returns the file.

    `out` is a folder, or a file when it has an ending. Raises UnknownFormatError for a format that does not exist.
    """
    if form not in FORMATS:
        known = "; ".join(f"{name}: {found.holds}" for name, found in FORMATS.items())
        raise UnknownFormatError(f"there is no format {form!r}; there is {known}")
    return FORMATS[form].write(Released(con, folder), out if out.suffix else out / FORMATS[form].file)
