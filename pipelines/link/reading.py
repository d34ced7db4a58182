"""Reports as candidates, in the order of the sweep: by country, first-level unit and day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb

from pipelines.link.candidates import COLUMNS, Candidate, read_candidate
from pipelines.link.rules import linking_rules
from pipelines.link.sorting import sorted_rows
from pipelines.link.sources import Row, keep
from pipelines.link.wording import word_numbers

_WEEK = 2  # time_precision
# Pending reports are looked for around the publication of their article when they have no day; without kind, place or
# any day not at all.
_PUBLISHED_OR_LIKELY = """
    reports.status = 'published' OR (
      reports.sub_event_type IS NOT NULL AND reports.country IS NOT NULL AND reports.admin1 IS NOT NULL
      AND coalesce(reports.event_date, CAST(told.published AS DATE)) IS NOT NULL
    )
"""
_ORDER = "country", "admin1", "coalesce(event_date, CAST(published AS DATE))"


def candidates_of(con: duckdb.DuckDBPyConnection, beside: Path) -> Iterator[Candidate]:
    """The candidates from views `reports`, `articles` and `told`; a file that helps is written to `beside`."""
    rules = linking_rules()
    query = with_sentences(con, "looked_at", _PUBLISHED_OR_LIKELY, beside)
    for row in sorted_rows(con, query, _ORDER, "report_id", beside / "candidates.parquet"):
        words = word_numbers(row["sentence"] or "", row["language"])
        yield read_candidate(_dated(row), row["told_in"], row["published"], rules, words)


def with_sentences(con: duckdb.DuckDBPyConnection, name: str, where: str, beside: Path) -> str:
    """The query for reports as `read_candidate` wants them, each with its sentence; view `name` holds them without."""
    columns = ", ".join(f"reports.{column}" for column in COLUMNS)
    joined = "reports JOIN told ON told.article_id = reports.article_id"
    keep(con, name, f"SELECT {columns}, told.told_in, told.published FROM {joined} WHERE {where}", beside)
    return f"""
        SELECT given.*,
          substring(articles.text, given.sentence_start + 1, given.sentence_end - given.sentence_start) AS sentence
        FROM articles JOIN {name} AS given ON given.article_id = articles.article_id
    """


def _dated(row: Row) -> Row:
    if row["event_date"] is not None:
        return row
    return {**row, "event_date": row["published"].date(), "time_precision": _WEEK, "date_basis": "publication"}
