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

_KEY_COLUMNS = 3  # how many ordering columns name a row of a table without a key


class Quarantine:
    """Which rows of which tables are held back. Row positions are those of the tables given."""

    def __init__(self, declared: Mapping[str, Table], tables: Mapping[str, pa.Table]) -> None:
        self._declared, self._tables = declared, tables
        self._held: dict[str, npt.NDArray[np.bool_]] = {
            name: np.zeros(table.num_rows, dtype=bool) for name, table in tables.items()
        }
        self._rows: dict[tuple[str, int, str], tuple[str, ...]] = {}

    def hold_back(self, table: str, rule_id: str, columns: tuple[str, ...], failing: pa.ChunkedArray | None) -> None:
        """Hold back the rows for which `failing` is true (none when it is None)."""
        if failing is None:
            return
        rows = np.flatnonzero(np.asarray(failing))
        self.hold_back_rows(table, rule_id, columns, rows.tolist())

    def hold_back_rows(self, table: str, rule_id: str, columns: tuple[str, ...], rows: Iterable[int]) -> None:
        """Hold back rows by their position."""
        for row in rows:
            self._held[table][row] = True
            self._rows[table, row, rule_id] = columns

    def row_count(self) -> int:
        """How many rows are held back."""
        return int(sum(held.sum() for held in self._held.values()))

    def held(self, table: str) -> pa.Table:
        """The rows of a table that are held back."""
        return self._tables[table].filter(pa.array(self._held[table]))

    def kept(self, table: str) -> pa.Table:
        """The rows of a table that are not held back; the table itself when all are kept."""
        if not self._held[table].any():
            return self._tables[table]
        return self._tables[table].filter(pa.array(~self._held[table]))

    def remaining(self) -> dict[str, pa.Table]:
        """All tables without the rows held back."""
        return {name: self.kept(name) for name in self._tables}

    def rows_by_table(self) -> dict[str, int]:
        """Rows held back per table that has any."""
        return {name: int(held.sum()) for name, held in sorted(self._held.items()) if held.any()}

    def rows_by_rule(self) -> dict[str, int]:
        """Rows that failed each rule, most first."""
        counted = Counter(rule_id for _, _, rule_id in self._rows)
        return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))

    def table(self) -> pa.Table:
        """Table `quarantine`: one row per rule that a held-back row failed."""
        rows = [
            {
                "table_name": name,
                "row_key": self._row_key(name, row),
                "rule_id": rule_id,
                "column_name": ", ".join(columns) or None,
                "value": ", ".join(self._shown(name, row, column) for column in columns) or None,
            }
            for (name, row, rule_id), columns in sorted(self._rows.items())
        ]
        return load_tables()["quarantine"].from_rows(rows)

    def _row_key(self, name: str, row: int) -> str:
        declared = self._declared[name]
        columns = declared.primary_key or declared.order[:_KEY_COLUMNS] or declared.columns[:_KEY_COLUMNS]
        return "|".join(self._shown(name, row, column) for column in columns)

    def _shown(self, name: str, row: int, column: str) -> str:
        return as_text(self._tables[name][column][row].as_py())


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
