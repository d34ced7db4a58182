"""After judging: undated reports as further sources of incidents that dated reports establish.

An undated report makes no incident, for nobody could say when. But what it tells may be told by others with its day:
the same place, toll and names, in like words, and what its own words say of the day ("today, Saturday") fits. Then it
is one more source of that incident; its own date stays empty. It needs more points than a dated report, and more than
for any other incident: where two are likely, none is chosen.

Blocking is by marks: a place with a toll, a place, a person. A mark that many incidents have tells none of them from
the others and is left out, so the work grows with the reports, not with their pairs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.link.candidates import Candidate, read_candidate
from pipelines.link.days import may_mean
from pipelines.link.judge import SAME, Judgement
from pipelines.link.reading import with_sentences
from pipelines.link.rules import LinkingRules
from pipelines.link.rulings import Rulings
from pipelines.link.score import Comparison, compare_undated
from pipelines.link.sinks import Sink
from pipelines.link.sorting import sorted_rows
from pipelines.link.sources import Row, keep, quoted, rows_of
from pipelines.link.wording import word_numbers

RULE = "link.further"
_MOST_VOICES = 20  # of an incident that an undated report is compared with
_SHARED_BY = 40  # incidents that a mark may have in common
_NO_DAY = dt.date(1, 1, 1)  # stands in a profile whose days are not looked at
_UNDATED = """
    reports.pending_reason = 'no_date' AND reports.sub_event_type IS NOT NULL
      AND reports.country IS NOT NULL AND reports.admin1 IS NOT NULL
      AND reports.report_id NOT IN (SELECT report_id FROM grown)
"""
# What a report may be met again by; a null in any part makes no mark.
_MARKS = """
    SELECT {key}, unnest(list_filter([
      region || '|place|' || coalesce(unlisted_place, place_id),
      region || '|toll|' || place_id || '|' || nullif(fatalities_best, 0),
      region || '|tolls|' || nullif(fatalities_best, 0) || '|' || nullif(injured_best, 0)
    ] || list_transform(coalesce(persons, [])[1:4], lambda name: region || '|person|' || name),
    lambda mark: mark IS NOT NULL)) AS mark
    FROM (SELECT *, country || '|' || admin1 AS region FROM {table})
"""
_SUITS = f"""
    CREATE TABLE suits AS
    WITH common AS (SELECT mark FROM marks GROUP BY mark HAVING count(DISTINCT number) > {_SHARED_BY})
    SELECT DISTINCT undated.report_id, marks.number
    FROM ({_MARKS.format(key="report_id", table="undated")}) AS undated
    JOIN marks ON marks.mark = undated.mark
    WHERE undated.mark NOT IN (SELECT mark FROM common)
"""
_FITS = pa.schema(
    [
        ("number", pa.int64()),
        ("report_id", pa.string()),
        ("article_id", pa.string()),
        ("other_report_id", pa.string()),
        ("points", pa.float64()),
        ("traits", pa.list_(pa.string())),
        ("sub_event_type", pa.string()),
        ("place", pa.string()),
        ("deaths", pa.int64()),
        ("sentence_start", pa.int64()),
    ]
)
# The best incident of each report when it has points enough and is well ahead of the next. Of the reports of an article
# the one that fits best, and those that tell the same in another sentence: what its author told apart stays apart.
_CHOSEN = """
    SELECT * FROM (
      SELECT *, lead(points) OVER (PARTITION BY report_id ORDER BY points DESC, number) AS next_points,
        row_number() OVER (PARTITION BY report_id ORDER BY points DESC, number) AS turn
      FROM fits
    )
    WHERE turn = 1 AND points >= {least} AND (next_points IS NULL OR points - next_points >= {ahead})
    WINDOW article AS (PARTITION BY article_id, number ORDER BY points DESC, report_id)
    QUALIFY row_number() OVER article = 1 OR (
      sub_event_type = first_value(sub_event_type) OVER article AND place = first_value(place) OVER article
      AND coalesce(deaths = first_value(deaths) OVER article, true)
      AND sentence_start <> first_value(sentence_start) OVER article
    )
    ORDER BY report_id
