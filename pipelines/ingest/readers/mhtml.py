"""`.mhtml`, `.mht`: a page as browsers save it in one file with its pictures (RFC 2557); the page alone is read."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import Message
from typing import cast

from pipelines.ingest.articles import Found, Record, UnreadableError
from pipelines.ingest.encodings import damage_note
from pipelines.ingest.limits import MAX_DOCUMENT_BYTES
from pipelines.ingest.opening import RawFile
from pipelines.ingest.pages import page_articles
from pipelines.ingest.readers.pages import decode_page

_PAGES = ("text/html", "application/xhtml+xml")
# What hostile messages were seen to raise inside the library.
_BROKEN = (ValueError, TypeError, LookupError, RecursionError, AttributeError)


def read_mhtml(file: RawFile) -> Iterator[Found]:
    """The articles of the first page in the file, in the order of the page."""
    content, charset, address = _page(file.read())
    page = decode_page(content, file.declared_encoding or charset)
    yield from damage_note(page)
    for number, fields in enumerate(page_articles(page), start=1):
        yield Record(number, ({"url": address} if address else {}) | fields, basis="html")


def _page(message: bytes) -> tuple[bytes, str | None, str | None]:
    """The first page's bytes, the charset stated for them, and the address it was saved from."""
    try:
        whole = email.message_from_bytes(message, policy=email.policy.compat32)
        for part in whole.walk():
            if part.get_content_type() in _PAGES:
                content = part.get_payload(decode=True)
                address = _text(part, "Content-Location") or _text(whole, "Snapshot-Content-Location")
                return cast(bytes, content)[:MAX_DOCUMENT_BYTES], part.get_content_charset(), address
    except _BROKEN as error:
        raise UnreadableError("broken_html", f"no saved page: {type(error).__name__}") from error
    raise UnreadableError("no_article", "the saved page holds no HTML")


def _text(part: Message, name: str) -> str | None:
    value = part.get(name)
    return str(value).strip() if value and str(value).startswith("http") else None
