"""The golden corpora of counts: one runner for every language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.coding.counts import read_counts
from pipelines.coding.readings import CountReading
from pipelines.lexicon.language import load_language
from pipelines.text.tokens import tokenise

CORPUS = Path(__file__).parents[2] / "corpus" / "counts"
CASES = [
    pytest.param(content["language"], case, id=f"{content['language']}-{number}")
    for content in (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*.yml")))
    for number, case in enumerate(content["cases"])
]


def _number(reading: CountReading) -> str:
    number = reading.number
    if number is None:
        return "-"
    if number.low == number.high:
        return str(number.best)
    return f"{number.low}..{'' if number.high is None else number.high}"


def shown(reading: CountReading, text: str) -> str:
    """A reading in the short form of the corpus."""
    flags = ["subset"] * reading.is_subset + ["joined"] * reading.rule.endswith(".coordinated")
    columns = [text[reading.start : reading.end], reading.noun_class or "-", _number(reading), " ".join(flags)]
    return " | ".join(column for column in columns if column)


@pytest.mark.parametrize(("language", "case"), CASES)
def test_counts_are_read_as_the_corpus_says(language: str, case: dict[str, Any]) -> None:
    text = load_language(language).normalise(case["text"]).text
    assert [shown(reading, text) for reading in read_counts(tokenise(text), language)] == case["counts"]
