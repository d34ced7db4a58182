"""The day of an article without a full date: by the year it calls the present one and the weekday of its today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from pipelines.coding.dates.calendars import DAY, make_date
from pipelines.coding.dates.expressions import Calendar, Cycle, Expression, Feast, Since, Span

TODAY = Cycle("day", 0)
WEEK = 7
NEWS = (0, 1)  # days between the latest day told and the writing


def told_this_year(said: Iterable[Expression], today: int | None) -> dt.date | None:
    """The day of writing: on the weekday `today` (Monday 0), the day itself or the one after the latest day and month
    that the text tells without a year. None when they lie further apart, or no year is called the present one.

    The present year is the latest that the text names, where it counts from that year ("منذ مطلع العام الحالي 2022",
    since the beginning of this year, 2022) or calls it new ("العام الجديد 2022").
    """
    parts = [part for expression in said for part in _parts(expression)]
    named = {part.year for part in parts if isinstance(part, Calendar | Feast) and part.year and not part.is_hijri}
    counted = {part.year for whole in parts if _lasts(whole) for part in _parts(whole) if isinstance(part, Calendar)}
    counted |= {part.year for part in parts if isinstance(part, Feast)}
    year = max(named, default=None)
    if today is None or year is None or year not in counted:
        return None
    days = {day for part in parts if (day := _day_in(part, year)) is not None}
    latest = max(days, default=None)
    if latest is None:
        return None
    gap = (today - latest.weekday()) % WEEK
    return latest + gap * DAY if gap in NEWS else None


def _parts(expression: Expression) -> Iterator[Expression]:
    """An expression and all those inside it."""
    yield expression
    for field in fields(expression):
        inner = getattr(expression, field.name)
        if is_dataclass(inner):
            yield from _parts(inner)  # type: ignore[arg-type]


def _lasts(whole: Expression) -> bool:
    """Whether a period goes on to the day of writing."""
    return isinstance(whole, Since) or (isinstance(whole, Span) and whole.last == TODAY)


def _day_in(part: Expression, year: int) -> dt.date | None:
    """The day that a date without a year, or a feast of the year, means in it."""
    if not isinstance(part, Calendar | Feast) or part.is_hijri or part.month is None or part.day is None:
        return None
    is_open = part.year is None if isinstance(part, Calendar) else part.year == year
    return make_date(year, part.month, part.day) if is_open else None
