"""Published reports for the tests of linking: one complete row, and what a test changes of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.link import LinkedTables, Registry
from pipelines.link.candidates import Candidate, read_candidate
from pipelines.link.rules import linking_rules
from pipelines.metadata import load_tables

DAY = dt.date(2024, 3, 5)


def report(report_id: str, **changes: Any) -> dict[str, Any]:
    """A published shelling of a town by an unknown side, four dead."""
    row: dict[str, Any] = {
        "report_id": report_id,
        "article_id": f"article-{report_id}",
        "status": "published",
        "sentence_start": 0,
        "sentence_end": 40,
        "trigger_text": "قصف",
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "event_date": DAY,
        "time_precision": 1,
        "date_basis": "explicit",
        "actor": "Unidentified Armed Group (Syria)",
        "actor_id": "generic.unidentified",
        "actor_inter": 3,
        "assoc_actors": [],
        "target": "Civilians (Syria)",
        "target_id": "generic.civilians",
        "target_inter": 7,
        "assoc_targets": [],
        "persons": [],
        "fatalities": 4,
        "fatalities_low": 4,
        "fatalities_best": 4,
        "fatalities_high": 4,
        "country": "Syria",
        "iso": 760,
        "admin1": "Idleb",
        "location": "Binnish",
        "latitude": 35.957,
        "longitude": 36.712,
        "geo_precision": 1,
        "place_id": "place-binnish",
        "is_background": False,
        "claim": "reported",
        "confidence": 0.8,
        "language": "ar",
    }
    return row | changes


def candidate(report_id: str, published: dt.datetime | None = None, told_in: str = "", **changes: Any) -> Candidate:
    """The report as linking sees it."""
    row = load_tables()["reports"].from_rows([report(report_id, **changes)]).to_pylist()[0]
    return read_candidate(row, told_in or row["article_id"], published, linking_rules())


def report_table(*rows: dict[str, Any]) -> pa.Table:
    """Reports as the code stage leaves them."""
    return load_tables()["reports"].from_rows(rows)


def article_table(*rows: dict[str, Any]) -> pa.Table:
    """The part of the articles that linking looks at; `published` is a day in March 2024."""
    schema = pa.schema(
        [
            ("article_id", pa.string()),
            ("duplicate_of", pa.string()),
            ("published", pa.timestamp("us")),
            ("source", pa.string()),
            ("source_scale", pa.string()),
        ]
    )
    return pa.Table.from_pylist(list(rows), schema=schema)


def article(article_id: str, day: int = 6, **changes: Any) -> dict[str, Any]:
    """One article published on a day of March 2024."""
    row = {
        "article_id": article_id,
        "published": dt.datetime(2024, 3, day),
        "source": article_id,
        "source_scale": "National",
    }
    return row | changes


def registry_of(tables: LinkedTables, folder: Path) -> Registry:
    """What a release of these tables would hand to the next build."""
    place = folder / f"before-{len(list(folder.iterdir()))}"
    place.mkdir()
    paths = {name: place / f"{name}.parquet" for name in ("reports", "incidents", "changes")}
    for name, path in paths.items():
        table = getattr(tables, name)
        nullable = pa.schema([field.with_nullable(True) for field in table.schema])
        pq.write_table(pa.Table.from_arrays(table.columns, schema=nullable), path)
    return Registry(**paths)
