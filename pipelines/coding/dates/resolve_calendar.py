"""Calendar dates: the year that the words leave out, Hijri months, feasts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from pipelines.coding.dates.calendars import (
    DAY,
    easter_day,
    hijri_day,
    hijri_month,
    hijri_year_of,
    make_date,
    month_days,
    move,
    unit_of,
    written_date,
)
from pipelines.coding.dates.expressions import Calendar, Feast, Season
from pipelines.coding.dates.periods import Period, Scene

TOLERANCE = 3 * DAY  # an article dated by another time zone, or a day late, still looks back
RECENT_YEARS = 6  # how far back a weekday may tell the year
GREGORIAN_FROM = 1600  # years from here on are Gregorian even beside a Hijri month
SURE, FAIR, WEAK = 1.0, 0.9, 0.6


def resolve_calendar(said: Calendar, scene: Scene) -> list[Period]:
    """The periods that the parts may mean, best first; empty when nothing tells the year (or the month)."""
    if said.month is None and said.day is not None and said.year is None:
        return _days_of_month(said, scene)
    year = _said_year(said, scene)
    if year is not None:
        return _known_year(said, year, scene)
    if said.year_offset is not None or said.is_same_year or said.month is None:
        return []
    if said.other_order is not None:
        return _either_order(said, scene)
    if scene.reference is not None:
        return _nearest(said, scene.reference)
    return _without_reference(said, scene)


def _either_order(said: Calendar, scene: Scene) -> list[Period]:
    """Two numbers without a year that fit both orders: the country's order first, then the other."""
    plain = replace(said, other_order=None)
    day, month = said.other_order or (said.day, said.month)
    swapped = replace(plain, day=day, month=month)
    orders = (plain, swapped) if scene.numeric_order == "DMY" else (swapped, plain)
    return [replace(p, confidence=p.confidence * 0.8) for order in orders for p in resolve_calendar(order, scene)]


def _said_year(said: Calendar, scene: Scene) -> int | None:
    if said.year is not None:
        return _year_of_writing(said, scene) or said.year
    if said.year_offset is None and (year := _year_of_writing(said, scene)) is not None:
        return year
    if said.year_offset is not None and scene.reference is not None:
        if said.is_hijri:
            current = hijri_year_of(scene.reference)
            return current + said.year_offset if current else None
        return scene.reference.year + said.year_offset
    if said.is_same_year:
        if scene.previous is not None:
            return scene.previous.first.year
        return max(scene.known_years) if scene.known_years else (scene.reference.year if scene.reference else None)
    return None


def _year_of_writing(said: Calendar, scene: Scene) -> int | None:
    """The year in which an article was written that calls a day and month today's or yesterday's, as they are: the
    year beside them may be a slip of the pen ("today, 8 January 2024", in January 2025)."""
    if said.near is None or scene.reference is None or said.is_hijri:
        return None
    day = scene.reference + said.near * DAY
    return day.year if (day.month, day.day) == (said.month, said.day) else None


def _known_year(said: Calendar, year: int, scene: Scene) -> list[Period]:
    """A date with its year; numbers that fit both orders follow the country's, the other order comes second."""
    if said.other_order is None:
        periods = _in_year(said, year)
        if said.weekday is not None:
            periods = [p if p.first.weekday() == said.weekday else replace(p, confidence=WEAK) for p in periods]
        return periods
    numbers = (said.day or 0, said.month or 0)
    other = "MDY" if scene.numeric_order == "DMY" else "DMY"
    days = [day for order in (scene.numeric_order, other) if (day := written_date(*numbers, year, order))]
    fitting = [day for day in days if said.weekday is None or day.weekday() == said.weekday] or days
    return [Period.day(day, SURE if len(fitting) == 1 else 0.8) for day in fitting]


def _in_year(said: Calendar, year: int) -> list[Period]:
    if said.is_hijri and year < GREGORIAN_FROM:
        period = _hijri(said, year)
        return [period] if period else []
    if said.is_hijri:
        first = hijri_year_of(dt.date(year, 1, 1)) if 1900 < year < 2100 else None
        found = [_hijri(said, hijri) for hijri in (first, first + 1, first + 2)] if first else []
        return [p for p in found if p and p.first.year == year][:1]
    if said.month is None:
        begin, end = make_date(year, 1, 1), make_date(year, 12, 31)
        return [Period(begin, end, 0)] if begin and end else []
    if said.day is None:
        days = month_days(year, said.month)
        return [Period(*days, 3)] if days else []
    day = make_date(year, said.month, said.day)
    return [Period.day(day)] if day else []


def _hijri(said: Calendar, year: int) -> Period | None:
    if said.month is None:
        first, last = hijri_month(year, 1), hijri_month(year, 12)
        return Period(first[0], last[1], 0) if first and last else None
    if said.day is None:
        days = hijri_month(year, said.month)
        return Period(*days, 3) if days else None
    day = hijri_day(year, said.month, said.day)
    return Period.day(day) if day else None


def _candidates(said: Calendar, years: Iterable[int]) -> list[Period]:
    """The date in each of the years, where the year has it and the weekday fits (all of them when it fits in none)."""
    found = [p for year in years for p in _in_year(said, year)]
    if said.weekday is None:
        return found
    return [p for p in found if p.first.weekday() == said.weekday] or [replace(p, confidence=WEAK) for p in found]


