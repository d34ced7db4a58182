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
from pipelines.link.passages import Wording, read_passages, with_words
from pipelines.link.rarity import Rarity
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
_PLACES = "report_id, article_id, sentence_start, sentence_end, language"
_COMPARED = f"""
    SELECT {_PLACES} FROM dated WHERE number IN (SELECT number FROM suits)
    UNION ALL SELECT {_PLACES} FROM undated WHERE report_id IN (SELECT report_id FROM suits)
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
        ("day", pa.int64()),
        ("sentence_start", pa.int64()),
    ]
)
# The best incident of each report when it has points enough and is well ahead of all of another day: two of one day
# that are alike are often one that stayed apart. Of the reports of an article the one that fits best, and those that
# tell the same in another sentence: what its author told apart stays apart.
_CHOSEN = """
    SELECT * FROM (
      SELECT best.*, max(other.points) AS next_points
      FROM (
        SELECT * FROM fits QUALIFY row_number() OVER (PARTITION BY report_id ORDER BY points DESC, number) = 1
      ) AS best
      LEFT JOIN fits AS other ON other.report_id = best.report_id AND abs(other.day - best.day) > 1
      GROUP BY ALL
    )
    WHERE points >= {least} AND (next_points IS NULL OR points - next_points >= {ahead})
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

    voice: _Voice
    date_text: str | None


@dataclass(frozen=True, slots=True)
class _Voice:
    """A report and the words that it is told in."""

    candidate: Candidate
    wording: Wording


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
    rarity = read_passages(con, beside, _COMPARED)
    with Sink(beside / "fits.parquet", _FITS) as sink:
        for fit in _fits(con, beside, rarity, rules, rulings):
            sink.add(fit)
    con.execute(f"CREATE VIEW fits AS SELECT * FROM read_parquet({quoted(beside / 'fits.parquet')})")
    con.execute(f"CREATE TABLE chosen AS {_CHOSEN.format(least=rules.further, ahead=rules.ahead)}")
    con.execute("INSERT INTO grown SELECT number, report_id FROM chosen")
    for row in rows_of(con, "SELECT * FROM chosen ORDER BY report_id"):
        points, traits = round(row["points"], 3), tuple(row["traits"])
        yield Judgement(row["report_id"], row["other_report_id"], SAME, RULE, points, traits)


def _fits(
    con: duckdb.DuckDBPyConnection, beside: Path, rarity: Rarity, rules: LinkingRules, rulings: Rulings
) -> Iterator[Row]:
    """The incidents that undated reports may tell, with as many points as could matter."""
    least = rules.further - rules.ahead
    keep(con, "wooed", f"SELECT dated.*, passages.passage FROM dated {_IN_PASSAGES.format('dated')}", beside)
    keep(con, "wooing", f"SELECT undated.*, passages.passage FROM undated {_IN_PASSAGES.format('undated')}", beside)
    suited = "SELECT suits.number, wooing.* FROM suits JOIN wooing ON wooing.report_id = suits.report_id"
    suitors = groupby(sorted_rows(con, suited, *_BY_NUMBER, beside / "suitors.parquet"), key=_number)
    told = "SELECT * FROM wooed WHERE number IN (SELECT number FROM suits)"
    members = groupby(sorted_rows(con, told, *_BY_NUMBER, beside / "suited.parquet"), key=_number)
    for (number, suitor_rows), (_, rows) in zip(suitors, members, strict=True):
        voices = [_voice(row, rarity, rules) for row in islice(rows, _MOST_VOICES)]
        day = min(voice.candidate.profile.first_day for voice in voices)
        for row in suitor_rows:
            barred = rulings.barred([row["report_id"]]) if rulings.different else frozenset()
            suitor = _Suitor(_voice({**row, **_DAYLESS}, rarity, rules), row["date_text"])
            found = _fit(suitor, voices, rarity.trust, rules)
            if found is None or found[1].points < least:
                continue
            if barred & {voice.candidate.report_id for voice in voices}:
                continue
            yield {
                "number": number, "report_id": row["report_id"], "article_id": row["article_id"],
                "other_report_id": found[0], "points": found[1].points, "traits": list(found[1].traits),
                "sub_event_type": row["sub_event_type"], "place": row["unlisted_place"] or row["place_id"],
                "deaths": row["fatalities_best"], "day": day, "sentence_start": row["sentence_start"],
            }  # fmt: skip


_IN_PASSAGES = "JOIN passages ON passages.report_id = {}.report_id"
_BY_NUMBER = ("number // 100",), "number, report_id"


def _number(row: Row) -> int:
    return int(row["number"])


_DAYLESS: dict[str, Any] = {
    "event_date": _NO_DAY, "event_date_end": None, "time_precision": 1, "date_basis": "relative",
}  # fmt: skip


def _voice(row: Row, rarity: Rarity, rules: LinkingRules) -> _Voice:
    words = word_numbers(row["sentence"] or "", row["language"])
    wording = Wording(row["language"], rarity.weighed(words), rarity.weighed(row["passage"]))
    return _Voice(read_candidate(row, row["told_in"], row["published"], rules, words), wording)


def _fit(
    suitor: _Suitor, voices: Sequence[_Voice], trust: float, rules: LinkingRules
) -> tuple[str, Comparison] | None:
    """The report of an incident that an undated one is most like; None where any of them contradicts it, its article
    tells of this incident already, or it was written before it."""
    candidate = suitor.voice.candidate
    said = _said_day(suitor, [voice.candidate for voice in voices])
    if said == "other_day":
        return None
    best: tuple[str, Comparison] | None = None
    for voice in voices:
        if voice.candidate.told_in == candidate.told_in:
            return None
        compared = compare_undated(candidate.profile, voice.candidate.profile, rules)
        if compared.contradiction is not None:
            return None
        compared = with_words(compared, suitor.voice.wording, voice.wording, trust, rules)
        if best is None or compared.points > best[1].points:
            best = voice.candidate.report_id, compared
    if best is None or not said:
        return best
    return best[0], Comparison((*best[1].traits, said), best[1].points + rules.points[said])


def _said_day(suitor: _Suitor, told: Sequence[Candidate]) -> str:
    """Whether the words of the undated report's date fit a day of the incident; "" where they fit any day, or the
    incident's is not known exactly and the words fit one of those that it may be."""
    candidate = suitor.voice.candidate
    first = min(other.profile.first_day for other in told)
    if candidate.published is not None and candidate.published.toordinal() + 1 < first:
        return "other_day"
    if not suitor.date_text:
        return ""
    exact = {other.profile.first_day for other in told if other.profile.is_exact}
    last = max(other.profile.last_day for other in told)
    days = exact or set(range(first, last + 1))
    language, country = candidate.profile.language, candidate.profile.country
    meant = [may_mean(suitor.date_text, language, country, dt.date.fromordinal(day)) for day in sorted(days)]
    if None in meant:
        return ""
    return ("said_day" if exact else "") if any(meant) else "other_day"
