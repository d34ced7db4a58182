"""`.html`, `.htm`: one article, its main text, headline and date found in the page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from pipelines.ingest.articles import Found, Record, UnreadableError, one_line
from pipelines.ingest.encodings import damage_note, decode
from pipelines.ingest.opening import RawFile
from pipelines.ingest.published import parse_published
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096  # bytes; browsers look no further than 1024
# What hostile pages were seen to raise inside the page libraries.
_FAILURES = (ValueError, TypeError, AttributeError, AssertionError, IndexError, KeyError, RecursionError)
_ENCODING_LINE = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_page(file: RawFile) -> Iterator[Found]:
    """The page's article as one record."""
    content = file.read()
    declared = _DECLARED.search(content[:_DECLARED_WITHIN])
    encoding = file.declared_encoding or (declared[1].decode("ascii") if declared else None)
    page = decode(content, encoding if _is_known(encoding) else None)
    yield from damage_note(page)
    yield Record(1, page_fields(page), basis="html")


def page_fields(page: str) -> dict[str, Any]:
    """Fields of the article in a page: `text` (headline, then main text), `title`, `published`, `url`, `source`.

    A field that the page does not give is missing; `text` is "" when the page has no article.
    Raises UnreadableError when the page cannot be taken apart.
    """
    if not page.strip():
        return {"text": ""}
    from lxml import etree, html  # type: ignore[import-untyped]  # late: only pages need them
    from trafilatura import bare_extraction

    try:
        tree = html.document_fromstring(_ENCODING_LINE.sub("", page))
        declared = _declared_fields(tree)
        found = bare_extraction(tree, include_comments=False, with_metadata=False)
    except (etree.LxmlError, *_FAILURES) as error:
        raise UnreadableError("broken_html", one_line(str(error) or type(error).__name__)) from error
    body = (getattr(found, "text", None) or "").strip()
    title = declared.get("title")
    if body and title and title not in body[: len(title) + 200]:
        body = f"{title}\n\n{body}"
    return {**declared, "text": body}


def _declared_fields(tree: Any) -> dict[str, str]:
    """What the page says of itself: the first usable answer to each question of `schemas/sources/page_fields.yml`."""
    linked = list(_linked_data(tree))
    fields: dict[str, str] = {}
    for field, questions in _questions().items():
        for question in questions:
            answers = _answers(tree, linked, question)
            usable = (a for a in answers if a and (field != "published" or parse_published(a) is not None))
            if answer := next(usable, None):
                fields[field] = answer
                break
    return fields


def _answers(tree: Any, linked: list[Mapping[str, Any]], question: Mapping[str, str]) -> Iterator[str]:
    if "xpath" in question:
        for found in tree.xpath(question["xpath"]):
            yield " ".join((found if isinstance(found, str) else found.text_content()).split())
        return
    for entry in linked:
        value: Any = entry
        for key in question["linked_data"].split("."):
            value = value.get(key) if isinstance(value, Mapping) else None
        if isinstance(value, str):
            yield " ".join(value.split())


def _linked_data(tree: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of the page's JSON-LD scripts, those inside lists and graphs included."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            content = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue  # many sites write broken ones; the page's other statements remain
        entries = content if isinstance(content, list) else [content]
        for entry in entries:
            graph = entry.get("@graph") if isinstance(entry, dict) else None
            yield from (each for each in (graph if isinstance(graph, list) else [entry]) if isinstance(each, dict))


@cache
def _questions() -> Mapping[str, list[Mapping[str, str]]]:
    questions: Mapping[str, list[Mapping[str, str]]] = read_yaml(
        schemas_folder() / "sources" / "page_fields.yml", "page_fields"
    )["fields"]
    return questions


def _is_known(encoding: str | None) -> bool:
    try:
        return encoding is not None and bool("".encode(encoding) is not None)
    except LookupError:
        return False
