"""What linking reads, as views of DuckDB: reports and articles of this build, and what the release before said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq

Row = dict[str, Any]

ARTICLE_COLUMNS = ("article_id", "duplicate_of", "published", "source", "source_scale", "text")
BATCH = 4_000  # rows in memory as Python values at a time

# For each article the one that it repeats, if any, with that one's source: a copy is no source of its own.
_TOLD = """
    CREATE VIEW told AS
    SELECT
      copies.article_id,
      coalesce(copies.duplicate_of, copies.article_id) AS told_in,
      CAST(copies.published AS TIMESTAMP) AS published,
      coalesce(originals.source, CASE WHEN originals.article_id IS NULL THEN copies.source END) AS source,
      coalesce(
        originals.source_scale, CASE WHEN originals.article_id IS NULL THEN copies.source_scale END
      ) AS source_scale
    FROM articles AS copies
    LEFT JOIN articles AS originals ON originals.article_id = coalesce(copies.duplicate_of, copies.article_id)
"""
_NOTHING_BEFORE = """
    CREATE VIEW reports_before AS
    SELECT CAST(NULL AS VARCHAR) AS report_id, CAST(NULL AS VARCHAR) AS incident_id LIMIT 0
"""


@dataclass(frozen=True, slots=True)
class Registry:
    """The tables of the release before as Parquet files; without them nothing was released before."""

    reports: Path | None = None
    incidents: Path | None = None
    changes: Path | None = None


def empty_registry() -> Registry:
    """The registry of a folder without a release."""
    return Registry()


def open_views(con: duckdb.DuckDBPyConnection, reports: Path, articles: Path, registry: Registry) -> None:
    """Views `reports` (with `file_row_number`), `articles` (ARTICLE_COLUMNS, what is not given null), `told`,
    `reports_before` (`report_id`, `incident_id`)."""
    # Every query that is read in order says so. Joins keep the table on the right in memory, texts never stand there.
    con.execute("SET threads = 1; SET preserve_insertion_order = false")
    con.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    con.execute(f"CREATE VIEW reports AS SELECT * FROM read_parquet({quoted(reports)}, file_row_number = true)")
    given = pq.read_schema(articles).names
    columns = (name if name in given else f"CAST(NULL AS VARCHAR) AS {name}" for name in ARTICLE_COLUMNS)
    con.execute(f"CREATE VIEW articles AS SELECT {', '.join(columns)} FROM read_parquet({quoted(articles)})")
    con.execute(_TOLD)
    if registry.reports is None:
        con.execute(_NOTHING_BEFORE)
    else:
        before = f"SELECT report_id, incident_id FROM read_parquet({quoted(registry.reports)})"
        con.execute(f"CREATE VIEW reports_before AS {before} WHERE incident_id IS NOT NULL")


def quoted(path: Path) -> str:
    """A path as an SQL string."""
    return "'" + str(path).replace("'", "''") + "'"


def keep(con: duckdb.DuckDBPyConnection, name: str, query: str, beside: Path) -> None:
    """View `name` of the rows of a query, which lie in a file of the folder `beside` from now on. A query joins once:
    DuckDB spills the table of one join to disk, but not those of several at a time."""
    path = beside / f"{name}.parquet"
    con.execute(f"COPY ({query}) TO {quoted(path)} (FORMAT parquet)")
    con.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet({quoted(path)})")


def rows_of(con: duckdb.DuckDBPyConnection, query: str) -> Iterator[Row]:
    """The rows of a query, a batch in memory at a time."""
    for batch in con.cursor().sql(query).to_arrow_reader(BATCH):
        yield from batch.to_pylist()


def rows_in_file(path: Path) -> Iterator[Row]:
    """The rows of a Parquet file, a batch in memory at a time."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(BATCH):
            yield from batch.to_pylist()
