"""The date an article gives itself: a dateline such as "دمشق - 12 كانون الثاني 2024" when the metadata have none."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from pipelines.coding.dates.calendars import DAY, make_date
from pipelines.coding.dates.expressions import Calendar, Expression
from pipelines.coding.dates.page_dates import LISTED, PageDate, find_page_dates
from pipelines.coding.dates.present_year import told_this_year
from pipelines.coding.dates.reader import expressions_in, read_dates, recent_years
from pipelines.coding.dates.stamps import stamped_day
from pipelines.coding.dates.writing_day import weekday_of_today

STAMPED = 0.95  # the page prints the time of publication
TOLD_TODAY = 0.7  # the text says that the date is today's
SHARED = 0.5  # factor when two equally sure datelines name different days
AS_TOLD = 0.3  # what is left of the doubt about a date on the weekday that the text calls today's
NEXT_TO_TOLD, NOT_AS_TOLD = 0.85, 0.5  # factor of a date on the weekday before or after it, on any other
WEEK = 7
NEIGHBOURS = 3  # days that dates around an article may lie apart
_TEASER = re.compile(r"(?m)^.*(?:…|\.\.\.)[ \t]*$")


def infer_article_date(text: str, language: str, as_of: dt.date | None = None) -> tuple[dt.date | None, str, float]:
    """The day that the article gives itself: (day, basis, confidence); (None, "", 0.0) when there is none.

    Lines that break off with dots are the beginnings of other articles and say nothing of this one's day.

    - The time that a saved page prints beside its post or article (`stamped_day`).
    - Else a dateline: a full date (day, month and year) where datelines stand: a short line of its own near the
      beginning or the end, brackets, after a place and a dash at the beginning, the end of the title, a post that the
      page shows. Dates inside the story do not count: the article may tell of last year. The weekday that the text
      calls today's speaks for or against each. The surest one wins, the first of several; with less confidence when
      equally sure ones differ (lists of other articles carry their dates too).
    - Else a date that the text says is today's ("اليوم الأربعاء 23 تشرين الثاني", today Wednesday 23 November). When
      the year is left out, the weekday tells it if exactly one recent year fits (`solve_year`).
    - Else the day with the weekday that the text calls today's, next to a date that stands beside the article, or to
      the latest day told of the year that the text calls the present one (`told_this_year`).
    """
    text = _TEASER.sub(lambda line: " " * len(line[0]), text)
    said = expressions_in(text, language)
    today = _weekday_of_today(said)
    stamped = stamped_day(text, language)
    if stamped is not None and (sure := _beside(PageDate(stamped, 0, STAMPED), today)) >= TOLD_TODAY:
        return stamped, "text", sure
    dates = find_page_dates(text, language)
    day, confidence = _dateline(dates, today)
    if confidence < TOLD_TODAY:
        told = _told_today(text, language, as_of) or _told_near(dates, today) or told_this_year(said, today)
        if told is not None:
            return told, "text", TOLD_TODAY
    return (day, "text", confidence) if day is not None else (None, "", 0.0)


def _weekday_of_today(said: list[Expression]) -> int | None:
    """The weekday on which the text was written, as most of its words "today Friday" and "yesterday Thursday" tell;
    None when nothing, or nothing clear, tells it."""
    told = Counter(weekday for expression in said if (weekday := weekday_of_today(expression)) is not None)
    if not told:
        return None
    weekday, count = told.most_common(1)[0]
    return weekday if 2 * count > told.total() else None


def _dateline(dates: list[PageDate], today: int | None) -> tuple[dt.date | None, float]:
    """The surest date; `today` is the weekday on which the text says it was written."""
    found = [(date.day, _beside(date, today)) for date in dates]
    sure = max((confidence for _, confidence in found), default=0.0)
    if not sure:
        return None, 0.0
    best = [day for day, confidence in found if confidence == sure]
    return best[0], round(sure * (SHARED if any(day != best[0] for day in best) else 1.0), 2)


def _beside(date: PageDate, today: int | None) -> float:
    if today is None:
        return date.confidence
    apart = (date.day.weekday() - today) % WEEK
    if apart:
        return round(date.confidence * (NEXT_TO_TOLD if apart in (1, WEEK - 1) else NOT_AS_TOLD), 2)
    return round(1 - (1 - date.confidence) * AS_TOLD, 2)


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
    """The day on which the words "today" and "yesterday" of the text, told with a date, were written: of several the
    latest, as posts that a story shows are older than it.
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
    return max(days, default=None)


def _told_near(dates: list[PageDate], today: int | None) -> dt.date | None:
    """The day with the weekday that the text calls today's, beside dates of the page that alone prove nothing: a
    comment's, or in the title of the post before. None where they lie apart."""
    beside = [date.day for date in dates if date.start and date.confidence > LISTED]
    if today is None or not beside or max(beside) - min(beside) > NEIGHBOURS * DAY:
        return None
    near = (min(beside) + shift * DAY for shift in (0, 1, -1))
    return next((day for day in near if day.weekday() == today), None)


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
