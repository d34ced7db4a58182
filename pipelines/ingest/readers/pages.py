"""`.html`, `.htm`: one article, its main text, headline and date found in the page; or the posts of a saved channel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.ingest.articles import Found, Record
from pipelines.ingest.encodings import damage_note, decode
from pipelines.ingest.opening import RawFile
from pipelines.ingest.pages import page_articles

_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
_DECLARED_WITHIN = 4096  # bytes; browsers look no further than 1024


def read_page(file: RawFile) -> Iterator[Found]:
    """The page's articles as records, in the order of the page."""
    page = decode_page(file.read(), file.declared_encoding)
    yield from damage_note(page)
    for number, fields in enumerate(page_articles(page), start=1):
        yield Record(number, fields, basis="html")


def decode_page(content: bytes, declared: str | None = None) -> str:
    """The text of a page: in the encoding that is `declared` outside it, else in the one it declares, else as found."""
    found = _DECLARED.search(content[:_DECLARED_WITHIN])
    encoding = declared or (found[1].decode("ascii") if found else None)
    return decode(content, encoding if _is_known(encoding) else None)


def _is_known(encoding: str | None) -> bool:
    try:
        return encoding is not None and bool("".encode(encoding) is not None)
    except LookupError:
        return False
