"""Builders for numbers, calendar dates and spans of them: part of the `reads:` of `date_rules.yml` (see `builders`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pipelines.coding.dates.expressions import Calendar, Expression, Nth, Span

Values = Mapping[str, Any]
Builder = Callable[[Values], Any]

FIRST_YEAR, LAST_YEAR = 1700, 2150  # bare numbers outside are no years
FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR = 1343, 1500  # the years that the Hijri conversion knows
PIVOT = 70  # two-digit years from here on are of the last century


def same(values: Values) -> Any:
    """The value named `value`, else the only one (words without a value, such as "in", are not captured)."""
    return values["value"] if "value" in values else next(iter(values.values()))


def link(_: Values) -> str:
    """A joint without a value of its own."""
    return "link"


def added(values: Values) -> int:
    return sum(value for value in values.values() if isinstance(value, int))


def scaled(values: Values) -> int:
    """A number with a larger unit: three hundred; `rest` is added."""
    return int(values["count"] * values["scale"] + values.get("rest", 0))


def between(low: int, high: int) -> Builder:
    return lambda values: value if isinstance(value := same(values), int) and low <= value <= high else None


def short_year(values: Values) -> int | None:
    short = same(values)
    return None if not 0 <= short <= 99 else short + (1900 if short >= PIVOT else 2000)


def twin(values: Values) -> int | None:
    """One month under two names ("كانون الأول/ديسمبر"); two different months are no twin."""
    first, second = values["month"], values["twin"]
    return first if first == second else None


def month_of(values: Values) -> Calendar | None:
    """A month, with what says which year: a number, an offset of years, a direction, the year before."""
    year = values.get("year")
    if year is not None and not isinstance(year, int):
        said: Calendar = year
        return replace(said, month=values["month"], is_hijri=values.get("hijri", False))
    is_hijri = values.get("hijri", False)
    return Calendar(month=values["month"], year=year, is_hijri=is_hijri, direction=values.get("direction"))


def year_of(values: Values) -> Calendar | None:
    return Calendar(
        year=values.get("year"), year_offset=values.get("offset"), is_same_year=values.get("same", False),
        is_hijri=values.get("hijri", False),
    )  # fmt: skip


def day_of(values: Values) -> Expression | None:
    """A day of a month that another rule read, perhaps with its weekday; or a day of the month, whichever is meant."""
    month = values.get("of") or Calendar()
    day, weekday = values.get("day"), values.get("weekday")
    if isinstance(month, Calendar):
        return replace(month, day=day, weekday=weekday, direction=values.get("direction", month.direction))
    return Nth(day, "day", month) if day is not None else None


def weekday_of(values: Values) -> Calendar | None:
    """A weekday before or after a date that is told in numbers too."""
    date = values["date"]
    return (
        replace(date, weekday=values["weekday"])
        if isinstance(date, Calendar) and date.day and not date.weekday
        else None
    )


def with_year(values: Values) -> Calendar | None:
    date = values["date"]
    return replace(date, year=values["year"]) if date.year is None and date.year_offset is None else None


def near_date(values: Values) -> Calendar | None:
    """A calendar date that is said to be today or yesterday as well: it tells when the article was written."""
    near, date = values["near"], values["date"]
    return replace(date, near=near.offset) if isinstance(date, Calendar) else None


def numeric(values: Values) -> Calendar | None:
    """A numeric date, in the order that the class of its shape says; "numbers" alone follow the country's order."""
    numbers = values["numbers"]
    order = values["order"]
    parts = dict(zip(order, numbers, strict=False))
    year = values.get("year", parts.get("y"))
    if year is not None and year < 100:
        year = short_year({"year": year})
    if "a" not in parts:
        month, day = parts.get("m"), parts.get("d")
        return Calendar(day=day, month=month, year=year) if fits(day, month) else None
    first, second = parts["a"], parts["b"]
    if fits(first, second):
        return Calendar(
            first, second, year, other_order=(second, first) if fits(second, first) and first != second else None
        )
    return Calendar(second, first, year) if fits(second, first) else None


def fits(day: int | None, month: int | None) -> bool:
    return (day is None or 1 <= day <= 31) and month is not None and 1 <= month <= 12


def span(values: Values) -> Span | None:
    """From one date to another; a bare day number on one side is a day of the other side's month."""
    first, last = values["first"], values["last"]
    if isinstance(first, int) and isinstance(last, int):
        of = values["of"]
        days = [day_of({"day": day, "of": of}) for day in (first, last)]
        if first >= last or None in days:
            return None
        first, last = days
    elif isinstance(first, int):
        if not (isinstance(last, Calendar) and last.day is not None):
            return None
        first = replace(last, day=first, weekday=None) if first < last.day else None
    elif isinstance(last, int):
        if not (isinstance(first, Calendar) and first.day is not None):
            return None
        last = replace(first, day=last, weekday=None) if last > first.day else None
    return Span(first, last) if first is not None and last is not None and first != last else None


def in_year(builder: Builder) -> Builder:
    """The same span with the year that stands behind it."""

    def build(values: Values) -> Span | None:
        month = values["of"]
        if not isinstance(month, Calendar) or month.year is not None:
            return None
        found: Span | None = builder({**values, "of": replace(month, year=values["year"])})
        return found

    return build


def pair_span(values: Values) -> Span | None:
    """Two day numbers in one token ("3-7 آذار")."""
    first, last = values["days"]
    return span({"first": first, "last": last, "of": values["of"]}) if 1 <= first < last <= 31 else None


def years_pair(values: Values) -> Span | None:
    first, last = values["years"]
    return years({"first": first, "last": last})


def years(values: Values) -> Span | None:
    first, last = values["first"], values["last"]
    return Span(Calendar(year=first), Calendar(year=last)) if first < last else None
