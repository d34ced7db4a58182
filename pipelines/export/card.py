"""The dataset card: what a release holds, how it came to be and what it must not be taken for, on one page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines.export.accuracy import accuracy_lines
from pipelines.export.released import Released
from pipelines.settings import measured_accuracy

_MOST = 15  # rows of a list
_LISTS = (("By country", "country"), ("By sub-event type", "sub_event_type"))
_KNOWN_BY = (("Day", "time_precision"), ("Place", "geo_precision"))
_NOT_THERE = """
    SELECT 'report pending: ' || lower(codes.label), count(*) FROM reports
    JOIN codes ON codes.code = pending_reason AND codes.code_list = 'pending_reason' GROUP BY ALL
    UNION ALL SELECT 'rejected: ' || reason, count(*) FROM rejects GROUP BY ALL
    UNION ALL SELECT 'held back by ' || rule_id, count(*) FROM quarantine GROUP BY ALL
    ORDER BY 2 DESC, 1
"""
_LIMITS = """\
## What to keep in mind

- An incident stands here because an article of this collection reports it. Places and times with fewer articles show
  fewer incidents; numbers are not comparable across collections.
- Coding is automatic. `confidence` says how sure a row is, view `incident_provenance` shows the words and rules behind
  every value, view `incident_values` what other reports say.
- `fatalities` is the lowest figure given, 0 when none is reported; `fatalities_best` is empty when no text says.
- Reports without date, country, type or actor are not incidents; they wait in view `pending`, or support an
  incident that other reports establish (`reports.lacks`).
- A place that the gazetteer lacks (`unlisted_place`) is coded at the area around it.
- Reports that differ too much in what was read of them stay apart though they tell one incident, and one article may
  tell one operation as two: counts lean upwards. `judgements` says why reports were brought together or kept apart.
- A total over weeks or a war may stand as one incident with a large toll: check the largest figures first.
- What is told as an incident is what articles claim; whether it is true was not examined.
- ACLED's columns and codebook are followed; the data are not ACLED's and were not reviewed by it.
"""


def write_card(released: Released, path: Path) -> Path:
    """The card in Markdown; the same release gives the same page."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_lines(released)).rstrip() + "\n", encoding="utf-8", newline="\n")
    return path


def _lines(released: Released) -> Iterator[str]:
    count = "SELECT count(*), count(DISTINCT country), min(event_date), max(event_date), sum(fatalities) FROM incidents"
    incidents, countries, first, last, deaths = next(released.rows(count))
    yield "# Conflict incidents coded from news articles"
    yield ""
    yield f"Release `{released.release_id}`, made by Waqai from local files alone."
    yield ""
    days = f"{first} to {last}" if incidents else "no day"
    yield f"- {incidents:,} incidents in {countries:,} countries, {days}, {deaths or 0:,} deaths reported"
    articles, sources, languages = next(
        released.rows("SELECT count(*), count(DISTINCT source), count(DISTINCT language) FROM articles")
    )
    yield f"- articles: {articles:,}; sources: {sources:,}; languages: {languages:,}"
    reports = dict(released.rows("SELECT status, count(*) FROM reports GROUP BY 1"))
    yield f"- {reports.get('published', 0):,} reports published, {reports.get('pending', 0):,} pending"
    yield ""
    for title, column in _LISTS:
        query = f"SELECT {column}, count(*), sum(fatalities) FROM incidents GROUP BY 1 ORDER BY 2 DESC, 1"
        yield from _table(title, ("", "incidents", "deaths"), released, query)
    for title, column in _KNOWN_BY:
        query = (
            f"SELECT codes.label, count(*) FROM incidents JOIN codes ON codes.code_list = '{column}' "
            f"AND codes.code = CAST(incidents.{column} AS VARCHAR) GROUP BY ALL ORDER BY min(codes.code_rank)"
        )
        yield from _table(f"{title} known as", ("", "incidents"), released, query)
    yield from _table("Not among the incidents", ("", "rows"), released, _NOT_THERE)
    yield from accuracy_lines(measured_accuracy())
    yield _LIMITS


def _table(title: str, heads: tuple[str, ...], released: Released, query: str) -> Iterator[str]:
    yield f"## {title}"
    yield ""
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "---|" * len(heads)
    rows = list(released.rows(query))
    for row in rows[:_MOST]:
        yield "| " + " | ".join(f"{value:,}" if isinstance(value, int) else str(value or "–") for value in row) + " |"
    if len(rows) > _MOST:
        yield f"\n… and {len(rows) - _MOST:,} more"
    yield ""