def _nearest(said: Calendar, reference: dt.date) -> list[Period]:
    """Without a year: the latest not after the reference, then the next one. A direction word, or a weekday,
    decides.
    """
    current = hijri_year_of(reference) if said.is_hijri else reference.year
    if current is None:
        return []
    back = RECENT_YEARS if said.weekday is not None else 1
    found = _candidates(said, range(current - back, current + 2))
    limit = reference + TOLERANCE
    past = sorted((p for p in found if p.first <= limit), key=lambda p: p.first, reverse=True)
    future = sorted((p for p in found if p.first > limit), key=lambda p: p.first)
    if said.direction == 0:
        near = sorted(found, key=lambda p: (abs((p.first - reference).days), p.first))
        return near[:1]
    if said.direction == -1:
        return [p for p in past if p.last < reference][:1]
    if said.direction == 1:
        return [p for p in sorted(found, key=lambda p: p.first) if p.first > reference][:1]
    best = past[:1] + future[:1]
    if said.weekday is not None and not said.is_hijri:  # the weekday may be wrong instead
        best += [replace(p, confidence=WEAK) for p in _nearest(replace(said, weekday=None), reference)[:1]]
    return [replace(p, confidence=min(p.confidence, FAIR)) for p in best]


def _without_reference(said: Calendar, scene: Scene) -> list[Period]:
    """The year from the rest of the text: this month's ("الجاري") is no older than the latest month named; else the
    latest year told in which the weekday fits."""
    if scene.not_before is not None and said.direction == 0 and not said.is_hijri:
        year = scene.not_before.year
        later = [p for p in _candidates(said, (year, year + 1)) if p.last >= scene.not_before]
        return [replace(p, confidence=min(p.confidence, 0.8)) for p in later[:1]]
    years = sorted(set(scene.known_years), reverse=True)
    if not years or said.is_hijri:
        return []
    found = _candidates(said, years)
    sure = WEAK if said.direction is None and said.weekday is None else 0.8
    return [replace(p, confidence=min(p.confidence, sure)) for p in found[:2]]


def _days_of_month(said: Calendar, scene: Scene) -> list[Period]:
    """A day number alone: the latest such day up to the reference, then the next; the weekday decides when it is
    told.
    """
    if scene.reference is None:
        return []
    days = []
    first = scene.reference.replace(day=1)
    for _ in range(14):
        day = make_date(first.year, first.month, said.day or 0)
        if day is not None and (said.weekday is None or day.weekday() == said.weekday):
            days.append(day)
        first = (first - DAY).replace(day=1)
    past = [day for day in days if day <= scene.reference]
    following = unit_of(scene.reference, "month")[1] + DAY
    future = [day for day in days if day > scene.reference]
    later = make_date(following.year, following.month, said.day or 0)
    if later is not None and (said.weekday is None or later.weekday() == said.weekday):
        future.append(later)
    return [Period.day(day, FAIR if said.weekday is not None else WEAK) for day in (past[:1] + future[:1])]


def resolve_feast(said: Feast, scene: Scene) -> list[Period]:
    """A feast in the year told, else the latest up to the reference and the next one."""
    if said.year is not None or said.year_offset is not None:
        if said.year is None and scene.reference is None:
            return []
        year = said.year if said.year is not None else (scene.reference or dt.date.min).year + (said.year_offset or 0)
        return [Period.day(day) for day in _feast_days(said, year)]
    if scene.reference is None:
        return []
    year = scene.reference.year
    days = sorted({day for y in (year - 1, year, year + 1) for day in _feast_days(said, y)})
    past = [day for day in days if day <= scene.reference + TOLERANCE]
    future = [day for day in days if day > scene.reference + TOLERANCE]
    return [Period.day(day, FAIR) for day in (past[-1:] + future[:1])]


def _feast_days(said: Feast, year: int) -> list[dt.date]:
    """The days of a Gregorian year on which a feast falls (a Hijri feast: none, one or two)."""
    if said.month is None or said.day is None:
        day = easter_day(year)
        return [day] if day else []
    if not said.is_hijri:
        day = make_date(year, said.month, said.day)
        return [day] if day else []
    base = hijri_year_of(dt.date(year, 1, 1)) if 1900 < year < 2100 else None
    if base is None:
        return []
    days = [hijri_day(base + step, said.month, said.day) for step in (0, 1)]
    return [day for day in days if day and day.year == year]


def resolve_season(said: Season, scene: Scene) -> list[Period]:
    """Three months from the season's first; without a year the latest that has begun. A winter is named by its
    first year.
    """
    years = [said.year] if said.year is not None else []
    reference = scene.reference
    if not years and reference is not None:
        begun = make_date(reference.year, said.month, 1)
        latest = reference.year if begun and begun <= reference else reference.year - 1
        over = move(dt.date(latest, said.month, 1), 3, "month")
        if said.year_offset is not None:
            years = [reference.year + said.year_offset]
        elif said.direction == -1:
            years = [latest if over and over <= reference else latest - 1]
        else:
            years = [latest + 1] if said.direction == 1 else [latest, latest + 1]
    found = []
    for year in years:
        first = make_date(year, said.month, 1)
        last = move(first, 3, "month") if first else None
        if first and last:
            found.append(Period(first, last - DAY, 0))
    return found
