"""Coding a batch of articles; one article that cannot be coded never stops the others."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

import pyarrow as pa

from pipelines.coding.article import ArticleInput, CodedArticle, Row
from pipelines.lexicon.language import declared_languages
from pipelines.metadata import load_tables
from pipelines.metadata.errors import SchemaError

Coder = Callable[[ArticleInput], CodedArticle]

ROW_TABLES = ("reports", "tallies", "mentions", "evidence", "issues")
DATES = "article_dates"  # the dates that coding found for articles without one
FAILURES = "failures"  # the articles that could not be coded
CODED_TABLES = (*ROW_TABLES, DATES, FAILURES)

_OWN_SCHEMAS = {
    DATES: pa.schema(
        [("article_id", pa.string()), ("published", pa.timestamp("us")), ("published_basis", pa.string())]
    ),
    FAILURES: pa.schema(
        [("article_id", pa.string()), ("reason", pa.string()), ("detail", pa.string()), ("remedy", pa.string())]
    ),
}
_NEEDED = (
    *("article_id", "text", "language", "title", "published", "published_offset", "country", "source"),
    "boilerplate",
)
_MENDABLE = "report the article, so that the coder can be mended; its raw file is untouched"
_UNFIT = (ValueError, TypeError, OverflowError, pa.ArrowException)
_Coded = dict[str, list[Row]]
NEW_OBJECTS = 400_000  # between two looks for garbage while a batch is coded: a hundred megabytes at most


class RefusedError(Exception):
    """A coder's refusal to code an article, for a reason of `rejects`."""

    def __init__(self, reason: str, detail: str, remedy: str) -> None:
        super().__init__(detail)
        self.reason, self.detail, self.remedy = reason, detail, remedy


def code_batch(articles: pa.RecordBatch | pa.Table, coder: Coder | None = None) -> dict[str, pa.Table]:
    """Code every article of a batch: one table per name in CODED_TABLES, rows in the order of the articles.

    Articles in a language without lexicon give one issue and no coding. An article on which the coder fails, or whose
    rows do not fit their tables, gives one row of FAILURES and nothing else. `coder` stands in for the project's own;
    it may raise RefusedError.
    """
    run = coder or _project_coder()
    inputs = [
        _as_input(values) for values in articles.select([n for n in _NEEDED if n in articles.schema.names]).to_pylist()
    ]
    with _rarely_collecting():
        coded = [_code_one(article, run) for article in inputs]
        try:
            return _tables(coded)
        except _UNFIT:  # one of them does not fit: find out which
            return _tables([_checked(article, found) for article, found in zip(inputs, coded, strict=True)])


@cache
def coded_schema(table: str) -> pa.Schema:
    """The Arrow schema of one of the CODED_TABLES."""
    return _OWN_SCHEMAS[table] if table in _OWN_SCHEMAS else load_tables()[table].arrow_schema()


@contextmanager
def _rarely_collecting() -> Iterator[None]:
    """Look for cyclic garbage after many new objects only: coding leaves none, and looking at all that it keeps for
    later costs a twentieth."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], NEW_OBJECTS) if before[0] else 0, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _project_coder() -> Coder:
    from pipelines.coding.coder import code_article  # late: loads all lexicons

    return code_article


def _tables(coded: Sequence[_Coded]) -> dict[str, pa.Table]:
    return {name: _to_table([row for found in coded for row in found.get(name, ())], name) for name in CODED_TABLES}


def _to_table(rows: Sequence[Row], name: str) -> pa.Table:
    """Rows as a table; columns that a row leaves out are null. Raises ValueError for a column the table does not
    have."""
    if name in _OWN_SCHEMAS:
        return pa.Table.from_pylist(rows, schema=_OWN_SCHEMAS[name])
    return load_tables()[name].from_rows(rows)


def _checked(article: ArticleInput, coded: _Coded) -> _Coded:
    try:
        _tables([coded])
    except _UNFIT as error:
        return _failure(article, error)
    return coded


def _code_one(article: ArticleInput, coder: Coder) -> _Coded:
    if article.language not in declared_languages():
        return {"issues": [_uncovered(article)]}
    try:
        coded = coder(article)
    except SchemaError:  # what is declared wrongly concerns all articles: nothing may be published
        raise
    except Exception as error:  # noqa: BLE001 - whatever else goes wrong concerns this article alone
        return _failure(article, error)
    tables = {name: getattr(coded, name) for name in ROW_TABLES}
    if coded.published is not None:
        when = dt.datetime.combine(coded.published, dt.time())
        basis = coded.published_basis or "text"
        tables[DATES] = [{"article_id": article.article_id, "published": when, "published_basis": basis}]
    return tables


def _as_input(values: Mapping[str, Any]) -> ArticleInput:
    published = values["published"]
    return ArticleInput(
        article_id=values["article_id"],
        text=values["text"],
        language=values["language"],
        title=values.get("title"),
        published=_own_day(published, values.get("published_offset")),
        country=values.get("country"),
        source=values.get("source"),
        boilerplate=tuple(_span(written) for written in values.get("boilerplate") or ()),
    )


def _own_day(published: dt.datetime | dt.date | None, offset: int | None) -> dt.date | None:
    """The day on the source's own calendar: what it calls today, also when UTC is still at yesterday."""
    if not isinstance(published, dt.datetime):
        return published
    return (published + dt.timedelta(minutes=offset or 0)).date()


def _span(written: str) -> tuple[int, int]:
    start, _, end = written.partition("-")
    return int(start), int(end)


def _uncovered(article: ArticleInput) -> Row:
    return {
        "article_id": article.article_id,
        "stage": "code",
        "level": "warning",
        "code": "code.language.uncovered",
        "message": f"no lexicon for language {article.language}: kept, not coded",
    }


def _failure(article: ArticleInput, error: Exception) -> _Coded:
    if isinstance(error, RefusedError):
        return {FAILURES: [failure(article.article_id, error.reason, error.detail, error.remedy)]}
    detail = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
    return {FAILURES: [failure(article.article_id, "coder_error", detail, _MENDABLE)]}


def failure(article_id: str, reason: str, detail: str, remedy: str) -> Row:
    """A row of FAILURES."""
    return {"article_id": article_id, "reason": reason, "detail": detail, "remedy": remedy}
