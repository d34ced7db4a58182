"""How the values of a pattern become an expression: the `reads:` of `date_rules.yml`.

A builder gets the captured values by name, with the rule's `with:` constants, and returns the meaning, or None when the
values make no sense (day 45).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pipelines.coding.dates.expressions import (
    Calendar,
    Cycle,
    Decade,
    Expression,
    Feast,
    Following,
    Fraction,
    Named,
    Nth,
    Portion,
    Rolling,
    SameUnit,
    Season,
    Shift,
    Since,
    Span,
    Weekday,
    Within,
)

Values = Mapping[str, Any]
Builder = Callable[[Values], Any]

FIRST_YEAR, LAST_YEAR = 1700, 2150  # bare numbers outside are no years
FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR = 1343, 1500  # the years that the Hijri conversion knows
PIVOT = 70  # two-digit years from here on are of the last century


def _same(values: Values) -> Any:
    """The value named `value`, else the only one (words without a value, such as "in", are not captured)."""
    return values["value"] if "value" in values else next(iter(values.values()))


def _link(_: Values) -> str:
    """A joint without a value of its own."""
    return "link"


def _sum(values: Values) -> int:
    return sum(value for value in values.values() if isinstance(value, int))


def _scaled(values: Values) -> int:
    """A number with a larger unit: three hundred; `rest` is added."""
    return int(values["count"] * values["scale"] + values.get("rest", 0))


def _between(low: int, high: int) -> Builder:
    return lambda values: value if isinstance(value := _same(values), int) and low <= value <= high else None


def _short_year(values: Values) -> int | None:
    short = _same(values)
    return None if not 0 <= short <= 99 else short + (1900 if short >= PIVOT else 2000)


def _twin(values: Values) -> int | None:
    """One month under two names ("كانون الأول/ديسمبر"); two different months are no twin."""
    first, second = values["month"], values["twin"]
    return first if first == second else None


def _month_of(values: Values) -> Calendar | None:
    """A month, with what says which year: a number, an offset of years, a direction, the year before."""
    year = values.get("year")
    if year is not None and not isinstance(year, int):
        return replace(year, month=values["month"], is_hijri=values.get("hijri", False))
    is_hijri = values.get("hijri", False)
    return Calendar(month=values["month"], year=year, is_hijri=is_hijri, direction=values.get("direction"))


def _year_of(values: Values) -> Calendar | None:
    return Calendar(
        year=values.get("year"), year_offset=values.get("offset"), is_same_year=values.get("same", False),
        is_hijri=values.get("hijri", False),
    )  # fmt: skip


def _day_of(values: Values) -> Expression | None:
    """A day of a month that another rule read, perhaps with its weekday; or a day of the month, whichever is meant."""
    month = values.get("of") or Calendar()
    day, weekday = values.get("day"), values.get("weekday")
    if isinstance(month, Calendar):
        return replace(month, day=day, weekday=weekday, direction=values.get("direction", month.direction))
    return Nth(day, "day", month) if day is not None else None


def _weekday_of(values: Values) -> Calendar | None:
    """A weekday before or after a date that is told in numbers too."""
    date = values["date"]
    return replace(date, weekday=values["weekday"]) if isinstance(date, Calendar) and date.day and not date.weekday else None


def _numeric(values: Values) -> Calendar | None:
    """A numeric date, in the order that the class of its shape says; "numbers" alone follow the country's order."""
    numbers = values["numbers"]
    order = values["order"]
    parts = dict(zip(order, numbers, strict=False))
    year = values.get("year", parts.get("y"))
    if year is not None and year < 100:
        year = _short_year({"year": year})
    if "a" not in parts:
        month, day = parts.get("m"), parts.get("d")
        return Calendar(day=day, month=month, year=year) if _fits(day, month) else None
    first, second = parts["a"], parts["b"]
    if _fits(first, second):
        return Calendar(first, second, year, other_order=(second, first) if _fits(second, first) and first != second else None)
    return Calendar(second, first, year) if _fits(second, first) else None


def _fits(day: int | None, month: int | None) -> bool:
    return (day is None or 1 <= day <= 31) and month is not None and 1 <= month <= 12


def _weekday(values: Values) -> Weekday:
    return Weekday(values["weekday"], values.get("direction"), values.get("week"))


def _weekday_of_week(values: Values) -> Expression | None:
    of = values["of"]
    return Weekday(values["weekday"], week=of.offset) if isinstance(of, Cycle) else None


def _with_year(values: Values) -> Calendar | None:
    date = values["date"]
    return replace(date, year=values["year"]) if date.year is None and date.year_offset is None else None


def _named(values: Values) -> Named:
    return Named(values["offset"], values["weekday"])


def _amount(values: Values) -> tuple[tuple[int | None, str], ...]:
    return ((values.get("count"), values["unit"]), *values.get("more", ()))


def _shift(values: Values) -> Shift:
    return Shift(values["amount"], values["direction"], values.get("lasting", False))


def _near(values: Values) -> Cycle:
    """A word that is an offset of days itself: yesterday."""
    return Cycle("day", values["offset"])


def _cycle(values: Values) -> Cycle:
    return Cycle(values["unit"], values.get("direction", 0))


def _same_unit(values: Values) -> SameUnit:
    return SameUnit(values["unit"])


