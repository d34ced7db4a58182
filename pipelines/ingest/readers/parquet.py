"""`.parquet`: one record per row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pyarrow.types as kinds

from pipelines.ingest.articles import Broken, Found, Note, Record, UnreadableError, one_line
from pipelines.ingest.opening import RawFile

_ROWS = 256
_TEXTS = ("text", "html", "url", "source", "title", "language", "country")
_FAILURES = (pa.ArrowException, OSError, ValueError, OverflowError, NotImplementedError)


def read_parquet(file: RawFile) -> Iterator[Found]:
    """One record per row, streamed; numbers count rows over all row groups.

    Raises UnreadableError("column_type") when a column of the contract has a type that cannot hold it.
    """
    try:
        with pq.ParquetFile(file.path) as table:
            kept, notes = _columns(table.schema_arrow)
            yield from notes
            first = 1
            for batch in table.iter_batches(batch_size=_ROWS, columns=kept):
                yield from _records(batch, first)
                first += len(batch)
    except _FAILURES as error:
        raise UnreadableError("broken_parquet", one_line(str(error))) from error


def _columns(schema: pa.Schema) -> tuple[list[str], list[Note]]:
    if len(set(schema.names)) < len(schema.names):
        raise UnreadableError("column_type", "a column name stands twice")
    kept, notes = [], []
    for column in schema:
        kind = column.type.value_type if kinds.is_dictionary(column.type) else column.type
        if not _fits(column.name, kind):
            raise UnreadableError("column_type", f"column {column.name} is {column.type}")
        if _is_plain(kind):
            kept.append(column.name)
        else:
            notes.append(Note("ingest.column.not_kept", f"column {column.name} of type {column.type} is not kept"))
    return kept, notes


def _fits(name: str, kind: pa.DataType) -> bool:
    """Whether a column of the contract has a type of its own; columns beyond the contract always do."""
    if kinds.is_null(kind):
        return True
    if name in _TEXTS:
        return _is_text(kind)
    if name == "id":
        return _is_text(kind) or bool(kinds.is_integer(kind))
    if name == "published":
        return _is_text(kind) or bool(kinds.is_timestamp(kind) or kinds.is_date(kind))
    return True


def _is_text(kind: pa.DataType) -> bool:
    return bool(kinds.is_string(kind) or kinds.is_large_string(kind) or kinds.is_string_view(kind))


def _is_plain(kind: pa.DataType) -> bool:
    """Whether values of a type can be kept as JSON."""
    if kinds.is_list(kind) or kinds.is_large_list(kind):
        return _is_plain(kind.value_type)
    if kinds.is_struct(kind):
        return all(_is_plain(kind.field(i).type) for i in range(kind.num_fields))
    return _is_text(kind) or any(
        test(kind)
        for test in (
            kinds.is_null,
            kinds.is_boolean,
            kinds.is_integer,
            kinds.is_floating,
            kinds.is_decimal,
            kinds.is_timestamp,
            kinds.is_date,
        )
    )


def _records(batch: pa.RecordBatch, first: int) -> Iterator[Found]:
    batch = _without_nanoseconds(batch)
    try:
        rows: list[dict[str, Any]] = batch.to_pylist()
    except (UnicodeDecodeError, *_FAILURES):
        for position in range(len(batch)):
            yield _single(batch.slice(position, 1), first + position)
        return
    for position, row in enumerate(rows):
        yield Record(first + position, row)


def _single(row: pa.RecordBatch, number: int) -> Found:
    try:
        return Record(number, row.to_pylist()[0])
    except UnicodeDecodeError:
        return Broken(number, "undecodable", "a string column holds bytes that are not UTF-8")
    except _FAILURES as error:
        return Broken(number, "bad_field", str(error))


def _without_nanoseconds(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Timestamps in microseconds: Python's own finest, so that no further library is asked to hold them."""
    columns = [
        column.cast(pa.timestamp("us", column.type.tz), safe=False)
        if kinds.is_timestamp(column.type) and column.type.unit == "ns"
        else column
        for column in batch.columns
    ]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)
