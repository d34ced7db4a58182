"""What taking in a place table gives: rows kept, rows rejected and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.gazetteer.tables import OWN_FIELDS

Rows = Iterator[tuple[int, Mapping[str, str]]]  # line numbers and rows with the columns of own places


class PlaceTableError(ValueError):
    """A table or place that cannot be taken in, said in one sentence."""


@dataclass(frozen=True)
class Reject:
    """One row that was not taken: its line and why."""

    line: int
    reason: str


@dataclass
class ImportOutcome:
    """What an import gave: rows kept and where they are, rows rejected and why, rows of no use here by kind."""

    kind: str
    table: Path
    rows: int = 0
    kept: int = 0
    rejects: list[Reject] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    rejects_file: Path | None = None


def position_of(latitude: str, longitude: str) -> tuple[str, str]:
    """A position's cells, checked, to four decimals. Raises ValueError saying what is wrong."""
    try:
        lat, lon = float(latitude), float(longitude)
    except ValueError:
        raise ValueError(f"{latitude!r}, {longitude!r} is no position") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or (lat == 0 and lon == 0):
        raise ValueError(f"{latitude}, {longitude} is no position on land")
    return f"{lat:.4f}", f"{lon:.4f}"


def write_own(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """Write rows with the columns of own places, whole or not at all."""
    text = io.StringIO()
    writer = csv.DictWriter(text, OWN_FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    making = path.with_suffix(".making")
    making.write_text(text.getvalue(), encoding="utf-8")
    making.replace(path)
