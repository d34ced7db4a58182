"""`waqai code-text`: one text coded and told as JSON."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sys
from typing import Any

from pipelines.coding.article import ArticleInput, CodedArticle
from pipelines.lexicon.recognition import likeliest_language
from pipelines.run.outcome import BuildError

_TABLES = ("reports", "tallies", "issues")


def print_coded(text: str, published: dt.date | None, language: str | None, country: str | None, explain: bool) -> None:
    """Print the rows found in a text, without empty columns; `explain` adds what became of every trigger and why."""
    words = sys.stdin.read() if text == "-" else text
    if not words.strip():
        raise BuildError("the text is empty")
    print(json.dumps(told(code(words, published, language, country), explain), ensure_ascii=False, indent=2))


def code(text: str, published: dt.date | None, language: str | None, country: str | None) -> CodedArticle:
    """The text as an article of its own, coded."""
    from pipelines.coding.coder import code_article

    article_id = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return code_article(ArticleInput(article_id, text, language or likeliest_language(text), None, published, country))


def told(coded: CodedArticle, explain: bool) -> dict[str, Any]:
    """The coded rows by table."""
    names = (*_TABLES, "mentions", "evidence") if explain else _TABLES
    rows = {name: [_without_gaps(row) for row in getattr(coded, name)] for name in names}
    if coded.published is not None:
        rows["published"] = [{"published": coded.published.isoformat(), "published_basis": coded.published_basis}]
    return rows


def _without_gaps(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.items() if value not in (None, [])}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
