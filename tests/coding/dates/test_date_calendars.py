"""Calendar arithmetic against known days, and dateparser as the other opinion on canonical dates."""

from __future__ import annotations

import datetime as dt

import dateparser
import pytest

from pipelines.coding.dates import calendars, read_dates
from pipelines.lexicon.language import load_language


@pytest.mark.parametrize(
    ("day", "count", "unit", "expected"),
    [
        (dt.date(2024, 3, 31), -1, "month", dt.date(2024, 2, 29)),
        (dt.date(2024, 1, 15), -1, "month", dt.date(2023, 12, 15)),
        (dt.date(2024, 2, 29), -1, "year", dt.date(2023, 2, 28)),
        (dt.date(2024, 10, 16), -2, "week", dt.date(2024, 10, 2)),
        (dt.date(2024, 10, 16), 3, "quarter", dt.date(2025, 7, 16)),
    ],
)
def test_move(day: dt.date, count: int, unit: str, expected: dt.date) -> None:
    assert calendars.move(day, count, unit) == expected


@pytest.mark.parametrize("unit", ["day", "week", "year", "decade"])
def test_moving_out_of_the_calendar_gives_nothing(unit: str) -> None:
    assert calendars.move(dt.date(2024, 1, 1), -9_999_999, unit) is None


@pytest.mark.parametrize(
    ("unit", "first", "last"),
    [
        ("week", dt.date(2024, 10, 14), dt.date(2024, 10, 20)),
        ("month", dt.date(2024, 10, 1), dt.date(2024, 10, 31)),
        ("quarter", dt.date(2024, 10, 1), dt.date(2024, 12, 31)),
        ("half", dt.date(2024, 7, 1), dt.date(2024, 12, 31)),
        ("year", dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
        ("decade", dt.date(2020, 1, 1), dt.date(2029, 12, 31)),
    ],
)
def test_unit_of(unit: str, first: dt.date, last: dt.date) -> None:
    assert calendars.unit_of(dt.date(2024, 10, 16), unit) == (first, last)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2013, dt.date(2013, 3, 31)),
        (2024, dt.date(2024, 3, 31)),
        (2025, dt.date(2025, 4, 20)),
        (2000, dt.date(2000, 4, 23)),
    ],
)
def test_easter(year: int, day: dt.date) -> None:
    assert calendars.easter_day(year) == day


def test_hijri_months() -> None:
    assert calendars.hijri_month(1440, 9) == (dt.date(2019, 5, 6), dt.date(2019, 6, 3))
    assert calendars.hijri_day(1200, 1, 1) is None
    assert calendars.hijri_year_of(dt.date(2024, 10, 16)) == 1446


def test_written_dates_are_never_swapped() -> None:
    assert calendars.written_date(4, 5, 2024, "DMY") == dt.date(2024, 5, 4)
    assert calendars.written_date(4, 5, 2024, "MDY") == dt.date(2024, 4, 5)
    assert calendars.written_date(14, 6, 2024, "MDY") is None
    assert calendars.written_date(31, 2, 2024, "DMY") is None


MONTHS = {
    "ar-SY": "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول",
    "ar-EG": "يناير,فبراير,مارس,أبريل,مايو,يونيو,يوليو,أغسطس,سبتمبر,أكتوبر,نوفمبر,ديسمبر",
    "ar-TN": "جانفي,فيفري,مارس,أفريل,ماي,جوان,جويلية,أوت,سبتمبر,أكتوبر,نوفمبر,ديسمبر",
    "ar-MA": "يناير,فبراير,مارس,أبريل,ماي,يونيو,يوليوز,غشت,شتنبر,أكتوبر,نونبر,دجنبر",
}


@pytest.mark.parametrize("locale", sorted(MONTHS))
def test_month_names_agree_with_dateparser(locale: str) -> None:
    for month, name in enumerate(MONTHS[locale].split(","), 1):
        written = f"17 {name} 2021"
        (reading,) = read_dates(load_language("ar").fold(written), "ar", None)
        other = dateparser.parse(written, locales=[locale])
        assert reading.value == dt.date(2021, month, 17)
        assert other is not None
        assert other.date() == reading.value
