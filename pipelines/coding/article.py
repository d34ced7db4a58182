"""What goes into the coder and what comes out: one article each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]  # one row of a published table: column → value


@dataclass(frozen=True, slots=True)
class ArticleInput:
    """The part of an `articles` row that coding may look at. `published` is the day where the source is.

    `boilerplate`: spans of `text` (code points, end exclusive) that the source repeats around its articles.
    """

    article_id: str
    text: str
    language: str
    title: str | None = None
    published: dt.date | None = None
    country: str | None = None
    source: str | None = None
    boilerplate: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class CodedArticle:
    """Rows for the tables of one article, `incident_id` still open, and the article's own date where its text told it.

    Every trigger of the text stands in `mentions` with its disposition; `issues` lists what a user may want to mend
    (unknown places, languages that no lexicon covers).
    """

    article_id: str
    reports: list[Row] = field(default_factory=list)
    tallies: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    evidence: list[Row] = field(default_factory=list)
    issues: list[Row] = field(default_factory=list)
    published: dt.date | None = None
    published_basis: str | None = None
