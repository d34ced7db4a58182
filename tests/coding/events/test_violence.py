"""Words that peace has too tell of an incident where violence is told beside them, or elsewhere in the article."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.coding.article import ArticleInput
from pipelines.coding.coder import code_article
from pipelines.coding.events import story


def _types(text: str, language: str) -> list[str]:
    coded = code_article(ArticleInput("article", text, language, None, dt.date(2024, 3, 4), None, "paper"))
    return [row["sub_event_type"] for row in coded.reports]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "A bomb attack on fans at a league match in Kampala on Sunday injured nine.", True),
        ("en", "An attack in a market in Jos left ten people dead on Sunday.", True),
        ("en", "The coach's team attacked late in a league match in Kampala on Sunday.", False),
        ("en", "Two people died in Jos on Sunday.", False),
        ("en", "Two people died in Jos on Sunday. Gunmen had shot at a bus there.", True),
        ("ar", "توفي شخصان في مدينة تعز أمس.", False),
        ("ar", "توفي شخصان في مدينة تعز أمس. وكان قناص قد أطلق النار على حافلتهما.", True),
        ("ar", "أوقفت الشرطة خمسة مشتبه بهم في بيروت أمس.", True),
        ("ar", "أوقفت الشرطة حركة القطارات في بيروت أمس.", False),
    ],
)
def test_violence_beside_a_word_or_in_its_article_makes_the_incident(language: str, text: str, expected: bool) -> None:
    assert bool(_types(text, language)) is expected


def test_an_article_is_searched_for_violence_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many doubtful words it has: otherwise work grows with the square of its length."""
    asked: list[object] = []

    def tells_violence(sentence: object) -> bool:
        asked.append(sentence)
        return False

    monkeypatch.setattr(story, "tells_violence", tells_violence)
    text = "توفي شخصان في مدينة تعز أمس. وأصيب رجل في مدينة عدن أمس.\n\nتوفيت امرأة في مدينة إب أمس."
    assert _types(text, "ar") == []
    assert len(asked) == 3
