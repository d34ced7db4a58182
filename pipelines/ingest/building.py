"""A record as found → an article, a reject, and what its owner should know."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipelines.ingest.articles import Article, Issue, Outcome, Record, UnreadableError, reject
from pipelines.ingest.columns import ColumnsError, map_columns
from pipelines.ingest.headline import headline_before
from pipelines.ingest.identity import article_id, domain_of, sketch_of, text_blocks, text_key, url_key
from pipelines.ingest.languages import find_language, language_code
from pipelines.ingest.limits import MAX_RECORD_BYTES, MAX_TEXT_CHARACTERS, MAX_VALUE_CHARACTERS
from pipelines.ingest.mojibake import Repair, repair
from pipelines.ingest.published import FIRST_YEAR, LAST_YEAR, likely_notations, offset_minutes, parse_published
from pipelines.ingest.sources import load_sources
from pipelines.ingest.url_dates import day_in_url
from pipelines.metadata.countries import country_named

_CONTRACT = ("id", "url", "source", "title", "published", "language", "country", "text", "html")
_WORD = re.compile(r"\w")
_SETTINGS = ("columns", "dates", "encoding")  # say how to read, and are no part of an article


class _RejectError(Exception):
    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail


@dataclass(slots=True)
class _Draft:
    """The values of one record, what cannot be used moved to `extra`, with an issue for each."""

    raw_path: str
    number: int
    values: Mapping[str, Any]
    extra: dict[str, Any] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)

    def text_of(self, name: str) -> str | None:
        """A short field as text: numbers are written out, blanks are null, anything else is an issue."""
        value = self.values.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value) if abs(value) < 10**100 else "9" * (MAX_VALUE_CHARACTERS + 1)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, str) and len(value) <= MAX_VALUE_CHARACTERS:
            return value.strip()
        self.set_aside(name, f"{name} is {'too long' if isinstance(value, str) else 'no text'}")
        return None

    def set_aside(self, name: str, message: str) -> None:
        """Keep a value that cannot be used under `fields`, and tell."""
        self.extra[name] = self.values[name]
        self.issues.append(Issue(self.raw_path, self.number, f"ingest.{name}.unusable", message))


def build_article(record: Record, defaults: Mapping[str, Any], raw_path: str, sha256: str) -> Iterator[Outcome]:
    """Issues first, then exactly one article or reject."""
    try:
        values, basis = _merged(record, defaults)
        draft = _Draft(raw_path, record.number, values)
        article = _article(draft, basis, sha256)
    except _RejectError as refused:
        yield reject(raw_path, record.number, refused.reason, refused.detail)
        return
    except UnicodeEncodeError:
        yield reject(raw_path, record.number, "undecodable", "half a surrogate pair: a character was cut in two")
        return
    yield from draft.issues
    yield article


def _merged(record: Record, defaults: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """All values of a record and the basis of `published`.

    A record's own fields go before the metadata beside the file, and that before what a page says of itself.
    """
    own, page = record.values, {}
    if record.basis == "html":
        own, page = {}, dict(own)
    else:
        try:
            own, _ = map_columns(own, defaults.get("columns"), defaults.get("dates"))
        except ColumnsError as error:
            raise _RejectError("bad_columns", str(error)) from error
        if own.get("text") is None and own.get("html") is not None:
            page = _page(own["html"])
            own = {name: value for name, value in own.items() if name != "html"}
    said = {name: value for name, value in {**defaults, **_given(own)}.items() if name not in _SETTINGS}
    if "text" in own:
        said.setdefault("text", "")
    return {**page, **said}, "metadata" if "published" in said else "html"


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value != ""}


def _page(page: Any) -> dict[str, Any]:
    from pipelines.ingest.pages import page_fields  # late: brings the page libraries

    if not isinstance(page, str):
        raise _RejectError("bad_field", f"html is {type(page).__name__}, not text")
    try:
        return page_fields(page[:MAX_RECORD_BYTES])
    except UnreadableError as error:
        raise _RejectError(error.reason, error.detail) from error


def _article(draft: _Draft, basis: str, sha256: str) -> Article:
    body = _checked_text(draft)
    url, given_source, external_id = draft.text_of("url"), draft.text_of("source"), draft.text_of("id")
    key = url_key(url) if url else None
    known = load_sources().find(given_source, domain_of(url) if url else None)
    source = given_source or (domain_of(url) if url else None)
    published, title = _published(draft), _title(draft)
    headline = headline_before(title, body)
    text = f"{headline}{body}"
    if published is None and url:
        published, basis = day_in_url(url), "metadata"
    article = Article(
        article_id=article_id(key, known.source_id if known else (source or "").casefold(), external_id, body),
        external_id=external_id,
        raw_path=draft.raw_path,
        raw_record=draft.number,
        raw_sha256=sha256,
        url=url,
        source=source,
        source_id=known.source_id if known else None,
        source_scale=known.source_scale if known else None,
        title=title,
        text=text,
        language=_language(draft, text),
        published=published,
        published_offset=offset_minutes(draft.values.get("published")) if published is not None else None,
        published_basis=basis if published is not None else None,
        country=_country(draft),
        fields=_fields(draft),
        url_key=key,
        text_key=text_key(text),
        title_key=text_key(title) if title else None,
        sketch=sketch_of(text) if key else "",
        blocks=text_blocks(body, len(headline)),
    )
    "".join(filter(None, (external_id, url, source, article.title, article.country, article.fields))).encode("utf-8")
    return article


def _repaired(draft: _Draft, name: str, spoiled: Repair) -> str:
    if spoiled.text is None:
        raise _RejectError("mojibake", f"the {name} is letters of another encoding that cannot be brought back")
    message = f"{name}: letters of another encoding, brought back ({spoiled.mistake_id})"
    draft.issues.append(Issue(draft.raw_path, draft.number, "ingest.text.repaired", message, "info"))
    return spoiled.text


def _title(draft: _Draft) -> str | None:
    """The headline, brought back where its letters were spoiled; one that is lost is set aside."""
    title = draft.text_of("title")
    spoiled = repair(title) if title else None
    if spoiled is None:
        return title
    if spoiled.text is None:
        draft.set_aside("title", "title is letters of another encoding that cannot be brought back")
        return None
    return _repaired(draft, "title", spoiled)


def _in_one(values: Mapping[str, Any]) -> Any:
    """Words that are given in pieces, as one text: paragraphs, or plain words and links by turns, as chats are
    exported. Where another field is a list too, the record holds columns of many articles."""
    text = values.get("text")
    if not isinstance(text, list) or any(isinstance(values.get(name), list) for name in _CONTRACT if name != "text"):
        return text
    given = (piece.get("text") if isinstance(piece, dict) else piece for piece in text)
    pieces = [piece for piece in given if isinstance(piece, str)]
    if not pieces or len(pieces) < len(text):
        return text
    return ("\n" if all(isinstance(piece, str) for piece in text) else "").join(pieces)


def _checked_text(draft: _Draft) -> str:
    values = draft.values
    text = _in_one(values)
    if text is None:
        raise _RejectError("no_text", f"the record has {', '.join(sorted(values)[:12]) or 'no fields'}")
    if not isinstance(text, str):
        raise _RejectError("bad_field", f"text is {type(text).__name__}, not text")
    if len(text) > MAX_TEXT_CHARACTERS:
        raise _RejectError("too_large", f"a text of {len(text)} characters; at most {MAX_TEXT_CHARACTERS}")
    if "\0" in text:
        raise _RejectError("binary", "NUL characters in the text")
    spoiled = repair(text)
    if spoiled is not None:
        text = _repaired(draft, "text", spoiled)
    # Only newlines are made one; every other character, controls included, stays where the source has it.
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _WORD.search(text):
        raise _RejectError("empty", "no word in the text")
    return text


def _published(draft: _Draft) -> dt.datetime | None:
    given = draft.values.get("published")
    if given is None or given == "":
        return None
    published = parse_published(given)
    if published is None:
        hint = " or ".join(f"`dates: {notation}`" for notation in likely_notations(given))
        hint = f"; say in the metadata how it is written: {hint}" if hint else ""
        is_none = f"is no ISO date or time from {FIRST_YEAR} to {LAST_YEAR}; published stays null"
        draft.set_aside("published", f"{str(given)[:60]!r} {is_none}{hint}")
    return published


def _country(draft: _Draft) -> str | None:
    """The country as it is published, whatever name or code the metadata use."""
    given = draft.text_of("country")
    country = country_named(given) if given else None
    if given and country is None:
        draft.set_aside("country", f"{given[:60]!r} is no country; country stays null")
    return country.name if country is not None else None


def _language(draft: _Draft, text: str) -> str:
    given = draft.values.get("language")
    code = language_code(given)
    if code is None and given not in (None, ""):
        draft.set_aside("language", f"{str(given)[:60]!r} is no language code; the language was found from the text")
    return code or find_language(text)


def _fields(draft: _Draft) -> str:
    kept = {name: value for name, value in draft.values.items() if name not in _CONTRACT}
    kept.update(draft.extra)
    if not kept:
        return "{}"
    try:
        return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str, allow_nan=False)
    except (ValueError, TypeError, RecursionError):  # NaN, keys that are no text, nesting: keep what can be kept
        return json.dumps({name: repr(value)[:1000] for name, value in sorted(kept.items())}, ensure_ascii=False)