"""


@dataclass(frozen=True, slots=True)
class _Suitor:
    """An undated report before an incident: what it says, and the words of its date."""

    candidate: Candidate
    date_text: str | None


def further_sources(
    con: duckdb.DuckDBPyConnection, beside: Path, rules: LinkingRules, rulings: Rulings
) -> Iterator[Judgement]:
    """Adds to table `grown` the undated reports that tell one of its incidents, and says which report decided it.

    From the views `reports`, `articles`, `told` and the file of candidates that the sweep left in `beside`; files that
    help are written there.
    """
    keep(con, "undated", with_sentences(con, "undated_told", _UNDATED, beside), beside)
    if not con.sql("SELECT 1 FROM undated LIMIT 1").fetchall():
        return
    given = f"read_parquet({quoted(beside / 'candidates.parquet')}) AS candidates"
    joined = f"{given} JOIN grown ON grown.report_id = candidates.report_id"
    keep(con, "dated", f"SELECT grown.number, candidates.* FROM {joined}", beside)
    marked = _MARKS.format(key="number", table="dated")
    con.execute(f"CREATE TABLE marks AS SELECT DISTINCT number, mark FROM ({marked})")
    con.execute(_SUITS)
    con.execute("DROP TABLE marks")
    with Sink(beside / "fits.parquet", _FITS) as sink:
        for fit in _fits(con, beside, rules, rulings):
            sink.add(fit)
    con.execute(f"CREATE VIEW fits AS SELECT * FROM read_parquet({quoted(beside / 'fits.parquet')})")
    con.execute(f"CREATE TABLE chosen AS {_CHOSEN.format(least=rules.further, ahead=rules.ahead)}")
    con.execute("INSERT INTO grown SELECT number, report_id FROM chosen")
    for row in rows_of(con, "SELECT * FROM chosen ORDER BY report_id"):
        points, traits = round(row["points"], 3), tuple(row["traits"])
        yield Judgement(row["report_id"], row["other_report_id"], SAME, RULE, points, traits)


def _fits(con: duckdb.DuckDBPyConnection, beside: Path, rules: LinkingRules, rulings: Rulings) -> Iterator[Row]:
    """The incidents that undated reports may tell, with as many points as could matter."""
    least = rules.further - rules.ahead
    wooed = "SELECT * FROM dated WHERE number IN (SELECT number FROM suits)"
    wooing = "SELECT suits.number, undated.* FROM undated JOIN suits ON suits.report_id = undated.report_id"
    suitors = groupby(sorted_rows(con, wooing, *_BY_NUMBER, beside / "wooing.parquet"), key=_number)
    members = groupby(sorted_rows(con, wooed, *_BY_NUMBER, beside / "wooed.parquet"), key=_number)
    for (number, wooing_rows), (_, rows) in zip(suitors, members, strict=True):
        voices = [_candidate(row, rules) for row in islice(rows, _MOST_VOICES)]
        for row in wooing_rows:
            barred = rulings.barred([row["report_id"]]) if rulings.different else frozenset()
            found = _fit(_Suitor(_candidate({**row, **_DAYLESS}, rules), row["date_text"]), voices, rules)
            if found is None or found[1].points < least or barred & {voice.report_id for voice in voices}:
                continue
            yield {
                "number": number, "report_id": row["report_id"], "article_id": row["article_id"],
                "other_report_id": found[0], "points": found[1].points, "traits": list(found[1].traits),
                "sub_event_type": row["sub_event_type"], "place": row["unlisted_place"] or row["place_id"],
                "deaths": row["fatalities_best"], "sentence_start": row["sentence_start"],
            }  # fmt: skip


_BY_NUMBER = ("number // 100",), "number, report_id"


def _number(row: Row) -> int:
    return int(row["number"])


_DAYLESS: dict[str, Any] = {
    "event_date": _NO_DAY, "event_date_end": None, "time_precision": 1, "date_basis": "relative",
}  # fmt: skip


def _candidate(row: Row, rules: LinkingRules) -> Candidate:
    words = word_numbers(row["sentence"] or "", row["language"])
    return read_candidate(row, row["told_in"], row["published"], rules, words)


def _fit(suitor: _Suitor, voices: Sequence[Candidate], rules: LinkingRules) -> tuple[str, Comparison] | None:
    """The report of an incident that an undated one is most like; None where any of them contradicts it, its article
    tells of this incident already, or it was written before it."""
    said = _said_day(suitor, voices)
    if said == "other_day":
        return None
    best: tuple[str, Comparison] | None = None
    for voice in voices:
        if voice.told_in == suitor.candidate.told_in:
            return None
        compared = compare_undated(suitor.candidate.profile, voice.profile, rules)
        if compared.contradiction is not None:
            return None
        if best is None or compared.points > best[1].points:
            best = voice.report_id, compared
    if best is None or not said:
        return best
    return best[0], Comparison((*best[1].traits, said), best[1].points + rules.points[said])


def _said_day(suitor: _Suitor, voices: Sequence[Candidate]) -> str:
    """Whether the words of the undated report's date fit a day of the incident; "" where they fit any day, or the
    incident's is not known exactly and the words fit one of those that it may be."""
    candidate = suitor.candidate
    first = min(voice.profile.first_day for voice in voices)
    if candidate.published is not None and candidate.published.toordinal() + 1 < first:
        return "other_day"
    if not suitor.date_text:
        return ""
    exact = {voice.profile.first_day for voice in voices if voice.profile.is_exact}
    last = max(voice.profile.last_day for voice in voices)
    days = exact or set(range(first, last + 1))
    language, country = candidate.profile.language, candidate.profile.country
    meant = [may_mean(suitor.date_text, language, country, dt.date.fromordinal(day)) for day in sorted(days)]
    if None in meant:
        return ""
    return ("said_day" if exact else "") if any(meant) else "other_day"
