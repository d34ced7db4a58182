"""From what the words say to days: the expression seen from a reference day and from the dates named before.

News looks back: of several days that fit, the latest not after the reference comes first, the others follow.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from pipelines.coding.dates.calendars import DAY, make_date, move, unit_of
from pipelines.coding.dates.expressions import (
    Calendar,
    Decade,
    Expression,
    Feast,
    Following,
    Fraction,
    Nth,
    Portion,
    SameUnit,
    Season,
    Shift,
    Since,
    Span,
    Weekday,
    Within,
)
from pipelines.coding.dates.periods import Period, Scene
from pipelines.coding.dates.resolve_calendar import resolve_calendar, resolve_feast, resolve_season
from pipelines.coding.dates.resolve_relative import resolve_relative


def resolve(expression: Expression, scene: Scene) -> list[Period]:
    """The periods that an expression may mean, best first; empty when the scene does not tell."""
    match expression:
        case Calendar():
            return resolve_calendar(expression, scene)
        case Season():
            return resolve_season(expression, scene)
        case Feast():
            return resolve_feast(expression, scene)
        case SameUnit(unit=unit):
            return [Period.of(*unit_of(scene.previous.first, unit))] if scene.previous else []
        case Following(days=days):
            return _following(days, scene)
        case Decade():
            return _decades(expression, scene)
        case Portion():
            return _portions(expression, scene)
        case Fraction():
            return [p for of in resolve(expression.of, scene) if (p := _fraction(expression, of))]
        case Nth():
            return [p for of in resolve(expression.of, scene) for p in _nth(expression, of)]
        case Within():
            return _within(expression, scene)
        case Span():
            return _spans(expression, scene)
        case Since():
            return _since(expression, scene)
    return resolve_relative(expression, scene)


def _following(days: int, scene: Scene) -> list[Period]:
    if scene.previous is None:
        return []
    return [Period.day((scene.previous.last if days > 0 else scene.previous.first) + days * DAY)]


def _decades(said: Decade, scene: Scene) -> list[Period]:
    """The decade by name, the last one that began before the reference; or counted from the current one."""
    if said.tens is not None:
        year = scene.reference.year if scene.reference else max(scene.known_years, default=2000)
        latest = year - (year - said.tens) % 100
        return [p for y in (latest, latest + 100) if (p := _years(y, y + 9))]
    if scene.reference is None:
        return []
    current = scene.reference.year - scene.reference.year % 10
    first = current + 10 if said.offset > 0 else current - 10 * said.count
    period = _years(first, first + 10 * said.count - 1)
    return [period] if period else []


def _years(first: int, last: int) -> Period | None:
    begin, end = make_date(first, 1, 1), make_date(last, 12, 31)
    return Period(begin, end, 0) if begin and end else None


def _portions(said: Portion, scene: Scene) -> list[Period]:
    found = []
    for of in resolve(said.of, scene):
        found += list(_portion(said.portion, of, scene.reference))
    return found


def _portion(portion: str, of: Period, reference: dt.date | None) -> Iterator[Period]:
    """Part of a period. A month's beginning, middle and end are one day with precision 3 (ACLED's rule); its
    thirds follow.
    """
    length = (of.last - of.first).days + 1
    if portion == "rest":
        yield Period.of(max(of.first, min(reference, of.last)) if reference else of.first, of.last)
        return
    if portion == "whole" or length == 1:
        yield of
        return
    if length <= 7:
        cut = {"beginning": (0, 2), "middle": (2, 4), "end": (3, 6), "weekend": (5, 6)}[portion]
        yield Period(of.first + cut[0] * DAY, of.first + min(cut[1], length - 1) * DAY, 2)
        return
    if portion == "weekend":
        return
    if length <= 31:
        day = {"beginning": of.first, "middle": of.first + 14 * DAY, "end": of.last}[portion]
        yield Period(day, day, 3)
        thirds = {"beginning": (0, 9), "middle": (10, 19), "end": (20, length - 1)}[portion]
        halves = {"beginning": (0, 14), "middle": (9, 19), "end": (15, length - 1)}[portion]
        for begin, end in (thirds, halves):
            yield Period(of.first + begin * DAY, of.first + end * DAY, 3)
        return
    months = (of.last.year - of.first.year) * 12 + of.last.month - of.first.month + 1
    for share in (4, 2):
        size = max(1, months // share)
        begin = {"beginning": 0, "middle": (months - size) // 2, "end": months - size}[portion]
        first = move(of.first, begin, "month") or of.first
        after = move(first, size, "month") or of.last
        yield Period(first, min(of.last, after - DAY), 3 if size == 1 else 0)


def _fraction(said: Fraction, of: Period) -> Period | None:
    """One of equal parts: whole months of a year or a half-year, else days (the first half of a month is its 15
    days).
    """
    months = (of.last.year - of.first.year) * 12 + of.last.month - of.first.month + 1
    if months >= said.parts and of.first.day == 1 and months > 1:
        size = months // said.parts
        first = move(of.first, (said.nth - 1) * size, "month")
        last = move(of.first, said.nth * size, "month")
        return Period.of(first, last - DAY) if first and last else None
    days = ((of.last - of.first).days + 1) // said.parts
    first = of.first + (said.nth - 1) * days * DAY
    return Period.of(first, of.last if said.nth == said.parts else first + (days - 1) * DAY)


def _nth(said: Nth, of: Period) -> list[Period]:
    """The nth day, week or weekday inside a period; nothing when the period has not so many."""
    if said.unit == "week":
        return list(_nth_week(said.nth, of))
    if said.weekday is None:
        day = of.last if said.nth == -1 else of.first + (said.nth - 1) * DAY
    elif said.nth == -1:
        day = of.last - ((of.last.weekday() - said.weekday) % 7) * DAY
    else:
        day = of.first + ((said.weekday - of.first.weekday()) % 7 + 7 * (said.nth - 1)) * DAY
    return [Period.day(day)] if of.first <= day <= of.last else []


def _nth_week(nth: int, of: Period) -> Iterator[Period]:
    """Seven days counted from the period's first (its last, for the last week); then the nth whole calendar week."""
    first = of.last - 6 * DAY if nth == -1 else of.first + 7 * (nth - 1) * DAY
    if of.first <= first <= of.last:
        yield Period(first, min(first + 6 * DAY, of.last), 2)
    monday = of.first + (-of.first.weekday() % 7) * DAY
    weeks = ((of.last - monday).days + 1) // 7
    first = monday + 7 * ((weeks if nth == -1 else nth) - 1) * DAY
    if of.first <= first <= of.last:
        yield Period(first, first + 6 * DAY, 2)


