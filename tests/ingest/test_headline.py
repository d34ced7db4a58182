"""The headline stands before a text that came without it."""

import pytest

from pipelines.ingest.headline import headline_before
from pipelines.ingest.limits import MAX_TEXT_CHARACTERS

TITLE = "مقتل ثلاثة مدنيين في قصف على بلدة السنديان"


def test_a_text_without_its_headline_gets_it() -> None:
    assert headline_before(f" {TITLE} ", "قال ناشطون إن البلدة تعرضت للقصف.") == f"{TITLE}\n\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\nقال ناشطون إن البلدة تعرضت للقصف.",
        f"الرئيسية / أخبار / 3 أيار 2023\n\n«{TITLE}»\nقال ناشطون",
        f"{TITLE[:37]}…\nقال ناشطون",
        "",
    ],
)
def test_a_text_that_has_its_headline_or_nothing_stays(text: str) -> None:
    assert headline_before(TITLE, text) == ""


@pytest.mark.parametrize("title", [None, "", " ", "—"])
def test_without_words_there_is_no_headline(title: str | None) -> None:
    assert headline_before(title, "نص") == ""


def test_a_record_never_grows_too_large() -> None:
    assert headline_before(TITLE, "x" * MAX_TEXT_CHARACTERS) == ""
