"""Files for other programs, written from a release."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

FORMATS: Mapping[str, str] = {
    "csv": "acled_events.csv, the 31 ACLED columns with their names as text",
    "csv-numeric": "acled_events_numeric.csv, the same with actor types as numbers",
}
_VIEWS = {"csv": "acled_events", "csv-numeric": "acled_events_numeric"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is run by spreadsheets
_BATCH = 5_000


def write_export(con: duckdb.DuckDBPyConnection, form: str, out: Path) -> Path:
    """Write one of the FORMATS into a folder, or to a file when `out` has an ending; returns the file."""
    view = _VIEWS[form]
    path = out if out.suffix else out / f"{view}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = con.execute(f'SELECT * FROM "{view}"')
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column[0] for column in rows.description or []])
        while some := rows.fetchmany(_BATCH):
            writer.writerows([safe_cell(value) for value in row] for row in some)
    return path


def safe_cell(value: Any) -> Any:
    """The value as a spreadsheet may see it: text that would be run as a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
