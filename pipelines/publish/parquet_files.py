"""Tables as Parquet files whose bytes depend on the content alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.metadata import Table
from pipelines.metadata.fitting import fitted, require_values
from pipelines.publish.durable import flushed

_ROWS_PER_GROUP = 16_384
_COMPRESSION = "zstd"


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """One Parquet file of a release."""

    rows: int
    size: int  # bytes
    sha256: str


def write_table(path: Path, declared: Table, table: pa.Table) -> WrittenFile:
    """Write a table in its declared order and schema; however the rows arrive in chunks, the bytes are the same.

    Raises UnfitTableError when columns are missing, unknown, of another type, or null where they must not be.
    """
    schema = declared.arrow_schema()
    rows = in_order(fitted(declared, table), declared.order)
    require_values(declared, rows)
    with flushed(path) as file, pq.ParquetWriter(file, schema, compression=_COMPRESSION) as writer:
        for piece in _pieces(rows):
            writer.write_table(piece.cast(schema).combine_chunks(), row_group_size=_ROWS_PER_GROUP)
    return WrittenFile(rows.num_rows, path.stat().st_size, sha256_of(path))


def in_order(table: pa.Table, order: tuple[str, ...]) -> pa.Table:
    """The rows sorted by the given columns, nulls first; as they are when there is nothing to sort by."""
    if not order or not table.num_rows:
        return table
    keys = [(name, "ascending", "at_start") for name in order]
    places = pc.sort_indices(table.select(list(order)), sort_keys=keys)
    is_sorted = pc.all(pc.equal(places, pa.array(range(table.num_rows), places.type))).as_py()
    return table if is_sorted else table.take(places)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pieces(table: pa.Table) -> Iterator[pa.Table]:
    for start in range(0, table.num_rows, _ROWS_PER_GROUP):
        yield table.slice(start, _ROWS_PER_GROUP)
