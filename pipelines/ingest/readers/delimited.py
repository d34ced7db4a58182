"""`.csv`, `.tsv`: one record per row, field names in the first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from pipelines.ingest.articles import Broken, Found, Record, UnreadableError
from pipelines.ingest.encodings import find_encoding
from pipelines.ingest.limits import ENCODING_SAMPLE_BYTES, MAX_RECORD_BYTES
from pipelines.ingest.opening import RawFile

_DELIMITERS = (",", ";", "\t", "|")


def read_delimited(file: RawFile) -> Iterator[Found]:
    """One record per row, streamed; numbers count data rows. The header decides between the delimiters."""
    csv.field_size_limit(MAX_RECORD_BYTES)
    with file.open() as stream:
        sample = stream.peek(ENCODING_SAMPLE_BYTES) if hasattr(stream, "peek") else b""
        encoding = find_encoding(bytes(sample), file.declared_encoding)
        # Bytes that do not fit become surrogates, so that one bad row does not end the file.
        lines = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
        try:
            yield from _rows(lines)
        except UnicodeError as error:  # UTF-16 cut in the middle has no way to go on
            raise UnreadableError("undecodable", str(error)) from error


def _rows(lines: io.TextIOWrapper) -> Iterator[Found]:
    first = lines.readline(MAX_RECORD_BYTES)
    if not first.strip():
        raise UnreadableError("no_header", "the first line is empty")
    rows = csv.reader(_chain(first, lines), delimiter=_delimiter(first), strict=True)
    try:
        header = [name.strip() for name in next(rows)]
    except csv.Error as error:
        raise UnreadableError("no_header", str(error)) from error
    if len(set(header)) < len(header):
        raise UnreadableError("no_header", "a column name stands twice")
    number = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            yield Broken(number, "broken_row", str(error))
            continue
        if row:
            number += 1
            yield _record(number, header, row)


def _record(number: int, header: list[str], row: list[str]) -> Found:
    if len(row) != len(header):
        return Broken(number, "broken_row", f"{len(row)} cells, the header has {len(header)}")
    if any("\udc80" <= letter <= "\udcff" for cell in row if not cell.isascii() for letter in cell):
        return Broken(number, "undecodable", "bytes that do not fit the file's encoding")
    return Record(number, {name: cell for name, cell in zip(header, row, strict=True) if cell != ""})


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)  # the first of equals: comma


def _chain(first: str, rest: io.TextIOWrapper) -> Iterator[str]:
    """The lines of the file, the first one given back; a line without end is cut at the limit, not read into memory."""
    yield first
    while line := rest.readline(MAX_RECORD_BYTES + 1):
        yield line
