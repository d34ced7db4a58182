"""Kept results of many shards → one table of a stage, in a fixed order, whatever the memory.

DuckDB joins and sorts, and spills to disk what does not fit; nothing here holds a whole table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.run.shards import KEY, write_parquet

_BATCH = 2_048  # rows per batch, and per row group of what is written


def write_query(con: duckdb.DuckDBPyConnection, query: str, schema: pa.Schema, path: Path) -> int:
    """Write the rows of a query, in its order, as a Parquet file of the schema; returns how many there are."""
    reader = con.sql(query).to_arrow_reader(_BATCH)
    schema = pa.schema([field.with_nullable(True) for field in schema], metadata=schema.metadata)
    counted = 0

    def pieces() -> Iterator[pa.Table]:
        nonlocal counted
        for batch in reader:
            counted += batch.num_rows
            yield pa.Table.from_batches([batch]).select(schema.names)

    write_parquet(path, pieces(), schema)
    return counted


def wanted_table(order: Sequence[str], shards: Mapping[str, Path]) -> pa.Table:
    """The keys of this build in order, each with the shard that answers for it."""
    return pa.table(
        {
            KEY: pa.array(order, pa.string()),
            "shard": pa.array([str(shards[key]) for key in order], pa.string()),
            "place": pa.array(range(len(order)), pa.int64()),
        }
    )


def shard_rows(table: str, shards: Sequence[Path], wanted: str) -> str:
    """SQL for the wanted rows of a table over all shards, with `place` and `row_in_shard` to order by."""
    files = ", ".join(quoted(shard / f"{table}.parquet") for shard in shards)
    if not files:
        return ""
    return (
        f"SELECT rows.*, wanted.place, rows.file_row_number AS row_in_shard "
        f"FROM read_parquet([{files}], filename = true, file_row_number = true) AS rows "
        f"JOIN {wanted} AS wanted ON rows.{KEY} = wanted.{KEY} AND rows.filename = wanted.shard || '/{table}.parquet'"
    )


def quoted(path: Path | str) -> str:
    """A path as an SQL string."""
    return "'" + str(path).replace("'", "''") + "'"
