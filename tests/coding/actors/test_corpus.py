"""Golden sentences: which actors a text names, and who they are in a country on a day."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.coding.actors import read_actors, resolve_actor
from pipelines.lexicon.language import load_language
from pipelines.text.tokens import tokenise

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "actors"


def _cases() -> list[Any]:
    return [
        pytest.param(path.stem, case, id=f"{path.stem}-{number:03d}")
        for path in sorted(CORPUS.glob("*.yml"))
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")))
    ]


@pytest.mark.parametrize(("language", "case"), _cases())
def test_actors_of_sentence(language: str, case: dict[str, Any]) -> None:
    text = load_language(language).normalise(case["text"]).text
    read = [
        [
            text[reading.start : reading.end],
            resolve_actor(reading.keys, case["country"], case["date"]).name if reading.keys else None,
        ]
        for reading in read_actors(tokenise(text), language)
    ]
    assert read == case["actors"]


def test_corpus_is_large() -> None:
    assert len(_cases()) >= 120
