"""Timing the steps of coding changes nothing that is coded, and finds every step where it says."""

from __future__ import annotations

import datetime as dt

from benchmarks.steps import STEPS, timed_steps
from pipelines.coding import coder
from pipelines.coding.article import ArticleInput

ARTICLE = ArticleInput(
    "a" * 16, "عاجل\nقتل خمسة مدنيين أمس بقصف مدفعي لقوات النظام على مدينة سرمين.", "ar",
    published=dt.date(2024, 1, 16), country="Syria",
)  # fmt: skip


def test_what_is_coded_stays_the_same() -> None:
    plain, original = coder.code_article(ARTICLE), coder.read_story
    with timed_steps() as seconds:
        timed = coder.code_article(ARTICLE)
        assert coder.read_story is not original
    assert timed == plain
    assert coder.read_story is original
    assert set(seconds) == set(STEPS)