def _within_amount(values: Values) -> Expression | None:
    """So much time as a stretch up to the reference or from it on; only one unit ("48 hours")."""
    (count, unit), *more = values["amount"]
    return None if more or count is None else Rolling(unit, count, values["direction"])


def _rolling(values: Values) -> Expression | None:
    count, unit, direction = values.get("count"), values["unit"], values["direction"]
    if direction == 0:
        return None
    if unit == "decade":
        return Decade(offset=direction, count=count or 1)
    return Rolling(unit, count, direction)


def _portion(values: Values) -> Portion:
    return Portion(values["portion"], values["of"])


def _fraction(values: Values) -> Fraction | None:
    nth, parts = values["nth"], values["parts"]
    return Fraction(nth, parts, values["of"]) if 1 <= nth <= parts else None


def _nth(values: Values) -> Nth | None:
    nth = values["nth"]
    return Nth(nth, values["unit"], values["of"], values.get("weekday")) if nth == -1 or 1 <= nth <= 53 else None


def _span(values: Values) -> Span | None:
    """From one date to another; a bare day number on one side is a day of the other side's month."""
    first, last = values["first"], values["last"]
    if isinstance(first, int) and isinstance(last, int):
        of = values["of"]
        days = [_day_of({"day": day, "of": of}) for day in (first, last)]
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


def _pair_span(values: Values) -> Span | None:
    """Two day numbers in one token ("3-7 آذار")."""
    first, last = values["days"]
    return _span({"first": first, "last": last, "of": values["of"]}) if 1 <= first < last <= 31 else None


def _in_year(builder: Builder) -> Builder:
    """The same span with the year that stands behind it."""

    def build(values: Values) -> Span | None:
        month = values["of"]
        if not isinstance(month, Calendar) or month.year is not None:
            return None
        found: Span | None = builder({**values, "of": replace(month, year=values["year"])})
        return found

    return build


def _weekend(values: Values) -> Portion:
    """The weekend of a week, last week's when nothing is said: news tells what happened."""
    return Portion(values["portion"], Cycle("week", values.get("direction", -1)))


def _night(values: Values) -> Span | None:
    """The night between two weekdays: they follow one another."""
    first, last = values["first"], values["last"]
    return Span(Weekday(first), Weekday(last)) if (last - first) % 7 == 1 else None


def _years_pair(values: Values) -> Span | None:
    first, last = values["years"]
    return _years({"first": first, "last": last})


def _nth_here(values: Values) -> Nth | None:
    """The nth weekday of the month that is meant without being named."""
    return _nth({**values, "of": Cycle("month", 0)})


def _season(values: Values) -> Season:
    return Season(values["season"], values.get("year"), values.get("direction"), values.get("offset"))


def _years(values: Values) -> Span | None:
    first, last = values["first"], values["last"]
    return Span(Calendar(year=first), Calendar(year=last)) if first < last else None


def _within(values: Values) -> Within:
    return Within(values["of"], values["first"], values.get("last", values["first"]))


def _since(values: Values) -> Since | None:
    return Since(values["of"]) if not isinstance(values["of"], Since | Span) else None


def _feast(values: Values) -> Feast:
    feast = dict(values["feast"])
    return Feast(
        feast["feast"], feast.get("month"), feast.get("day"), feast.get("hijri", False), values.get("year"), values.get("offset")
    )


def _feast_day(values: Values) -> Feast | None:
    """The nth day of a feast that lasts several days; month and day are counted on."""
    feast = _feast(values)
    return replace(feast, day=feast.day + values["nth"] - 1) if feast.day and 1 <= values["nth"] <= 7 else None


def _decade(values: Values) -> Decade | None:
    if "tens" in values:
        return Decade(tens=values["tens"])
    return Decade(offset=values["direction"], count=values.get("count", 1))


def _following(values: Values) -> Following:
    return Following(values["days"])


BUILDERS: Mapping[str, Builder] = {
    "same": _same,
    "link": _link,
    "sum": _sum,
    "scaled": _scaled,
    "day_number": _between(1, 31),
    "month_number": _between(1, 12),
    "year_number": _between(FIRST_YEAR, LAST_YEAR),
    "hijri_year_number": _between(FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR),
    "short_year": _short_year,
    "twin": _twin,
    "month_of": _month_of,
    "year_of": _year_of,
    "day_of": _day_of,
    "weekday_of": _weekday_of,
    "numeric": _numeric,
    "weekday": _weekday,
    "named": _named,
    "amount": _amount,
    "shift": _shift,
    "near": _near,
    "cycle": _cycle,
    "rolling": _rolling,
    "portion": _portion,
    "fraction": _fraction,
    "nth": _nth,
    "span": _span,
    "years": _years,
    "within": _within,
    "since": _since,
    "feast": _feast,
    "feast_day": _feast_day,
    "decade": _decade,
    "following": _following,
    "with_year": _with_year,
    "weekday_of_week": _weekday_of_week,
    "pair_span": _pair_span,
    "years_pair": _years_pair,
    "night": _night,
    "same_unit": _same_unit,
    "within_amount": _within_amount,
    "span_with_year": _in_year(_span),
    "pair_span_with_year": _in_year(_pair_span),
    "weekend_of": _weekend,
    "two_digit_year": lambda values: _short_year(values) if _same(values) >= 10 else None,
    "nth_here": _nth_here,
    "season": _season,
    "recent_year": _between(1900, 2100),
    "any_year": _between(100, LAST_YEAR),
}
