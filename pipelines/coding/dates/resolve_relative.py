"""Days that count from the reference: weekdays, "three days ago", "last month", "the past two weeks"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from pipelines.coding.dates.calendars import DAY, move, shifted_unit
from pipelines.coding.dates.expressions import Cycle, Expression, Named, Rolling, Shift, Weekday
from pipelines.coding.dates.periods import Period, Scene

FEW = 3  # what "a few" is counted as when one number is wanted; the first reading stays the whole span
VAGUE_DAYS = {"day": 7, "week": 28, "month": 183}  # how far "days", "weeks", "months" ago may reach back


def resolve_relative(expression: Expression, scene: Scene) -> list[Period]:
    """The periods of an expression that counts from the reference day, best first; nothing without a reference."""
    reference = scene.reference
    if reference is None:
        return []
    match expression:
        case Weekday():
            return list(_weekdays(expression, reference))
        case Named(offset=offset, weekday=weekday):
            return _named(reference + offset * DAY, weekday, reference)
        case Shift():
            return _shifts(expression, reference)
        case Cycle(unit=unit, offset=offset):
            days = shifted_unit(reference, unit, offset)
            return [Period.of(*days)] if days else []
        case Rolling():
            return _rolling(expression, reference)
    raise TypeError(f"no way to resolve {expression!r}")


def _weekdays(said: Weekday, reference: dt.date) -> Iterator[Period]:
    """The latest such weekday up to the reference; with "last" before it, with "next" after it."""
    monday = reference - reference.weekday() * DAY
    if said.week is not None:
        yield Period.day(monday + (7 * said.week + said.weekday) * DAY)
        return
    back = (reference.weekday() - said.weekday) % 7
    latest = reference - back * DAY
    if said.direction == -1:
        before = latest - 7 * DAY
        yield Period.day(latest if back > 1 else before)  # of the day before one says "yesterday"
        if back == 1:
            yield Period.day(latest)
        yield Period.day(monday + (said.weekday - 7) * DAY)
    elif said.direction == -2:  # the one before last
        yield Period.day(latest - (7 if back else 14) * DAY)
    elif said.direction == 1:
        yield Period.day(latest + 7 * DAY)
        yield Period.day(monday + (said.weekday + 7) * DAY)
    else:
        yield Period.day(latest)
        yield Period.day(latest + 7 * DAY)


def _named(day: dt.date, weekday: int, reference: dt.date) -> list[Period]:
    """The weekday nearest to the day that the relative word gives: the article may have been published a day later, or
    the reference be a day behind where it was written; what is said of yesterday or today is no later."""
    back = (day.weekday() - weekday) % 7
    ahead = day + (7 - back) * DAY
    is_ahead = back > 3 and (day > reference or ahead <= reference + DAY)
    return [Period.day(ahead if is_ahead else day - back * DAY)]


def _shifts(said: Shift, reference: dt.date) -> list[Period]:
    day: dt.date | None = reference
    vague = None
    for count, unit in said.amounts:
        vague = unit if count is None else vague
        count = FEW if count is None else count
        if unit == "hour":
            count, unit = (count + 12) // 24, "day"
        day = move(day, said.direction * count, unit) if day else None
    if day is None:
        return []
    precision = _shift_precision(said)
    exact = Period(day, day, precision)
    found = [exact]
    if vague in VAGUE_DAYS:
        far = reference + said.direction * VAGUE_DAYS[vague] * DAY
        near = reference + said.direction * DAY
        found = [Period(min(far, near), max(far, near), precision), exact]
    elif vague in ("year", "decade"):
        found = [Period(min(day, reference), max(day, reference), 0), exact]
    elif said.amounts[0][1] == "hour":
        found = [exact, Period.day(reference + said.direction * DAY)]
    if said.is_lasting and said.direction == -1 and day < reference:
        found.append(Period(day, reference, Period.of(day, reference).precision))
    if said.direction == 1:  # "within two weeks": the time until then
        found.append(Period.of(reference + DAY, day + DAY) if day > reference else exact)
    return found


def _shift_precision(said: Shift) -> int:
    """As exact as the smallest unit said: days to the day, "two weeks ago" to a week, months to a month, years not."""
    units = [unit for _, unit in said.amounts]
    is_vague = any(count is None for count, _ in said.amounts)
    if "hour" in units or "day" in units:
        return 2 if is_vague and "hour" not in units else 1
    if "week" in units:
        return 3 if is_vague else 2
    return 3 if "month" in units and not is_vague else 0


def _rolling(said: Rolling, reference: dt.date) -> list[Period]:
    """The last so many units up to the reference; then the same as whole calendar units."""
    count = said.count if said.count is not None else FEW
    if said.unit == "hour":
        days = max(1, -(-count // 24)) if said.count else 1
        far = reference + said.direction * days * DAY
        return [Period(min(far, reference), max(far, reference), 2)]
    far = move(reference, said.direction * count, said.unit) or reference
    if said.unit == "day":
        near = reference + said.direction * DAY
        if said.count is None:
            far = reference + said.direction * 7 * DAY
        periods = [(far, near)]
    else:
        near = reference
        whole = (
            shifted_unit(reference, said.unit, said.direction * count),
            shifted_unit(reference, said.unit, said.direction),
        )
        periods = [(far, near)]
        if whole[0] and whole[1]:
            periods.append((whole[0][0], whole[1][1]) if said.direction == -1 else (whole[1][0], whole[0][1]))
    found = [Period.of(min(pair), max(pair)) for pair in periods]
    return [replace(p, precision=2) for p in found] if (count, said.unit) == (1, "week") else found
