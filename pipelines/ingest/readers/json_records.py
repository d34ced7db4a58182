"""`.jsonl`, `.ndjson`: one record per line. `.json`: a list of records, one record, or lines after all."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from pipelines.ingest.articles import Broken, Found, Note, Record, UnreadableError
from pipelines.ingest.encodings import damage_note, decode, find_encoding
from pipelines.ingest.limits import ENCODING_SAMPLE_BYTES, MAX_RECORD_BYTES
from pipelines.ingest.opening import RawFile

_WIDE = ("utf-16", "utf-32")
_LIST_KEYS = ("articles", "records", "items", "results", "data", "documents", "docs", "posts", "messages")
_HOLDERS = ("articles", "data", "response", "result")  # objects in which answers of services hold such a list
_MOST_BROKEN = 10
_GAP = re.compile(r"[\s,]*")


class _Twice(dict[str, Any]):
    """An object in which a name stands twice with different values: neither may be dropped silently."""

    name = ""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) == len(pairs):
        return values
    name = next((name for name, value in pairs if values[name] != value), None)
    if name is not None:
        values = _Twice(values)
        values.name = name
    return values


# NaN and Infinity are not JSON; many dumps write them for "missing".
_DECODER = json.JSONDecoder(parse_constant=lambda name: None, object_pairs_hook=_object)


def read_json_lines(file: RawFile) -> Iterator[Found]:
    """One record per line, streamed; numbers are line numbers, blank lines are passed over."""
    with file.open() as stream:
        sample = stream.peek(ENCODING_SAMPLE_BYTES) if hasattr(stream, "peek") else b""
        encoding = _line_encoding(bytes(sample), file)
        lines = _wide_lines(stream, encoding) if encoding.startswith(_WIDE) else _lines(stream, encoding)
        for number, line in lines:
            if isinstance(line, Broken):
                yield line
            elif not line.isspace():
                yield _record(number, line, encoding)


def read_json(file: RawFile) -> Iterator[Found]:
    """A list of records, an object with such a list, or one record; a file of several objects is read as lines."""
    text = decode(file.read(), file.declared_encoding)
    yield from damage_note(text)
    try:
        content = _DECODER.decode(text)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise UnreadableError("broken_json", str(error)) from error
        yield from _one_after_another(text)
        return
    except (ValueError, RecursionError) as error:
        raise UnreadableError("broken_json", _why(error)) from error
    for number, values in enumerate(_records_in(content), start=1):
        yield _found(number, values)
    if content == []:
        yield Note("ingest.file.no_records", "the list is empty")


def _line_encoding(sample: bytes, file: RawFile) -> str:
    try:
        return find_encoding(sample, file.declared_encoding)
    except UnreadableError as error:
        if error.reason != "undecodable":
            raise
        return "utf-8"  # then each line tells for itself


def _wide_lines(stream: BinaryIO, encoding: str) -> Iterator[tuple[int, bytes | str | Broken]]:
    """Lines of UTF-16 and UTF-32, which do not end in a single byte; nothing goes on after a broken pair."""
    text = io.TextIOWrapper(stream, encoding, newline="\n")
    number = 0
    try:
        while line := text.readline(MAX_RECORD_BYTES):
            number += 1
            yield number, line
    except UnicodeError as error:
        raise UnreadableError("undecodable", f"line {number + 1} is not {encoding}") from error


def _lines(stream: BinaryIO, encoding: str) -> Iterator[tuple[int, bytes | str | Broken]]:
    number = 0
    while line := stream.readline(MAX_RECORD_BYTES + 1):
        number += 1
        if number == 1 and encoding == "utf-8-sig":
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) <= MAX_RECORD_BYTES:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_RECORD_BYTES)
        yield number, Broken(number, "too_large", f"a line of more than {MAX_RECORD_BYTES} bytes")


def _record(number: int, line: bytes | str, encoding: str) -> Record | Broken:
    try:
        values = _value(line if isinstance(line, str) else line.decode(encoding))
    except UnicodeDecodeError as error:
        return Broken(number, "undecodable", f"byte {error.start} of the line is not {encoding}")
    except (ValueError, RecursionError) as error:
        return Broken(number, "broken_json", _why(error))
    return _found(number, values)


def _value(line: str) -> Any:
    """The value on a line; a comma behind it, as lines cut out of a list have, says nothing."""
    try:
        return _DECODER.decode(line)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data" or line[error.pos :].strip() != ",":
            raise
        return _DECODER.decode(line[: error.pos])


def _one_after_another(text: str) -> Iterator[Found]:
    """Objects behind each other, on a line each or on many; behind one that is broken the next line goes on. Behind
    several broken ones each line stands for itself, as telling where one breaks takes time for all before it."""
    number, broken, place = 0, 0, _behind_gap(text, 0)
    while broken < _MOST_BROKEN and place < len(text):
        number += 1
        try:
            values, end = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            yield Broken(number, "broken_json", _why(error))
            end, broken = text.find("\n", place) % (len(text) + 1), broken + 1
        else:
            yield _found(number, values)
        place = _behind_gap(text, end)
    for line in text[place:].split("\n"):
        if line and not line.isspace():
            number += 1
            yield _record(number, line, "utf-8")


def _behind_gap(text: str, place: int) -> int:
    """Where the next value begins: behind white space and commas."""
    found = _GAP.match(text, place)
    return found.end() if found else place


def _records_in(content: Any) -> list[Any]:
    if isinstance(content, list):
        return content
    if not isinstance(content, dict) or isinstance(content, _Twice) or "text" in content:
        return [content]
    held = [content, *(content[key] for key in _HOLDERS if isinstance(content.get(key), dict))]
    lists = [each[key] for each in held for key in _LIST_KEYS if isinstance(each.get(key), list)]
    is_list = len(lists) == 1 and all(isinstance(entry, dict) for entry in lists[0])
    return list(lists[0]) if is_list else [content]


def _found(number: int, values: Any) -> Record | Broken:
    if not isinstance(values, dict):
        return Broken(number, "not_a_record", f"a JSON {type(values).__name__}, not an object")
    twice = next((each for each in (values, *values.values()) if isinstance(each, _Twice)), None)
    if twice is not None:
        return Broken(number, "broken_json", f"the name {twice.name[:60]!r} stands twice, with different values")
    return Record(number, values)


def _why(error: ValueError | RecursionError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return str(error)
    is_deep = isinstance(error, RecursionError)
    return "brackets within brackets, too deep" if is_deep else "a number of thousands of digits"
