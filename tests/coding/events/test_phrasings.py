"""Golden phrasings: what kind of incident a single sentence of a wire tells."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.coding.article import ArticleInput
from pipelines.coding.coder import code_article

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "phrasings"
NONE = "none"


def _cases() -> list[Any]:
    cases = []
    for path in sorted(CORPUS.glob("*.yml")):
        declared = yaml.safe_load(path.read_text(encoding="utf-8"))
        for wanted, texts in declared["phrasings"].items():
            known = (declared["language"], declared["published"], wanted)
            cases += [pytest.param(*known, text, id=text) for text in texts]
    return cases


@pytest.mark.parametrize(("language", "published", "wanted", "text"), _cases())
def test_sentence_tells_its_kind_of_incident(language: str, published: dt.date, wanted: str, text: str) -> None:
    reports = code_article(ArticleInput("phrasing", text, language, published=published)).reports
    told = sorted(reports, key=lambda row: (row["is_background"], row["sentence_start"], -row["confidence"]))
    first = told[0] if told else None
    assert (first["sub_event_type"] if first is not None else NONE) == wanted


def test_every_sub_event_type_is_phrased() -> None:
    assert len({case.values[2] for case in _cases()}) == 26
