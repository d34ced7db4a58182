"""What date words say, before any reference day is known.

An expression is a value: two spellings of one meaning are equal. `direction` is -1 past ("الماضي"), 0 current
("الجاري"), +1 future ("المقبل"), None unsaid.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Calendar:
    """Parts of a calendar date, as many as are said. `year_offset` counts from the reference year ("العام الماضي" -1);
    `is_same_year` points back to the year named before ("من العام ذاته"). `other_order` is what swapped numbers
    would mean."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    is_hijri: bool = False
    year_offset: int | None = None
    is_same_year: bool = False
    direction: int | None = None
    other_order: tuple[int, int] | None = None  # (day, month)
    near: int | None = None  # also told from today: 0 in "اليوم الأربعاء 23 تشرين الثاني", today Wednesday 23 November


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday (Monday 0), perhaps of the week `week` away from the reference week ("ثلاثاء الأسبوع الماضي": -1)."""

    weekday: int
    direction: int | None = None
    week: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A day told both as relative and as weekday ("أمس الثلاثاء", yesterday Tuesday)."""

    offset: int
    weekday: int


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units before or after the reference: "قبل شهر و 21 يوما". A count of None is vague ("قبل أيام")."""

    amounts: tuple[tuple[int | None, str], ...]
    direction: int
    is_lasting: bool = False  # "منذ": perhaps the whole time since


@dataclass(frozen=True, slots=True)
class Cycle:
    """The calendar unit `offset` away from the current one: "الشهر الماضي" (month, -1)."""

    unit: str
    offset: int


@dataclass(frozen=True, slots=True)
class SameUnit:
    """The calendar unit of the date named before: "الشهر نفسه" (the same month)."""

    unit: str


@dataclass(frozen=True, slots=True)
class Rolling:
    """The last or next so many units: "الأيام الثلاثة الماضية". A count of None is vague ("الأيام الماضية")."""

    unit: str
    count: int | None
    direction: int


@dataclass(frozen=True, slots=True)
class Portion:
    """The beginning, middle, end or rest of a period, or the time since it began ("منذ مطلع العام")."""

    portion: str
    of: Expression


@dataclass(frozen=True, slots=True)
class Fraction:
    """The nth of `parts` equal parts of a period: "النصف الأول من العام" (1 of 2)."""

    nth: int
    parts: int
    of: Expression


@dataclass(frozen=True, slots=True)
class Nth:
    """The nth (-1: last) day, week or given weekday of a period: "أول جمعة من يوليو"."""

    nth: int
    unit: str
    of: Expression
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """From one date to another: "من 3 آذار إلى 7 آذار"."""

    first: Expression
    last: Expression


@dataclass(frozen=True, slots=True)
class Since:
    """From a date (its first day) to the reference: "منذ 2011"."""

    of: Expression


@dataclass(frozen=True, slots=True)
class Within:
    """A weekday or a span of weekdays within a period: "الأسبوع الماضي بين الجمعة والأحد"."""

    of: Expression
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast by name, in a year when said. `month` and `day` are of its calendar; Easter is computed."""

    feast: str
    month: int | None
    day: int | None
    is_hijri: bool = False
    year: int | None = None
    year_offset: int | None = None


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years: "السبعينيات" (70), or counted from the current one (`offset`, `count`)."""

    tens: int | None = None
    offset: int = 0
    count: int = 1


@dataclass(frozen=True, slots=True)
class Season:
    """A season by its first month (June for summer), in a year when said. Meteorological seasons of three months."""

    month: int
    year: int | None = None
    direction: int | None = None
    year_offset: int | None = None


@dataclass(frozen=True, slots=True)
class Following:
    """So many days after the date that the text named before: "في اليوم التالي" (1), "اليوم ذاته" (0)."""

    days: int


Expression: TypeAlias = (
    Calendar
    | Weekday
    | Named
    | Shift
    | Cycle
    | SameUnit
    | Rolling
    | Portion
    | Fraction
    | Nth
    | Span
    | Since
    | Within
    | Feast
    | Decade
    | Season
    | Following
)


def names_date(expression: Expression) -> bool:
    """Whether the words name the date themselves (basis "explicit") rather than count from the reference."""
    match expression:
        case Calendar(month=month, year=year, year_offset=offset):
            return (month is not None or year is not None) and (month is not None or offset is None)
        case Portion(of=of) | Fraction(of=of) | Nth(of=of) | Since(of=of) | Within(of=of):
            return names_date(of)
        case Span(last=last):
            return names_date(last)
        case Feast() | Season() | Decade(offset=0):
            return True
    return False
