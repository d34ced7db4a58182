"""Tables written row by row: a batch in memory at a time, in the schema that the table declares."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.link.sources import BATCH
from pipelines.metadata import load_tables

_COMPRESSION = "zstd"


class Sink:
    """A Parquet file that grows by rows; a `with` block closes it. Which values must not be null is for `validate`."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self._schema = pa.schema([field.with_nullable(True) for field in schema], metadata=schema.metadata)
        self._writer = pq.ParquetWriter(path, self._schema, compression=_COMPRESSION)
        self._rows: list[Mapping[str, Any]] = []

    def __enter__(self) -> Sink:
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._writer.close()

    def add(self, row: Mapping[str, Any]) -> None:
        """One row; columns that it leaves out are null."""
        self._rows.append(row)
        if len(self._rows) >= BATCH:
            self._flush()

    def add_batch(self, batch: pa.RecordBatch) -> None:
        """Rows as DuckDB gives them, with the columns of the schema in any order."""
        self._flush()
        self._writer.write_table(pa.Table.from_batches([batch]).select(self._schema.names).cast(self._schema))

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


def declared_sink(folder: Path, table: str) -> Sink:
    """The sink of a declared table."""
    return Sink(folder / f"{table}.parquet", load_tables()[table].arrow_schema())
