"""Tables as Parquet files whose bytes depend on the content alone, and not on how the rows arrive."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.metadata import Table
from pipelines.metadata.ddl import quoted_name, quoted_text
from pipelines.metadata.fitting import fitted, require_values
from pipelines.metadata.spilling import spilling
from pipelines.publish.durable import flushed

Rows: TypeAlias = pa.Table | Path
"""The rows of a table: in memory, or in a Parquet file of which a piece at a time is read."""

ROWS_PER_GROUP = 16_384
COMPRESSION = "zstd"
_PLACE = "file_row_number"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One Parquet file of a release."""

    rows: int
    size: int  # bytes
    sha256: str
    partitions: Mapping[str, WrittenFile] = field(default_factory=dict)
    """The same rows in more files, by path below the release: only of large tables."""


def write_table(
    path: Path, declared: Table, rows: Rows, change: Callable[[pa.Table], pa.Table] | None = None
) -> WrittenFile:
    """Write a table in its declared order and schema; however the rows arrive in chunks, the bytes are the same.

    `change` is applied to each piece of the rows before it is written. Memory does not grow with the rows of a file:
    those that are not in order are sorted by DuckDB, which spills to disk.
    Raises UnfitTableError when columns are missing, unknown, of another type, or null where they must not be.
    """
    schema, written = declared.arrow_schema(), 0
    with (
        _ordered(declared, rows, path) as pieces,
        flushed(path) as file,
        pq.ParquetWriter(file, schema, compression=COMPRESSION) as writer,
    ):
        for piece in pieces:
            fit = fitted(declared, change(piece) if change else piece)
            require_values(declared, fit)
            writer.write_table(fit.cast(schema).combine_chunks(), row_group_size=ROWS_PER_GROUP)
            written += piece.num_rows
    return WrittenFile(written, path.stat().st_size, sha256_of(path))


@contextmanager
def _ordered(declared: Table, rows: Rows, path: Path) -> Iterator[Iterator[pa.Table]]:
    """The rows in declared order, a row group's worth at a time."""
    if isinstance(rows, pa.Table):
        table = in_order(fitted(declared, rows), declared.order)
        yield (table.slice(start, ROWS_PER_GROUP) for start in range(0, table.num_rows, ROWS_PER_GROUP))
        return
    with pq.ParquetFile(rows) as file:
        is_sorted = _is_in_order(file, declared.order)
        if is_sorted:
            yield regrouped(file.iter_batches(ROWS_PER_GROUP), ROWS_PER_GROUP)
    if not is_sorted:
        with spilling(path.with_name(f".{path.stem}.spill")) as con:
            keys = ", ".join(f"{quoted_name(name)} NULLS FIRST" for name in declared.order)
            query = (
                f"SELECT * EXCLUDE ({_PLACE}) FROM read_parquet({quoted_text(str(rows))}, file_row_number = true) "
                f"ORDER BY {keys}, {_PLACE}"
            )
            yield regrouped(con.sql(query).to_arrow_reader(ROWS_PER_GROUP), ROWS_PER_GROUP)


def _is_in_order(file: pq.ParquetFile, order: tuple[str, ...]) -> bool:
    """Whether the rows stand as declared already; only the columns that decide it are read."""
    last: pa.Table | None = None
    for batch in file.iter_batches(ROWS_PER_GROUP, columns=list(order)) if order else ():
        piece = pa.Table.from_batches([batch])
        joined = piece if last is None else pa.concat_tables([last, piece])
        if not _stand_in_order(joined, order)[0]:
            return False
        last = piece.slice(piece.num_rows - 1)
    return True


def in_order(table: pa.Table, order: tuple[str, ...]) -> pa.Table:
    """The rows sorted by the given columns, nulls first; as they are when there is nothing to sort by."""
    if not order or not table.num_rows:
        return table
    is_sorted, places = _stand_in_order(table, order)
    return table if is_sorted else table.take(places)


def _stand_in_order(table: pa.Table, order: tuple[str, ...]) -> tuple[bool, pa.Array]:
    keys = [(name, "ascending", "at_start") for name in order]
    places = pc.sort_indices(table.select(list(order)), sort_keys=keys)
    return bool(pc.all(pc.equal(places, pa.array(range(table.num_rows), places.type))).as_py()), places


def regrouped(batches: Iterator[pa.RecordBatch], size: int) -> Iterator[pa.Table]:
    """The rows of the batches in pieces of just `size` rows; the last is what is left."""
    waiting: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        waiting.append(batch)
        count += batch.num_rows
        while count >= size:
            table = pa.Table.from_batches(waiting)
            yield table.slice(0, size)
            waiting, count = table.slice(size).to_batches(), count - size
    if count:
        yield pa.Table.from_batches(waiting)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
