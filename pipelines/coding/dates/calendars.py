"""Calendar arithmetic: months, weeks, quarters, the Hijri calendar, Easter, and numeric dates as written."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from functools import lru_cache

from hijridate import Gregorian, Hijri

Days = tuple[dt.date, dt.date]  # first and last day, inclusive

DAY = dt.timedelta(days=1)
MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}
DAYS_IN = {"hour": 0, "day": 1, "week": 7}


def make_date(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None when there is no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def move(day: dt.date, count: int, unit: str) -> dt.date | None:
    """The day so many units away; month ends are kept inside their month. None beyond the calendar's years."""
    try:
        if unit in DAYS_IN:
            return day + dt.timedelta(days=count * DAYS_IN[unit])
    except OverflowError:
        return None
    months = day.year * 12 + day.month - 1 + count * MONTHS_IN[unit]
    year, month = months // 12, months % 12 + 1
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    return dt.date(year, month, min(day.day, monthrange(year, month)[1]))


def unit_of(day: dt.date, unit: str) -> Days:
    """The calendar unit that holds a day. Weeks run Monday to Sunday (ISO 8601); decades start in years ending in 0."""
    if unit in ("day", "hour"):
        return day, day
    if unit == "week":
        first = day - dt.timedelta(days=day.weekday())
        return first, first + 6 * DAY
    months = MONTHS_IN[unit]
    index = (day.year % 10 if unit == "decade" else 0) * 12 + day.month - 1
    years = day.year - (day.year % 10 if unit == "decade" else 0)
    begin = index - index % months
    first = dt.date(max(1, years + begin // 12), begin % 12 + 1, 1)
    end = begin + months - 1
    year, month = min(dt.MAXYEAR, years + end // 12), end % 12 + 1
    return first, dt.date(year, month, monthrange(year, month)[1])


def shifted_unit(day: dt.date, unit: str, offset: int) -> Days | None:
    """The calendar unit `offset` units after the one that holds a day."""
    base = move(unit_of(day, unit)[0], offset, unit)
    return unit_of(base, unit) if base else None


def month_days(year: int, month: int) -> Days | None:
    """First and last day of a Gregorian month."""
    first = make_date(year, month, 1)
    return unit_of(first, "month") if first else None


@lru_cache(maxsize=4096)
def hijri_day(year: int, month: int, day: int) -> dt.date | None:
    """A day of the Hijri calendar (Umm al-Qura, 1343-1500 AH) in the Gregorian one; None when unknown."""
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return dt.date(found.year, found.month, found.day)


def hijri_month(year: int, month: int) -> Days | None:
    """First and last day of a Hijri month."""
    first = hijri_day(year, month, 1)
    after = hijri_day(year + month // 12, month % 12 + 1, 1)
    if first is None:
        return None
    return first, (after - DAY if after else first + 29 * DAY)


def hijri_year_of(day: dt.date) -> int | None:
    """The Hijri year that holds a day; None outside the years the calendar is known for."""
    try:
        return int(Gregorian.fromdate(day).to_hijri().year)
    except (ValueError, OverflowError):
        return None


def easter_day(year: int) -> dt.date | None:
    """Easter Sunday of the western churches (the anonymous Gregorian computus; Meeus, Astronomical Algorithms, ch.
    8).
    """
    if year < 1583:
        return None
    century, rest = divmod(year, 100)
    golden = year % 19
    leap = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - leap + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return make_date(year, month, day + 1)


@lru_cache(maxsize=4096)
def written_date(first: int, second: int, year: int, order: str) -> dt.date | None:
    """A numeric date as `order` ("DMY" or "MDY") reads it. The form is canonical and complete, so nothing is guessed.

    dateparser swaps day and month when they do not fit the order; such a swap is refused here and asked for explicitly.
    """
    day, month = (first, second) if order == "DMY" else (second, first)
    if not (1 <= month <= 12 and 1 <= day <= 31 and 1000 <= year <= 9999):
        return None
    import dateparser  # late: it takes a tenth of a second to load, and few texts have such dates

    found = dateparser.parse(
        f"{first:02}/{second:02}/{year}",
        languages=["en"],
        settings={"DATE_ORDER": order, "STRICT_PARSING": True, "PARSERS": ["absolute-time"]},
    )
    if found is None or (found.day, found.month) != (day, month):
        return None
    return dt.date(found.year, found.month, found.day)
