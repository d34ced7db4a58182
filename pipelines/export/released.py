"""A release as the exports read it: its rows in batches, what its columns mean, where it came from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

_BATCH = 2_000
_COLUMNS = """
    SELECT column_name, data_type, coalesce(comment, '') FROM duckdb_columns()
    WHERE table_name = ? ORDER BY column_index
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table or view with DuckDB's type and the comment that says what it means."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class Released:
    """An open release: its database, and the folder with its Parquet files and manifest."""

    con: duckdb.DuckDBPyConnection
    folder: Path

    @property
    def release_id(self) -> str:
        """The release's id."""
        return str(json.loads((self.folder / "manifest.json").read_text(encoding="utf-8"))["release_id"])

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a query, a batch in memory at a time."""
        found = self.con.cursor().execute(query)
        while some := found.fetchmany(_BATCH):
            yield from some

    def named_rows(self, query: str) -> Iterator[dict[str, Any]]:
        """The rows of a query by column."""
        names = self.names(query)
        return (dict(zip(names, row, strict=True)) for row in self.rows(query))

    def names(self, query: str) -> list[str]:
        """The columns of a query."""
        return [str(row[0]) for row in self.con.cursor().execute(f"DESCRIBE {query}").fetchall()]

    def columns(self, table: str) -> Sequence[Column]:
        """The columns of a table or view, with their comments."""
        return [Column(*row) for row in self.con.cursor().execute(_COLUMNS, [table]).fetchall()]
