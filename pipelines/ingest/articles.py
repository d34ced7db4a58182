"""What ingest gives: articles, rejects, issues; and the reasons a reject can have."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

STAGE = "ingest"

REMEDIES: Mapping[str, str] = {
    "bad_columns": "correct the lines `columns` and `dates` of the metadata beside the file",
    "bad_field": "give the field as text (see the column types in the documentation of inputs)",
    "binary": "convert the file to text; NUL bytes have no place in it",
    "broken_archive": "make the archive again; what comes before the break was read",
    "broken_compression": "compress the file again, or give it uncompressed",
    "broken_html": "save the page again, or give its text as .txt",
    "broken_json": "write one JSON object per line, in UTF-8",
    "broken_metadata": "correct the YAML: a plain list of `field: value` lines",
    "broken_parquet": "write the file again; a copy may have been cut off",
    "broken_row": "give the row as many cells as the header, quotes closed",
    "broken_xml": "save the feed again; the entries before the break were read",
    "column_type": "write the column as string (published: string, date or timestamp)",
    "empty": "give a text, or remove the record",
    "encrypted": "unpack the archive and give the files themselves",
    "mojibake": "export the text again from where it came, as UTF-8; its letters were lost on the way",
    "no_article": "give the pages of the articles themselves; if this is one, give its text as .txt",
    "no_header": "name the columns in the first line; one of them must be text or html",
    "no_text": "name the article's words `text` (or `html`), or declare the columns under schemas/sources/columns/",
    "not_a_file": "put a plain file here; pipes, sockets and devices are not read",
    "not_a_record": "give an object with the fields text, url, published …",
    "outside_folder": "copy the file into the raw folder; links that lead out of it are not followed",
    "too_deep": "save the page again from a browser, which closes its elements, or give its text as .txt",
    "too_large": "split it into smaller parts",
    "undecodable": "save it as UTF-8",
    "unknown_format": "use .txt, .html, .mhtml, .jsonl, .json, .csv, .tsv, .parquet, .warc, .rss (or .gz, .zst, .zip)",
    "unsafe_xml": "remove the <!DOCTYPE …> part with its definitions",
    "unreadable": "check that the file exists and may be read",
}
"""Reason code of a reject → what its owner can do about it."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article: a row of table `articles`, and what `mark_duplicates` compares.

    - `text`: the article as written, newlines made "\\n"; every later offset is a code point of it.
    - `published`: naive UTC; `published_offset`: minutes that the source's clock is ahead of it, null when not stated.
    - `raw_record`: counts from 1 (line of a line format, data row of a table); 1 for a file that is one article.
    - `fields`: a JSON object of all that the record held beyond the contract, and of values given but not usable.
    - `url_key`, `text_key`: equal for addresses of one page, and for texts of the same words;
      `title_key`: the same of the headline.
    - `sketch`: tells how alike two texts are (`identity.likeness`).
    - `blocks`: the lines of the text, to find what a source repeats.
    """

    article_id: str
    external_id: str | None
    raw_path: str
    raw_record: int
    raw_sha256: str
    url: str | None
    source: str | None
    source_id: str | None
    source_scale: str | None
    title: str | None
    text: str
    language: str
    published: dt.datetime | None
    published_offset: int | None
    published_basis: str | None
    country: str | None
    fields: str
    url_key: str | None
    text_key: str
    title_key: str | None
    sketch: str
    blocks: tuple[dict[str, str | int], ...]
    duplicate_of: str | None = None
    version_of: str | None = None
    boilerplate: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reject:
    """One file (`raw_record` null) or record that gave no article: a row of table `rejects`."""

    raw_path: str
    raw_record: int | None
    reason: str
    detail: str
    remedy: str
    stage: str = STAGE


@dataclass(frozen=True, slots=True)
class Issue:
    """Something its owner may want to mend, though the article was read: a row of table `issues`."""

    raw_path: str
    raw_record: int | None
    code: str
    message: str
    level: str = "warning"
    stage: str = STAGE


Outcome = Article | Reject | Issue


def reject(raw_path: str, raw_record: int | None, reason: str, detail: str) -> Reject:
    """A reject with the remedy of its reason; `detail` is cut to one short line. Raises KeyError for a new reason."""
    return Reject(raw_path, raw_record, reason, one_line(detail), REMEDIES[reason])


def one_line(detail: str) -> str:
    """A message from anywhere as one printable line of at most 300 characters."""
    kept = " ".join(detail.split())[:300]
    return kept.encode("utf-8", "backslashreplace").decode("utf-8")


class UnreadableError(Exception):
    """A whole file, or the rest of it, cannot be read: becomes one reject."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason, self.detail = reason, detail


@dataclass(frozen=True, slots=True)
class Record:
    """A record as a reader found it: field → value, nothing checked yet. `basis` says where `published` comes from."""

    number: int
    values: Mapping[str, Any]
    basis: str = "metadata"


@dataclass(frozen=True, slots=True)
class Broken:
    """A record that its reader could not make out."""

    number: int
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something a reader wants its owner to know about the file."""

    code: str
    message: str
    number: int | None = field(default=None)
    level: str = "warning"


Found = Record | Broken | Note
