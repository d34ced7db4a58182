"""`.csv`, `.tsv`: one record per row, field names in the first."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from pipelines.ingest.articles import Broken, Found, Record, UnreadableError
from pipelines.ingest.encodings import find_encoding
from pipelines.ingest.limits import ENCODING_SAMPLE_BYTES, MAX_RECORD_BYTES
from pipelines.ingest.opening import RawFile

_DELIMITERS = (",", ";", "\t", "|")
_TOLD = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
_LONGEST_NAME = 100  # characters: more are the words of an article that stands where the names should
_MOST_RETURNS = 100  # broken rows per file whose lines are read again: each may be as long as a row may be


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
    told = _TOLD.fullmatch(first)  # spreadsheets may write the delimiter above the header
    first = lines.readline(MAX_RECORD_BYTES) if told else first
    if not first.strip():
        raise UnreadableError("no_header", "the first line is empty")
    source = _Lines(first, lines)
    delimiter = told[1] if told else _delimiter(first)
    rows = csv.reader(source, delimiter=delimiter, strict=True)
    try:
        header = [name.strip() for name in next(rows)]
    except csv.Error as error:
        raise UnreadableError("no_header", str(error)) from error
    if len(set(header)) < len(header):
        raise UnreadableError("no_header", "a column name stands twice")
    if any(len(name) > _LONGEST_NAME for name in header):
        raise UnreadableError("no_header", "the first line holds an article's words, not the names of columns")
    number = 0
    while True:
        source.taken.clear()
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            row = source.taken[0].rstrip("\r\n").split("\t")
            source.give_back()
            if delimiter == "\t" and len(row) == len(header):  # written without quoting: the words' own quotes
                yield _record(number, header, row)
            else:
                yield Broken(number, "broken_row", str(error))
            continue
        if row:
            number += 1
            found = _record(number, header, row)
            if isinstance(found, Broken):
                source.give_back()
            yield found


def _record(number: int, header: list[str], row: list[str]) -> Found:
    if len(row) != len(header):
        return Broken(number, "broken_row", f"{len(row)} cells, the header has {len(header)}")
    if any("\udc80" <= letter <= "\udcff" for cell in row if not cell.isascii() for letter in cell):
        return Broken(number, "undecodable", "bytes that do not fit the file's encoding")
    return Record(number, {name: cell for name, cell in zip(header, row, strict=True) if cell != ""})


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)  # the first of equals: comma


class _Lines:
    """The lines of the file; one without end is cut at the limit, not read into memory.

    A quote that nobody closes makes a row of all lines below it: when such a row is broken, those after its first line
    are given back, so that they are rows of their own.
    """

    def __init__(self, first: str, rest: io.TextIOWrapper) -> None:
        self.taken: list[str] = []
        self._waiting, self._rest, self._returns = [first], rest, _MOST_RETURNS

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else self._rest.readline(MAX_RECORD_BYTES + 1)
        if not line:
            raise StopIteration
        self.taken.append(line)
        return line

    def give_back(self) -> None:
        """Put back all lines of the row but its first, unless the file has used this up."""
        if len(self.taken) > 1 and self._returns:
            self._returns -= 1
            self._waiting.extend(reversed(self.taken[1:]))
