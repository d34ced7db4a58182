"""The incidents as CSV: ACLED's columns with labels or numbers, and with HXL tags and P-codes."""

from __future__ import annotations

from pathlib import Path

from pipelines.export.cells import write_csv
from pipelines.export.released import Released
from pipelines.metadata import load_fields

# ACLED's columns with the P-codes that the Humanitarian Exchange Language joins tables by.
WITH_PCODES = """
    SELECT e.* EXCLUDE (tags, timestamp), i.admin1_pcode, i.admin2_pcode, i.admin3_pcode
    FROM acled_events AS e JOIN incidents AS i ON i.event_id_cnty = e.event_id_cnty
    ORDER BY e.event_date, e.event_id_cnty
"""


def write_acled(released: Released, path: Path) -> Path:
    """The 31 ACLED columns, actor types as text."""
    return _write(released, path, "SELECT * FROM acled_events")


def write_acled_numeric(released: Released, path: Path) -> Path:
    """The 31 ACLED columns, actor types as numbers."""
    return _write(released, path, "SELECT * FROM acled_events_numeric")


def write_hxl(released: Released, path: Path) -> Path:
    """ACLED's columns and P-codes, with a second line of HXL hashtags (hxlstandard.org, version 1.1)."""
    names = released.names(WITH_PCODES)
    return write_csv(path, (names, [hashtag(name) for name in names]), released.rows(WITH_PCODES))


def hashtag(column: str) -> str:
    """The HXL hashtag of a column; empty for columns that the standard has no tag for."""
    field = load_fields().fields.get(column)
    return (field.hxl if field is not None else None) or ""


def _write(released: Released, path: Path, query: str) -> Path:
    return write_csv(path, (released.names(query),), released.rows(query))
