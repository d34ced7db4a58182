"""Ordinary news yields no incident: texts in words of the project's own, one file a language."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from pipelines.coding.article import ArticleInput
from pipelines.coding.coder import code_article

CORPUS = Path(__file__).parents[2] / "corpus" / "ordinary_news"
PUBLISHED = dt.date(2024, 3, 4)


def _texts() -> list[tuple[str, str, str]]:
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*.yml"))]
    return [(file["language"], case["about"], case["text"]) for file in files for case in file["texts"]]


@pytest.mark.parametrize(("language", "about", "text"), _texts(), ids=lambda value: value if len(value) < 50 else "")
def test_ordinary_news_tells_of_no_incident(language: str, about: str, text: str) -> None:
    coded = code_article(ArticleInput("article", text, language, None, PUBLISHED, None, "paper"))
    told = [(row["sub_event_type"], row["trigger_text"]) for row in coded.reports]
    assert told == [], about
