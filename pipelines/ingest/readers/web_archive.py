"""`.warc`: one record per archived page (HTML and plain text answers); other records of the archive are counted.

The container is read here rather than by a library: it is simple (ISO 28500), and a hostile archive must neither fill
the memory with one endless header line nor pass off half a page as a whole one.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from pipelines.ingest.articles import Broken, Found, Note, Record, UnreadableError
from pipelines.ingest.encodings import damage_note, decode
from pipelines.ingest.limits import MAX_ARCHIVE_RECORDS, MAX_HEADER_BYTES, MAX_HEADER_LINES, MAX_RECORD_BYTES
from pipelines.ingest.opening import RawFile
from pipelines.ingest.readers.pages import decode_page

_VERSION = re.compile(rb"WARC/\d\.\d+\s*")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})(?!\d)")
_CHARSET = re.compile(r"charset\s{0,9}=\s{0,9}\"?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[^\r\n]{0,200}\r?\n")
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_TEXTS = frozenset({"text/plain"})
_STEP = 1024 * 1024
_GAP_LINES = 8  # empty lines before a record; two are the rule


class _BrokenRecordError(Exception):
    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a server answered, or what an archive keeps without its server's words."""

    kind: str
    charset: str | None
    body: bytes


def read_web_archive(file: RawFile) -> Iterator[Found]:
    """One record per archived page, numbered by its place among all records of the archive.

    A record larger than allowed or broken is a reject, the others go on; an archive that is cut off gives what came
    before the cut. What holds no page (requests, pictures, errors, metadata) is told of in one note.
    """
    passed_over: Counter[str] = Counter()
    number = 0
    with file.open() as stream:
        while (headers := _next_headers(stream, number)) is not None:
            number += 1
            if number > MAX_ARCHIVE_RECORDS:
                raise UnreadableError("too_large", f"more than {MAX_ARCHIVE_RECORDS} records")
            yield from _read_record(stream, headers, number, passed_over)
    if passed_over:
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(passed_over.items()))
        yield Note("ingest.archive.passed_over", f"records without a page: {told}", level="info")


def _read_record(
    stream: BinaryIO, headers: Mapping[str, str], number: int, passed_over: Counter[str]
) -> Iterator[Found]:
    length = _length(headers, number)
    if length > MAX_RECORD_BYTES:
        _skip(stream, length, number)
        yield Broken(number, "too_large", f"an archived answer of {length} bytes; at most {MAX_RECORD_BYTES}")
        return
    block = stream.read(length)
    if len(block) < length:
        raise UnreadableError("broken_archive", f"record {number} is cut off after {len(block)} of {length} bytes")
    try:
        answer = _answer(headers, block)
        if isinstance(answer, str):
            passed_over[answer] += 1
            return
        yield from _page(headers, answer, number)
    except _BrokenRecordError as error:
        yield Broken(number, error.reason, error.detail)
    except UnreadableError as error:
        yield Broken(number, error.reason, error.detail)


def _page(headers: Mapping[str, str], answer: _Answer, number: int) -> Iterator[Found]:
    is_page = answer.kind in _PAGES
    words = decode_page(answer.body, answer.charset) if is_page else decode(answer.body, answer.charset)
    for note in damage_note(words):
        yield Note(note.code, note.message, number)
    values = {"html" if is_page else "text": words, "archived": headers.get("warc-date")}
    address = headers.get("warc-target-uri", "").strip("<>")
    if address:
        values["url"] = address
    yield Record(number, values)


def _answer(headers: Mapping[str, str], block: bytes) -> _Answer | str:
    """The page of a record, or in a few words why it holds none."""
    kind = headers.get("warc-type", "").lower()
    if kind in ("resource", "conversion"):
        return _usable(headers.get("content-type", ""), block)
    if kind != "response":
        return kind[:40] or "record without type"
    status = _STATUS.match(block)
    if not status:
        return "response of another protocol"
    if status[1] != b"200":
        return f"response with status {status[1].decode('ascii')}"
    head, body = _split_head(block)
    said = _parse_headers(head.split(b"\n")[1:])
    found = _usable(said.get("content-type", ""), b"")
    if isinstance(found, str):
        return found
    return _Answer(found.kind, found.charset, _unpacked(body, said))