def _within(said: Within, scene: Scene) -> list[Period]:
    """Weekdays of a week or a month that is told beside them."""
    found = []
    for of in resolve(said.of, scene):
        first = of.first + ((said.first - of.first.weekday()) % 7) * DAY
        last = first + ((said.last - said.first) % 7) * DAY
        if first <= of.last:
            found.append(Period.of(first, last))
    return found


def _spans(said: Span, scene: Scene) -> list[Period]:
    """The last day first, then the latest first day before it: "من 28 كانون الأول إلى 3 كانون الثاني 2024"."""
    first, last = said.first, said.last
    if isinstance(first, Weekday) and scene.reference is not None and _is_tonight(said, scene.reference):
        return [Period(scene.reference, scene.reference + DAY, 1)]
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        if first.year is not None and last.year is None and last.month is not None:
            opened = resolve(first, scene)
            later = replace(last, direction=None)
            return [
                Period.of(a.first, b.last)
                for a in opened
                for b in resolve(later, replace(scene, reference=a.first + 330 * DAY))[:1]
                if b.last >= a.first
            ]
        if last.year is None and last.month is not None and first.month is None and first.day is not None:
            first = replace(first, month=last.month)
    found = []
    for end in resolve(last, scene):
        begins = resolve(first, replace(scene, reference=end.last) if isinstance(first, Calendar | Weekday) else scene)
        begin = next((b for b in begins if b.first <= end.last), None)
        if begin is not None:
            found.append(_joined(begin, end, said))
    if not found and isinstance(last, Shift | Weekday):  # a later day told from the reference
        found = [
            Period.of(a.first, b.last)
            for a in resolve(first, scene)[:1]
            for b in resolve(last, scene)
            if a.first < b.last
        ]
    return found


def _is_tonight(said: Span, reference: dt.date) -> bool:
    """Whether a night told by its two weekdays begins on the reference day: those who write after midnight often still
    date their text with the day before."""
    first, last = said.first, said.last
    if not isinstance(first, Weekday) or not isinstance(last, Weekday) or first.direction or last.direction:
        return False
    return first.weekday == reference.weekday() and (last.weekday - first.weekday) % 7 == 1


def _joined(begin: Period, end: Period, said: Span) -> Period:
    """A night told by its two weekdays stays one day exact; everything else is as exact as it is long."""
    is_night = isinstance(said.first, Weekday) and isinstance(said.last, Weekday) and end.last - begin.first == DAY
    return Period(begin.first, end.last, 1) if is_night else Period.of(begin.first, end.last)


def _since(said: Since, scene: Scene) -> list[Period]:
    """From the beginning of a date to the reference; open when there is none."""
    found = []
    of = said.of.of if isinstance(said.of, Portion) and said.of.portion == "beginning" else said.of
    for begin in resolve(of, scene):
        if scene.reference is not None and scene.reference > begin.first:
            found.append(Period.of(begin.first, scene.reference))
        elif scene.reference is None or scene.reference == begin.first:
            found.append(Period(begin.first, begin.first, begin.precision if scene.reference else 0))
    return found
