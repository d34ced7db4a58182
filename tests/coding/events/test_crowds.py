"""How many people demonstrated, in the words of the text."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.coding.article import ArticleInput
from pipelines.coding.coder import code_article


def crowds(text: str, language: str) -> list[tuple[str, str | None]]:
    coded = code_article(ArticleInput("a", text, language, None, dt.date(2022, 3, 10), None, None))
    return [(row["sub_event_type"], row["crowd_text"]) for row in coded.reports]


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("About 3,000 teachers protested in Lyon on Monday.", "en", "About 3,000"),
        ("On Monday, thousands of people rallied in Minsk against the law. Two people were hurt.", "en", "thousands"),
        ("تظاهر نحو ثلاثة آلاف معلم في بغداد أمس الاثنين.", "ar", "نحو ثلاثة آلاف"),
        ("Quelque 500 étudiants ont manifesté lundi à Bamako.", "fr", "Quelque 500"),
        ("Teachers protested in Lyon on Monday.", "en", None),
    ],
)
def test_the_size_of_a_protest_is_told_in_the_words_of_the_text(text: str, language: str, said: str | None) -> None:
    assert crowds(text, language) == [("Peaceful protest", said)]


def test_the_hurt_and_other_incidents_are_no_crowd() -> None:
    (attack,) = crowds("Forty people were killed in an airstrike on Idlib on Monday.", "en")
    assert attack == ("Air/drone strike", None)


def test_a_crowd_has_its_evidence() -> None:
    coded = code_article(
        ArticleInput("a", "Some 200 nurses rallied in Tunis.", "en", None, dt.date(2022, 3, 10), None, None)
    )
    (proof,) = [row for row in coded.evidence if row["field"] == "crowd_text"]
    assert (proof["value"], proof["text"], proof["rule_id"]) == ("Some 200", "Some 200 nurses", "crowd.count")