def _usable(content_type: str, body: bytes) -> _Answer | str:
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in _PAGES and kind not in _TEXTS:
        return re.sub(r"[^a-z0-9/+.-]", "", kind)[:60] or "answer without type"
    charset = _CHARSET.search(content_type[:400])
    return _Answer(kind, charset[1] if charset else None, body)


def _split_head(block: bytes) -> tuple[bytes, bytes]:
    found = re.search(rb"\r?\n\r?\n", block[: MAX_HEADER_BYTES * 4])
    if not found:
        raise _BrokenRecordError("broken_archive", "the server's answer has no end of its headers")
    return block[: found.start()], block[found.end() :]


def _unpacked(body: bytes, said: Mapping[str, str]) -> bytes:
    """The body as it was before it was sent. Archives often keep pages unpacked and their headers as they were."""
    if "chunked" in said.get("transfer-encoding", "").lower() and _CHUNK_SIZE.match(body):
        body = _joined_chunks(body)
    coding = said.get("content-encoding", "").strip().lower()
    if coding in ("gzip", "x-gzip") and body.startswith(b"\x1f\x8b"):
        return _inflated(body, 31)
    if coding == "deflate" and body[:1] == b"\x78":
        return _inflated(body, 15)
    if coding in ("br", "zstd", "compress") and not re.match(rb"\s{0,100}<", body):
        raise _BrokenRecordError("broken_compression", f"an answer packed with {coding}")
    return body


def _inflated(body: bytes, window: int) -> bytes:
    unpacker = zlib.decompressobj(window)
    try:
        whole = unpacker.decompress(body, MAX_RECORD_BYTES + 1)
    except zlib.error as error:
        raise _BrokenRecordError("broken_compression", str(error)) from error
    if len(whole) > MAX_RECORD_BYTES:
        raise _BrokenRecordError("too_large", f"an answer that unpacks to more than {MAX_RECORD_BYTES} bytes")
    if not unpacker.eof:
        raise _BrokenRecordError("broken_compression", "the answer is cut off")
    return whole


def _joined_chunks(body: bytes) -> bytes:
    parts: list[bytes] = []
    place = 0
    while size := _CHUNK_SIZE.match(body, place):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        part = body[size.end() : size.end() + length]
        if len(part) < length:
            break
        parts.append(part)
        place = size.end() + length
        place += 2 if body[place : place + 2] == b"\r\n" else 0
    raise _BrokenRecordError("broken_archive", "the answer is cut off within its chunks")


def _next_headers(stream: BinaryIO, number: int) -> dict[str, str] | None:
    """The headers of the next record; None at the end of the archive."""
    for _ in range(_GAP_LINES):
        line = _line(stream, number)
        if not line:
            return None
        if line.strip():
            break
    if not _VERSION.fullmatch(line):
        raise UnreadableError("broken_archive", f"no record begins after record {number}")
    lines: list[bytes] = []
    while (line := _line(stream, number)).strip():
        lines.append(line)
        if len(lines) > MAX_HEADER_LINES:
            raise UnreadableError("broken_archive", f"more than {MAX_HEADER_LINES} headers after record {number}")
    if not line:
        raise UnreadableError("broken_archive", f"cut off within the headers after record {number}")
    return _parse_headers(lines)


def _line(stream: BinaryIO, number: int) -> bytes:
    line = stream.readline(MAX_HEADER_BYTES + 1)
    if len(line) > MAX_HEADER_BYTES:
        raise UnreadableError("broken_archive", f"a header line of more than {MAX_HEADER_BYTES} bytes after {number}")
    return line


def _parse_headers(lines: list[bytes]) -> dict[str, str]:
    """Names in lower case; the first of equals counts."""
    headers: dict[str, str] = {}
    for line in lines[:MAX_HEADER_LINES]:
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return headers


def _length(headers: Mapping[str, str], number: int) -> int:
    given = headers.get("content-length", "")
    if not (given.isascii() and given.isdigit() and len(given) <= 15):
        raise UnreadableError("broken_archive", f"record {number} does not say how long it is")
    return int(given)


def _skip(stream: BinaryIO, length: int, number: int) -> None:
    while length > 0:
        step = len(stream.read(min(length, _STEP)))
        if not step:
            raise UnreadableError("broken_archive", f"record {number} is cut off")
        length -= step
