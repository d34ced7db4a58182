"""The golden corpora of dates: one runner for every language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.coding.dates import read_dates
from pipelines.lexicon.language import load_language

CORPUS = Path(__file__).parents[2] / "corpus" / "dates"
CASES = [
    pytest.param(content["language"], case, id=case["id"])
    for content in (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*.yml")))
    for case in content["cases"]
]


@pytest.mark.parametrize(("language", "case"), CASES)
def test_dates_are_read_as_the_corpus_says(language: str, case: dict[str, Any]) -> None:
    text = load_language(language).normalise(case["text"])
    found = [
        {
            "span": text.raw_text(reading.start, reading.end),
            "value": reading.value,
            "end": reading.value_end,
            "precision": reading.precision,
            "rule": reading.rule,
        }
        for reading in read_dates(text.text, language, case.get("reference"))
    ]
    assert found == [{"end": None} | expected for expected in case["readings"]]
