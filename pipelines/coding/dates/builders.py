"""How the values of a pattern become an expression: the `reads:` of `date_rules.yml`.

A builder gets the captured values by name, with the rule's `with:` constants, and returns the meaning, or None when the
values make no sense (day 45).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipelines.coding.dates import builders_calendar as build
from pipelines.coding.dates.builders_calendar import (
    FIRST_HIJRI_YEAR,
    FIRST_YEAR,
    LAST_HIJRI_YEAR,
    LAST_YEAR,
    Builder,
    Values,
)
from pipelines.coding.dates.expressions import (
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


def _weekday(values: Values) -> Weekday:
    return Weekday(values["weekday"], values.get("direction"), values.get("week"))


def _weekday_of_week(values: Values) -> Expression | None:
    of = values["of"]
    return Weekday(values["weekday"], week=of.offset) if isinstance(of, Cycle) else None


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


def _weekend(values: Values) -> Portion:
    """The weekend of a week, last week's when nothing is said: news tells what happened."""
    return Portion(values["portion"], Cycle("week", values.get("direction", -1)))


def _night(values: Values) -> Span | None:
    """The night between two weekdays: they follow one another."""
    first, last = values["first"], values["last"]
    return Span(Weekday(first), Weekday(last)) if (last - first) % 7 == 1 else None


def _nth_here(values: Values) -> Nth | None:
    """The nth weekday of the month that is meant without being named."""
    return _nth({**values, "of": Cycle("month", 0)})


def _season(values: Values) -> Season:
    return Season(values["season"], values.get("year"), values.get("direction"), values.get("offset"))


def _within(values: Values) -> Within:
    return Within(values["of"], values["first"], values.get("last", values["first"]))


def _since(values: Values) -> Since | None:
    return Since(values["of"]) if not isinstance(values["of"], Since | Span) else None


def _feast(values: Values) -> Feast:
    feast = dict(values["feast"])
    return Feast(
        feast["feast"],
        feast.get("month"),
        feast.get("day"),
        feast.get("hijri", False),
        values.get("year"),
        values.get("offset"),
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
    "same": build.same,
    "link": build.link,
    "sum": build.added,
    "scaled": build.scaled,
    "day_number": build.between(1, 31),
    "month_number": build.between(1, 12),
    "year_number": build.between(FIRST_YEAR, LAST_YEAR),
    "hijri_year_number": build.between(FIRST_HIJRI_YEAR, LAST_HIJRI_YEAR),
    "short_year": build.short_year,
    "twin": build.twin,
    "month_of": build.month_of,
    "year_of": build.year_of,
    "day_of": build.day_of,
    "weekday_of": build.weekday_of,
    "near_date": build.near_date,
    "numeric": build.numeric,
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
    "span": build.span,
    "years": build.years,
    "within": _within,
    "since": _since,
    "feast": _feast,
    "feast_day": _feast_day,
    "decade": _decade,
    "following": _following,
    "with_year": build.with_year,
    "weekday_of_week": _weekday_of_week,
    "pair_span": build.pair_span,
    "years_pair": build.years_pair,
    "night": _night,
    "same_unit": _same_unit,
    "within_amount": _within_amount,
    "span_with_year": build.in_year(build.span),
    "pair_span_with_year": build.in_year(build.pair_span),
    "weekend_of": _weekend,
    "two_digit_year": lambda values: build.short_year(values) if build.same(values) >= 10 else None,
    "nth_here": _nth_here,
    "season": _season,
    "recent_year": build.between(1900, 2100),
    "any_year": build.between(100, LAST_YEAR),
}
