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
