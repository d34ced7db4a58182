"""The gazetteer's tables under `schemas/gazetteer/`: their columns, and reading them."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from pathlib import Path

from pipelines.metadata.errors import SchemaError
from pipelines.metadata.yaml_files import shown

COUNTRY_FIELDS = (
    *("iso2", "iso3", "iso", "name", "names_en", "names_ar", "adjectives_ar", "adjectives_en"),
    *("geonames_id", "capital_id", "latitude", "longitude"),
)
ADMIN_FIELDS = (
    *("place_id", "country", "level", "name", "name_ar", "names_ar", "names_en", "pcode", "parent_id"),
    *("latitude", "longitude", "geonames_id", "geonames_code", "iso_3166_2", "capital_id"),
)
PLACE_FIELDS = (
    *("geonames_id", "name", "name_ar", "names", "kind", "country", "admin1_id", "admin2_id"),
    *("latitude", "longitude", "population"),
)
# The project's supplement, a user's own places and imported tables share one form; admin columns hold names or P-codes.
OWN_FIELDS = (
    *("id", "name", "name_ar", "names", "kind", "country", "admin1", "admin2", "admin3", "latitude", "longitude"),
    *("population", "pcode", "geonames_id"),
)


def read_rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV table (gzipped when it ends in .gz). Raises SchemaError when it cannot be read."""
    try:
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SchemaError(shown(path), "", f"cannot be read ({error})") from error
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        if None in row or None in row.values():
            raise SchemaError(shown(path), f"line {number}", "has another number of columns than the header")
        yield row


def parted(cell: str) -> tuple[str, ...]:
    """The names of a cell, which are parted by "|"."""
    return tuple(part for part in cell.split("|") if part)
