"""What the corpora do not show: alternatives, years from the rest of the text, countries, parts of a text."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.coding.dates import read_dates
from pipelines.coding.readings import DateReading
from pipelines.lexicon.language import load_language
from pipelines.text.tokens import tokenise

REFERENCE = dt.date(2024, 10, 16)  # a Wednesday


def _read(raw: str, language: str = "ar", reference: dt.date | None = REFERENCE, **given: object) -> list[DateReading]:
    return read_dates(load_language(language).normalise(raw).text, language, reference, **given)  # type: ignore[arg-type]


def test_a_weekday_may_also_be_the_coming_one() -> None:
    (reading,) = _read("الثلاثاء")
    assert (reading.value, reading.alternatives) == (dt.date(2024, 10, 15), ((dt.date(2024, 10, 22), None),))


def test_numbers_that_fit_both_orders_say_so() -> None:
    (reading,) = _read("صدر في 4/5/2024")
    assert reading.value == dt.date(2024, 5, 4)
    assert reading.alternatives == ((dt.date(2024, 4, 5), None),)
    assert reading.confidence < 1


def test_the_country_decides_the_order_of_numbers() -> None:
    (reading,) = _read("on 4/5/2024", "en", country="United States")
    assert reading.value == dt.date(2024, 4, 5)


def test_a_number_over_twelve_decides_the_order_itself() -> None:
    (reading,) = _read("on 25/12/2023", "en", country="United States")
    assert (reading.value, reading.alternatives) == (dt.date(2023, 12, 25), ())


def test_the_weekday_decides_the_order_of_numbers() -> None:
    (reading,) = _read("on Friday 4/5/2024", "en")  # 5 April 2024 was a Friday, 4 May a Saturday
    assert reading.value == dt.date(2024, 4, 5)


def test_the_weekday_tells_the_year_when_one_recent_year_fits() -> None:
    (reading,) = _read("السبت 23 أيلول")  # Saturday in 2023, not in 2024
    assert reading.value == dt.date(2023, 9, 23)


def test_a_wrong_weekday_lowers_the_confidence() -> None:
    right, wrong = _read("السبت 14 حزيران 2025")[0], _read("الأحد 14 حزيران 2025")[0]
    assert right.value == wrong.value == dt.date(2025, 6, 14)
    assert wrong.confidence < right.confidence


def test_this_month_is_no_older_than_the_latest_month_named() -> None:
    (reading,) = _read(
        "في 14 كانون الأول/ديسمبر الجاري", reference=None, known_years=(2023,), not_before=dt.date(2023, 11, 1)
    )
    assert reading.value == dt.date(2023, 12, 14)
    (reading,) = _read(
        "في 12 كانون الثاني الجاري", reference=None, known_years=(2023,), not_before=dt.date(2023, 12, 1)
    )
    assert reading.value == dt.date(2024, 1, 12)


def test_without_reference_a_known_year_is_taken_with_little_confidence() -> None:
    (reading,) = _read("في 14 آب", reference=None, known_years=(2022, 2023))
    assert reading.value == dt.date(2023, 8, 14)
    assert reading.confidence < 0.7


def test_without_reference_and_years_nothing_is_invented() -> None:
    (reading,) = _read("في 14 آب", reference=None)
    assert (reading.value, reading.value_end, reading.basis) == (None, None, "explicit")


@pytest.mark.parametrize("days_early", [1, 2, 3])
def test_an_article_stamped_some_days_early_still_looks_back(days_early: int) -> None:
    (reading,) = _read("في 14 آب", reference=dt.date(2024, 8, 14 - days_early))
    assert reading.value == dt.date(2024, 8, 14)


def test_the_next_day_follows_a_date_read_before() -> None:
    (before,) = _read("في 15 تموز")
    (reading,) = _read("وفي اليوم التالي", previous=before)
    assert reading.value == dt.date(2024, 7, 16)
    assert _read("وفي اليوم التالي")[0].value is None


def test_a_relative_word_and_its_weekday_that_disagree() -> None:
    (reading,) = _read("أمس الاثنين")  # written on Tuesday, published on Wednesday
    assert reading.value == dt.date(2024, 10, 14)


@pytest.mark.parametrize("word", ["وأمس", "بالأمس", "فأمس", "لليوم"])
def test_glued_words_do_not_hide_a_date(word: str) -> None:
    assert [reading.precision for reading in _read(f"قتل {word} رجل")] == [1]


def test_only_the_asked_part_is_read() -> None:
    text = "أمس قتل رجل، واليوم اعتقل اثنان"
    start = text.index("واليوم")
    (reading,) = _read(text, start=start)
    assert reading.value == REFERENCE
    assert reading.start > start


def test_tokens_may_be_given() -> None:
    text = load_language("ar").normalise("قتل رجل أمس قرب المدينة").text
    assert read_dates(text, "ar", REFERENCE, tokens=tokenise(text)) == read_dates(text, "ar", REFERENCE)


def test_a_date_does_not_run_over_lines_of_a_scraped_page() -> None:
    assert next(reading.value for reading in _read("12 آب\n2019 زائرا")) == dt.date(2024, 8, 12)


def test_a_date_runs_over_lines_where_text_is_wrapped() -> None:
    (reading,) = _read("killed on 5\nJanuary 1990", "en")
    assert reading.value == dt.date(1990, 1, 5)


def test_a_vague_month_name_gives_both_months() -> None:
    (reading,) = _read("في شهر تشرين 2023")
    assert reading.value == dt.date(2023, 10, 1)
    assert (dt.date(2023, 11, 1), dt.date(2023, 11, 30)) in reading.alternatives


def test_a_language_without_date_grammar_has_no_readings() -> None:
    assert read_dates("hier", "xx", REFERENCE) == []


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert [reading.value for reading in _read("في 31 شباط 2023")] == [None]
    assert _read("في 45 آذار")[0].value_end is not None  # only the month is read
