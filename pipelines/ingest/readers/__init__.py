"""One reader per format, by file ending. A new format is a module here and a line in `_MODULES`.

A reader is a function from a RawFile to what it finds, in file order: records, broken records, notes. It may raise
UnreadableError at any point: the rest of the file is then one reject.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from pipelines.ingest.articles import Found
from pipelines.ingest.opening import RawFile

Reader = Callable[[RawFile], Iterator[Found]]

PACKINGS = (".gz", ".zst")

# Ending → "module:function"; a module is imported when its first file comes, heavy libraries with it.
_MODULES: dict[str, str] = {
    ".txt": "plain:read_plain",
    ".html": "pages:read_page",
    ".htm": "pages:read_page",
    ".xhtml": "pages:read_page",
    ".mhtml": "mhtml:read_mhtml",
    ".mht": "mhtml:read_mhtml",
    ".jsonl": "json_records:read_json_lines",
    ".ndjson": "json_records:read_json_lines",
    ".json": "json_records:read_json",
    ".csv": "delimited:read_delimited",
    ".tsv": "delimited:read_delimited",
    ".parquet": "parquet:read_parquet",
    ".warc": "web_archive:read_web_archive",
    ".wet": "web_archive:read_web_archive",
    ".rss": "feeds:read_feed",
    ".atom": "feeds:read_feed",
    ".xml": "feeds:read_feed",
}

_UNPACKABLE = {".parquet"}  # needs to jump about in the file, and is compressed by itself


def split_name(name: str) -> tuple[str, str] | None:
    """The format ending and the packing of a file name, lower case; None when no reader knows it."""
    stem, packing = name.lower(), ""
    for ending in PACKINGS:
        if stem.endswith(ending):
            stem, packing = stem[: -len(ending)], ending
    ending = stem[stem.rfind(".") :] if "." in stem else ""
    if ending not in _MODULES or (packing and ending in _UNPACKABLE):
        return None
    return ending, packing


def reader_of(ending: str) -> Reader:
    """The reader of a format ending. Raises KeyError when there is none."""
    module, function = _MODULES[ending].split(":")
    reader: Reader = getattr(import_module(f"{__name__}.{module}"), function)
    return reader
