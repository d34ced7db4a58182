"""The golden corpora of numbers: one runner for every language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.coding.numbers import read_numbers_text

CORPUS = Path(__file__).parents[2] / "corpus" / "numbers"
CASES = [
    pytest.param(content["language"], case, id=f"{content['language']}-{number}")
    for content in (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*.yml")))
    for number, case in enumerate(content["cases"])
]


def _triple(number: Any) -> tuple[int, int, int | None]:
    """The case's short form written out: an integer is exact."""
    return (number, number, number) if isinstance(number, int) else (number[0], number[1], number[2])


@pytest.mark.parametrize(("language", "case"), CASES)
def test_numbers_are_read_as_the_corpus_says(language: str, case: dict[str, Any]) -> None:
    found = [(reading.low, reading.best, reading.high) for reading in read_numbers_text(case["text"], language)]
    assert found == [_triple(number) for number in case["numbers"]], case["text"]
