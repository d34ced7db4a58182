"""The tables to check, in memory or in Parquet files of which a piece at a time is read.

What concerns a row is checked piece by piece; what concerns all rows (keys) DuckDB answers, which spills to disk. So
memory does not grow with the tables.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.metadata import Table
from pipelines.metadata.ddl import quoted_text
from pipelines.metadata.fitting import fitted

PLACE = "file_row_number"
_PIECE_ROWS, _PIECE_CELLS = 50_000, 1_200_000  # a check makes objects of the cells of a column, whatever they hold
_PIECE_BYTES = 48 * 1024 * 1024
_GROUPS_KEPT = 4  # row groups of a file, for look-ups that go through it in order

Positions = npt.NDArray[np.int64]


class Source(Protocol):
    """One table, fitted to its declaration. Positions count rows from 0."""

    @property
    def row_count(self) -> int:
        """How many rows there are."""

    def pieces(self, columns: Sequence[str] | None = None) -> Iterator[tuple[int, pa.Table]]:
        """Position of the first row, and rows, of each piece; at least one piece, which may be empty."""

    def rows_at(self, positions: Sequence[int], columns: Sequence[str]) -> pa.Table:
        """Some columns of the rows at ascending positions."""

    def with_keys(self, key: str, keys: pa.ChunkedArray, columns: Sequence[str]) -> pa.Table:
        """Some columns of at least those rows whose key is among `keys`; keys are unique."""

    def relation(self, con: duckdb.DuckDBPyConnection) -> str:
        """SQL for all rows, with their position as `file_row_number`."""


class InMemory:
    """A table in memory."""

    def __init__(self, declared: Table, table: pa.Table) -> None:
        self.table = fitted(declared, table)
        self._name = f"given_{declared.name}"

    @property
    def row_count(self) -> int:
        return int(self.table.num_rows)

    def pieces(self, columns: Sequence[str] | None = None) -> Iterator[tuple[int, pa.Table]]:
        rows = self.table if columns is None else self.table.select(list(columns))
        size = _piece_rows(rows.nbytes, rows.num_rows, rows.num_columns)
        for start in range(0, max(rows.num_rows, 1), size):
            yield start, rows.slice(start, size)

    def rows_at(self, positions: Sequence[int], columns: Sequence[str]) -> pa.Table:
        return self.table.select(list(columns)).take(pa.array(positions, pa.int64()))

    def with_keys(self, key: str, keys: pa.ChunkedArray, columns: Sequence[str]) -> pa.Table:
        return self.table.select(list(columns))

    def relation(self, con: duckdb.DuckDBPyConnection) -> str:
        places = pa.array(range(self.row_count), pa.int64())
        con.register(self._name, self.table.append_column(PLACE, places))
        return self._name


class OnDisk:
    """A Parquet file that a stage wrote, its rows in the order of their articles."""

    def __init__(self, declared: Table, path: Path) -> None:
        self.path, self._declared = path, declared
        self._file = pq.ParquetFile(path)
        fitted(declared, self._file.schema_arrow.empty_table())
        sizes = [self._file.metadata.row_group(group).num_rows for group in range(self._file.num_row_groups)]
        self._ends = np.cumsum(np.array(sizes, dtype=np.int64)) if sizes else np.zeros(0, dtype=np.int64)
        self._group = lru_cache(_GROUPS_KEPT)(self._read_group)

    @property
    def row_count(self) -> int:
        return int(self._file.metadata.num_rows)

    def pieces(self, columns: Sequence[str] | None = None) -> Iterator[tuple[int, pa.Table]]:
        start = 0
        width = len(columns) if columns else len(self._declared.columns)
        for batch in self._file.iter_batches(self._piece_rows(width), columns=list(columns) if columns else None):
            rows = pa.Table.from_batches([batch])
            yield start, rows if columns else fitted(self._declared, rows)
            start += rows.num_rows
        if not start:
            empty = fitted(self._declared, self._file.schema_arrow.empty_table())
            yield 0, empty.select(list(columns)) if columns else empty

    def rows_at(self, positions: Sequence[int], columns: Sequence[str]) -> pa.Table:
        wanted = np.asarray(positions, dtype=np.int64)
        groups = np.searchsorted(self._ends, wanted, side="right")
        parts = [
            self._group(int(group), tuple(columns)).take(pa.array(wanted[groups == group] - self._start(int(group))))
            for group in np.unique(groups)
        ]
        return pa.concat_tables(parts) if parts else self._empty(columns)

    def with_keys(self, key: str, keys: pa.ChunkedArray, columns: Sequence[str]) -> pa.Table:
        known, order = self._keys(key)
        asked = np.unique(_as_bytes(keys))
        found = np.searchsorted(known, asked)
        found = found[found < len(known)]
        positions = np.sort(order[found[np.isin(known[found], asked)]])
        return self.rows_at(positions.tolist(), columns)

    def relation(self, con: duckdb.DuckDBPyConnection) -> str:
        return f"read_parquet({quoted_text(str(self.path))}, {PLACE} = true)"

    def _piece_rows(self, width: int) -> int:
        groups = (self._file.metadata.row_group(group) for group in range(self._file.num_row_groups))
        return _piece_rows(sum(group.total_byte_size for group in groups), self.row_count, width)

    def _start(self, group: int) -> int:
        return int(self._ends[group - 1]) if group else 0

    def _read_group(self, group: int, columns: tuple[str, ...]) -> pa.Table:
        return self._file.read_row_group(group, columns=list(columns))

    def _empty(self, columns: Sequence[str]) -> pa.Table:
        return self._file.schema_arrow.empty_table().select(list(columns))

    def _keys(self, key: str) -> tuple[npt.NDArray[Any], Positions]:
        """A key column, sorted, and the positions of its values."""
        if key not in self._sorted_keys:
            values = _as_bytes(self._file.read(columns=[key])[key])
            order = np.argsort(values, kind="stable")
            self._sorted_keys[key] = values[order], order
        return self._sorted_keys[key]

    @cached_property
    def _sorted_keys(self) -> dict[str, tuple[npt.NDArray[Any], Positions]]:
        return {}

    def write_kept(self, held: npt.NDArray[np.bool_], path: Path) -> None:
        """The rows that are not held back, as a file. The file itself under another name when all are kept."""
        if not held.any() and self._file.schema_arrow.names == list(self._declared.columns):
            try:
                os.link(self.path, path)
            except OSError:  # a file system without second names
                shutil.copyfile(self.path, path)
            return
        schema = self._declared.arrow_schema()
        schema = pa.schema([field.with_nullable(True) for field in schema], metadata=schema.metadata)
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for start, rows in self.pieces():
                kept = pa.array(~held[start : start + rows.num_rows])
                writer.write_table(fitted(self._declared, rows).filter(kept).cast(schema))


def around(needs: Mapping[str, tuple[str, set[str]]], piece: pa.Table, sources: Mapping[str, Source]) -> dict[str, Any]:
    """Of each needed table the rows that a piece's rows point to. `needs`: table → (key, columns)."""
    found = {}
    for name, (key, columns) in needs.items():
        keys = pc.unique(piece[key].drop_null()) if piece.num_rows else piece[key]
        found[name] = sources[name].with_keys(key, keys, sorted({key, *columns}))
    return found


def _piece_rows(size: int, rows: int, width: int) -> int:
    most = min(_PIECE_ROWS, _PIECE_CELLS // max(width, 1))
    return max(1, min(most, _PIECE_BYTES * rows // max(size, 1))) if rows else most


def _as_bytes(values: pa.ChunkedArray | pa.Array) -> npt.NDArray[Any]:
    """Strings as fixed-width bytes, which sort and compare without Python objects; keys are of one length, and then
    none are made on the way either."""
    binary = values.cast(pa.binary())
    sizes = pc.min_max(pc.binary_length(binary))
    width = sizes["max"].as_py()
    if width and width == sizes["min"].as_py() and not binary.null_count:
        fixed = binary.cast(pa.binary(width))
        fixed = fixed.combine_chunks() if isinstance(fixed, pa.ChunkedArray) else fixed
        return np.frombuffer(fixed.buffers()[1], dtype=f"S{width}", count=len(fixed), offset=fixed.offset * width)
    made = binary.to_numpy(zero_copy_only=False)
    return np.array(made.tolist(), dtype=np.bytes_) if len(made) else np.zeros(0, dtype="S1")
