"""The stamps of saved pages date what has no other date."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.coding.dates import infer_article_date
from pipelines.coding.dates.stamps import stamped_day
from pipelines.lexicon.language import load_language

STAMPS = [
    ("صفحة أخبار البلدة‎December 2, 2024 · Shared with Publicقصف على البلدة", dt.date(2024, 12, 2)),
    ("‎ is at ‎المشفى‎.May 14, 2021 · Tyre, Lebanon · Shared with Public", dt.date(2021, 5, 14)),
    ("قصف على البلدة0:41308 views7:15 AM · Jun 3, 2021·", dt.date(2021, 6, 3)),
    ("قصف على البلدة\n12:40AM\n27 كانون الثاني 2022\n1 reply", dt.date(2022, 1, 27)),
    ("قصف على البلدة\n\n2021.06.17 | 09:05 بيروت", dt.date(2021, 6, 17)),
    ("قصف على البلدة\n\n2021.06.17 | 09:05 بيروت\n\nآخر تحديث: 2021.07.02 | 11:20 بيروت", dt.date(2021, 6, 17)),
    ("نُشرت في: 14/03/2021 - 08:31آخر تحديث", dt.date(2021, 3, 14)),
]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(("text", "day"), STAMPS[:6])
def test_a_stamp_glued_to_the_words_around_it_is_read_in_every_language(text: str, day: dt.date, language: str) -> None:
    assert stamped_day(load_language(language).normalise(text).text, language) == day


@pytest.mark.parametrize(("text", "day"), STAMPS)
def test_a_stamp_dates_the_article(text: str, day: dt.date) -> None:
    found, basis, confidence = infer_article_date(load_language("ar").normalise(text).text, "ar")
    assert (found, basis) == (day, "text")
    assert confidence > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "وقع القصف في December 2, 2024 على البلدة",
        "December 2 · Shared with Public",
        "February 31, 2024 · Shared with Public",
        "December 2, 2024 · Shared with Public ... November 5, 2024 · Shared with Public",
    ],
)
def test_other_dates_are_no_stamp(text: str) -> None:
    assert stamped_day(load_language("ar").normalise(text).text, "ar") is None
