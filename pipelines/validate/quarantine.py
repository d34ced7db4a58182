"""Rows that are held back, with every rule they failed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipelines.metadata import Table, load_tables
from pipelines.validate.sources import Source

_KEY_COLUMNS = 3  # how many ordering columns name a row of a table without a key


class Quarantine:
    """Which rows of which tables are held back. Row positions are those of the tables given."""

    def __init__(self, declared: Mapping[str, Table], sources: Mapping[str, Source]) -> None:
        self._declared, self._sources = declared, sources
        self.held: dict[str, npt.NDArray[np.bool_]] = {
            name: np.zeros(source.row_count, dtype=bool) for name, source in sources.items()
        }
        self._rows: dict[tuple[str, int, str], tuple[str, ...]] = {}

    def hold_back(
        self, table: str, rule_id: str, columns: tuple[str, ...], failing: pa.ChunkedArray, start: int = 0
    ) -> None:
        """Hold back the rows for which `failing` is true; the first of them is at position `start`."""
        rows = np.flatnonzero(np.asarray(failing)) + start
        self.hold_back_rows(table, rule_id, columns, rows.tolist())

    def hold_back_rows(self, table: str, rule_id: str, columns: tuple[str, ...], rows: Iterable[int]) -> None:
        """Hold back rows by their position."""
        for row in rows:
            self.held[table][row] = True
            self._rows[table, row, rule_id] = columns

    def row_count(self) -> int:
        """How many rows are held back."""
        return int(sum(held.sum() for held in self.held.values()))

    def held_values(self, table: str, column: str) -> pa.Array:
        """What a column holds in the rows that are held back."""
        rows = np.flatnonzero(self.held[table]).tolist()
        return self._sources[table].rows_at(rows, [column])[column].combine_chunks()

    def rows_by_table(self) -> dict[str, int]:
        """Rows held back per table that has any."""
        return {name: int(held.sum()) for name, held in sorted(self.held.items()) if held.any()}

    def rows_by_rule(self) -> dict[str, int]:
        """Rows that failed each rule, most first."""
        counted = Counter(rule_id for _, _, rule_id in self._rows)
        return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))

    def table(self) -> pa.Table:
        """Table `quarantine`: one row per rule that a held-back row failed."""
        shown = {name: self._shown_rows(name) for name in {name for name, _, _ in self._rows}}
        rows = [
            {
                "table_name": name,
                "row_key": "|".join(as_text(shown[name][row][column]) for column in self._key_columns(name)),
                "rule_id": rule_id,
                "column_name": ", ".join(columns) or None,
                "value": ", ".join(as_text(shown[name][row][column]) for column in columns) or None,
            }
            for (name, row, rule_id), columns in sorted(self._rows.items())
        ]
        return load_tables()["quarantine"].from_rows(rows)

    def _key_columns(self, name: str) -> tuple[str, ...]:
        declared = self._declared[name]
        return declared.primary_key or declared.order[:_KEY_COLUMNS] or declared.columns[:_KEY_COLUMNS]

    def _shown_rows(self, name: str) -> dict[int, dict[str, Any]]:
        """Of the held-back rows of a table what is told of them, by position."""
        failed = {column for (table, _, _), columns in self._rows.items() if table == name for column in columns}
        rows = np.flatnonzero(self.held[name]).tolist()
        found = self._sources[name].rows_at(rows, sorted({*self._key_columns(name), *failed}))
        return dict(zip(rows, found.to_pylist(), strict=True))


def as_text(value: Any) -> str:
    """A value as text: null for none, ISO dates, lists parted by semicolons."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(map(as_text, value))
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    return str(value)
