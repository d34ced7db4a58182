"""The date an article gives itself: a dateline such as "دمشق - 12 كانون الثاني 2024" when the metadata have none."""

from __future__ import annotations

import datetime as dt
import re

from pipelines.coding.dates.calendars import DAY, make_date
from pipelines.coding.dates.expressions import Calendar
from pipelines.coding.dates.reader import expressions_in, read_dates, recent_years
from pipelines.coding.dates.stamps import stamped_day
from pipelines.coding.readings import DateReading

HEAD, TAIL = 600, 300  # code points from the beginning and the end where datelines stand
DATELINE_WORDS = 6  # a line with a date and no more words than this besides is a dateline
STAMPED = 0.95  # the time of publication: a page's stamp, or a line with the hour too
FULL_LINE = 0.9
FOOT_LINE = 0.7  # at the end of the text, where other articles are listed too
LINE_OF_HOUR = 12  # code points after the date in which its hour stands
TOLD_AFTER_DASH = 0.8
PAGE_CLOCK = 0.4  # the first line, with its weekday: often the clock of the page, the day it was fetched
TOLD_TODAY = 0.7  # the text says that the date is today's
SHARED = 0.5  # factor when two equally sure datelines name different days
JOINTS = ("-", "/", "|", ":", ",", "،", "(", ")")  # what may part a dateline from the story
_HOUR = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")


def infer_article_date(text: str, language: str, as_of: dt.date | None = None) -> tuple[dt.date | None, str, float]:
    """The day that the article gives itself: (day, basis, confidence); (None, "", 0.0) when there is none.

    - The time that a saved page prints beside its post or article (`stamped_day`).
    - Else a dateline: a full date (day, month and year) where datelines stand: a short line of its own near the
      beginning or the end, brackets, or after a place and a dash at the beginning. Dates inside the story do not count:
      the article may tell of last year. The surest one wins, the first of several; with less confidence when equally sure ones
      differ (lists of other articles carry their dates too).
    - Else a date that the text says is today's ("اليوم الأربعاء 23 تشرين الثاني", today Wednesday 23 November). When
      the year is left out, the weekday tells it if exactly one recent year fits (`solve_year`).
    """
    stamped = stamped_day(text, language)
    if stamped is not None:
        return stamped, "text", STAMPED
    day, confidence = _dateline(text, language)
    if confidence < TOLD_TODAY:
        told = _told_today(text, language, as_of)
        if told is not None:
            return told, "text", TOLD_TODAY
    return (day, "text", confidence) if day is not None else (None, "", 0.0)


def solve_year(text: str, language: str, as_of: dt.date | None = None) -> int | None:
    """The one recent year in which the weekdays told beside a day and month fit: most of them, as one may be a slip.
    None when no year, or more than one, fits as well.

    Recent are the six years up to `as_of`, else those of the language's `dates.yml`; years before one named in the
    text are
    out: the article was written later.
    """
    first, last = (as_of.year - 5, as_of.year) if as_of else recent_years(language)
    said = [e for e in expressions_in(text, language) if isinstance(e, Calendar)]
    named = [e.year for e in said if e.year is not None and not e.is_hijri and first <= e.year <= last]
    years = range(max([first, *named]), last + 1)
    partial = {e for e in said if e.weekday is not None and e.day and e.month and e.year is None and not e.is_hijri}
    fits = {year: sum(_fits(e, year) for e in partial) for year in years}
    best = max(fits.values(), default=0)
    fitting = [year for year in years if fits[year] == best]
    return fitting[0] if 2 * best > len(partial) and len(fitting) == 1 else None


def _fits(said: Calendar, year: int) -> bool:
    day = make_date(year, said.month or 0, said.day or 0)
    return day is not None and day.weekday() == said.weekday


def _told_today(text: str, language: str, as_of: dt.date | None) -> dt.date | None:
    """The day on which the words "today" and "yesterday" of the text, told with a date, were written; None when
    they differ.
    """
    told = [
        e for e in expressions_in(text, language) if isinstance(e, Calendar) and e.near is not None and not e.is_hijri
    ]
    if not told:
        return None
    solved = solve_year(text, language, as_of)
    days = set()
    for said in told:
        year = said.year if said.year is not None else solved if said.weekday is not None else None
        day = make_date(year, said.month or 0, said.day or 0) if year else None
        if day is not None:
            days.add(day - (said.near or 0) * DAY)
    return max(days) if days and max(days) - min(days) <= DAY else None


def _dateline(text: str, language: str) -> tuple[dt.date | None, float]:
    readings = (r for r in read_dates(text, language, None) if r.basis == "explicit" and r.precision == 1)
    found = [
        (_dateline_confidence(text, reading), reading.value, reading.confidence)
        for reading in readings
        if reading.value is not None and reading.value_end is None
    ]
    sure = max((sure for sure, _, _ in found), default=0.0)
    if not sure:
        return None, 0.0
    best = [(day, confidence) for other, day, confidence in found if other == sure]
    day, confidence = best[0]
    return day, round(sure * confidence * (SHARED if any(other != day for other, _ in best) else 1.0), 2)


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


def latest_mention(text: str, language: str, as_of: dt.date | None = None) -> tuple[dt.date | None, tuple[int, ...]]:
    """The first day of the latest month that the text dates fully, and all years it names: what `read_dates` takes as
    `not_before` and `known_years` for an article without a date. A later bare year moves the bound to its start. A year
    that only the weekdays tell (`solve_year`) is among the years."""
    readings = [r for r in read_dates(text, language, None) if r.value is not None and r.basis == "explicit"]
    years = {r.value.year for r in readings if r.value is not None}
    solved = solve_year(text, language, as_of)
    firsts = [
        r.value.replace(day=1) if r.precision else r.value.replace(month=1, day=1)
        for r in readings
        if r.value is not None
    ]
    return max(firsts, default=None), tuple(sorted(years | ({solved} if solved else set())))
