"""The date an article gives itself: a dateline such as "دمشق - 12 كانون الثاني 2024" when the metadata have none."""

from __future__ import annotations

import datetime as dt
import re

from pipelines.coding.dates.reader import read_dates
from pipelines.coding.readings import DateReading

HEAD, TAIL = 600, 300  # code points from the beginning and the end where datelines stand
DATELINE_WORDS = 6  # a line with a date and no more words than this besides is a dateline
STAMPED = 0.95  # a line with the hour too: the time of publication
FULL_LINE = 0.9
FOOT_LINE = 0.7  # at the end of the text, where other articles are listed too
LINE_OF_HOUR = 12  # code points after the date in which its hour stands
TOLD_AFTER_DASH = 0.8
PAGE_CLOCK = 0.4  # the first line, with its weekday: often the clock of the page, the day it was fetched
SHARED = 0.5  # factor when two equally sure datelines name different days
JOINTS = ("-", "/", "|", ":", ",", "،", "(", ")")  # what may part a dateline from the story
_HOUR = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")


def infer_article_date(text: str, language: str) -> tuple[dt.date | None, str, float]:
    """The day that the article's own dateline gives: (day, basis, confidence); (None, "", 0.0) when there is none.

    Only full dates (day, month and year in words or numbers) count, and only where datelines stand: a short line
    of its own
    near the beginning or the end, brackets, or after a place and a dash at the beginning. Dates inside the story
    do not: the
    article may tell of last year. The surest dateline wins, the first of several; with less confidence when
    equally sure
    ones differ (lists of other articles carry their dates too).
    """
    readings = (r for r in read_dates(text, language, None) if r.basis == "explicit" and r.precision == 1)
    found = [
        (_dateline_confidence(text, reading), reading.value, reading.confidence)
        for reading in readings
        if reading.value is not None and reading.value_end is None
    ]
    sure = max((sure for sure, _, _ in found), default=0.0)
    if not sure:
        return None, "", 0.0
    best = [(day, confidence) for other, day, confidence in found if other == sure]
    day, confidence = best[0]
    return day, "text", round(sure * confidence * (SHARED if any(other != day for other, _ in best) else 1.0), 2)


def _dateline_confidence(text: str, reading: DateReading) -> float:
    """How surely a full date stands in a dateline: 0 when it does not."""
    if not (reading.start < HEAD or reading.end > len(text) - TAIL):
        return 0.0
    begin = text.rfind("\n", 0, reading.start) + 1
    end = text.find("\n", reading.end)
    before = text[begin : reading.start].strip()
    after = text[reading.end : len(text) if end < 0 else end].strip()
    if len(before.split()) + len(after.split()) <= DATELINE_WORDS:
        has_weekday = reading.rule.startswith("date.explicit.weekday")
        if has_weekday and not text[: reading.start].strip():
            return PAGE_CLOCK
        if reading.start >= HEAD:
            return FOOT_LINE
        next_line = text[reading.end :].lstrip().split("\n", 1)[0]
        return STAMPED if _HOUR.search(before) or _HOUR.search(next_line[:LINE_OF_HOUR]) else FULL_LINE
    if reading.start >= HEAD or len(before.split()) > DATELINE_WORDS:
        return 0.0
    is_apart = not before or before.endswith(JOINTS)
    return TOLD_AFTER_DASH if is_apart and after.startswith(JOINTS) else 0.0


def latest_mention(text: str, language: str) -> tuple[dt.date | None, tuple[int, ...]]:
    """The first day of the latest month that the text dates fully, and all years it names: what `read_dates` takes as
    `not_before` and `known_years` for an article without a date. A later bare year ("2024") moves the bound to its
    start."""
    readings = [r for r in read_dates(text, language, None) if r.value is not None and r.basis == "explicit"]
    years = tuple(sorted({r.value.year for r in readings if r.value is not None}))
    firsts = [
        r.value.replace(day=1) if r.precision else r.value.replace(month=1, day=1)
        for r in readings
        if r.value is not None
    ]
    return max(firsts, default=None), years
