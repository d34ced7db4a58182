"""`.txt`: one article, its metadata in the sidecar."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.ingest.articles import Found, Record
from pipelines.ingest.encodings import damage_note, decode
from pipelines.ingest.opening import RawFile


def read_plain(file: RawFile) -> Iterator[Found]:
    """The file's text as one record."""
    text = decode(file.read(), file.declared_encoding)
    yield from damage_note(text)
    yield Record(1, {"text": text})
