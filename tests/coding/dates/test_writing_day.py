"""The day on which an article says that it was written."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.coding.dates import writing_day
from pipelines.lexicon.language import load_language

FRIDAY = dt.date(2024, 5, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("أعلن المرصد اليوم (الخميس) مقتل ثلاثة مدنيين.", dt.date(2024, 5, 9)),
        ("قتل ثلاثة مدنيين أمس الأربعاء في القصف.", dt.date(2024, 5, 9)),
        ("قتل ثلاثة مدنيين اليوم السبت في القصف.", dt.date(2024, 5, 11)),
        ("قتل ثلاثة مدنيين اليوم الجمعة في القصف.", FRIDAY),
        ("قال أمس الأحد إن القصف استمر، وأضاف اليوم الثلاثاء أنه انتهى.", FRIDAY),
        ("قتل ثلاثة مدنيين يوم الأربعاء في القصف.", FRIDAY),
        ("قتل ثلاثة مدنيين اليوم الاثنين في القصف.", FRIDAY),
    ],
)
def test_weekday_of_today_moves_the_day_only_when_it_is_near(text: str, day: dt.date) -> None:
    assert writing_day(load_language("ar").normalise(text).text, "ar", FRIDAY) == day


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("May 10, 2023 · Shared with Public", dt.date(2023, 5, 10)),  # the metadata's year was guessed
        ("May 8, 2023 · Shared with Public", FRIDAY),  # another post
        ("May 10, 2025 · Shared with Public", FRIDAY),  # later than the metadata: no year was guessed
        ("", FRIDAY),
    ],
)
def test_the_stamp_of_a_page_tells_the_year_of_a_day_that_metadata_share(stamp: str, day: dt.date) -> None:
    text = f"صفحة الأخبار {stamp} قتل ثلاثة مدنيين اليوم في القصف."
    assert writing_day(load_language("ar").normalise(text).text, "ar", FRIDAY) == day
