"""The date an article gives itself: a dateline such as "دمشق - 12 كانون الثاني 2024" when the metadata have none."""

from __future__ import annotations

import datetime as dt

from pipelines.coding.dates.reader import read_dates
from pipelines.coding.readings import DateReading

HEAD, TAIL = 600, 300  # code points from the beginning and the end where datelines stand
DATELINE_WORDS = 6  # a line with a date and no more words than this besides is a dateline
TOLD_AFTER_DASH = 0.8
FULL_LINE = 0.9
SHARED = 0.5  # factor when two datelines name different days


def infer_article_date(text: str, language: str) -> tuple[dt.date | None, str, float]:
    """The day that the article's own dateline gives: (day, basis, confidence); (None, "", 0.0) when there is none.

    Only full dates (day, month and year in words or numbers) count, and only where datelines stand: a short line of its own
    near the beginning or the end, brackets, or after a place and a dash at the beginning. Dates inside the story do not: the
    article may tell of last year. Several datelines: the first wins, with less confidence when they differ.
    """
    found: list[tuple[dt.date, float]] = []
    for reading in read_dates(text, language, None):
        if reading.value is None or reading.value_end is not None or reading.basis != "explicit" or reading.precision != 1:
            continue
        sure = _dateline_confidence(text, reading)
        if sure:
            found.append((reading.value, sure * reading.confidence))
    if not found:
        return None, "", 0.0
    day, sure = found[0]
    return day, "text", round(sure * (SHARED if any(other != day for other, _ in found) else 1.0), 2)


def _dateline_confidence(text: str, reading: DateReading) -> float:
    """How surely a full date stands in a dateline: 0 when it does not."""
    if not (reading.start < HEAD or reading.end > len(text) - TAIL):
        return 0.0
    begin = text.rfind("\n", 0, reading.start) + 1
    end = text.find("\n", reading.end)
    before = text[begin : reading.start]
    after = text[reading.end : len(text) if end < 0 else end]
    if len(before.split()) + len(after.split()) <= DATELINE_WORDS:
        return FULL_LINE
    if reading.start >= HEAD or len(before.split()) > DATELINE_WORDS:
        return 0.0
    is_bracketed = before.rstrip().endswith("(") and after.lstrip().startswith(")")
    is_before_dash = after.lstrip()[:1] in ("-", ":", "|", "/", "،", ",")
    is_dashed = before.rstrip()[-1:] in ("-", "/", "|", ",", "،", ")") or not before.strip()
    return TOLD_AFTER_DASH if is_bracketed or (is_dashed and is_before_dash) else 0.0


def latest_mention(text: str, language: str) -> tuple[dt.date | None, tuple[int, ...]]:
    """The first day of the latest month that the text dates fully, and all years it names: what `read_dates` takes as
    `not_before` and `known_years` for an article without a date. A later bare year ("2024") moves the bound to its start."""
    readings = [r for r in read_dates(text, language, None) if r.value is not None and r.basis == "explicit"]
    years = tuple(sorted({r.value.year for r in readings if r.value is not None}))
    firsts = [r.value.replace(day=1) if r.precision else r.value.replace(month=1, day=1) for r in readings if r.value is not None]
    return max(firsts, default=None), years
