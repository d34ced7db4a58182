"""Golden sentences: which places a text names, what they do in it, and how exactly they are told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.coding.places import PlaceContext, read_places, survey
from pipelines.coding.readings import PlaceReading
from pipelines.gazetteer import load_gazetteer
from pipelines.lexicon.language import load_language
from pipelines.text.normal import NormalText
from pipelines.text.sentences import sentence_spans
from pipelines.text.tokens import Tokens, capitals_of, tokenise

CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "places"


def _cases() -> list[Any]:
    cases = []
    for path in sorted(CORPUS.glob("*.yml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
            marks = [pytest.mark.xfail(reason=case["gap"], strict=True)] if "gap" in case else []
            cases.append(pytest.param(path.stem, case, id=f"{path.stem}-{number:03d}", marks=marks))
    return cases


def _told(text: str, reading: PlaceReading) -> list[Any]:
    place = load_gazetteer().by_id(reading.candidates[0].place_id) if reading.candidates else None
    name = f"{place.name}/{place.admin1}" if place else None
    return [text[reading.start : reading.end], reading.role, reading.precision, name]


def _tokens(text: NormalText, start: int, end: int, has_capital_names: bool) -> Tokens:
    tokens = tokenise(text.text, start, end)
    letters = [text.raw_text(first, first + 1) for first in tokens.starts] if has_capital_names else []
    return replace(tokens, capitals=capitals_of(letters))


@pytest.mark.parametrize(("language", "case"), _cases())
def test_places_of_text(language: str, case: dict[str, Any]) -> None:
    spoken = load_language(language)
    normal = spoken.normalise(case["text"])
    text = normal.text
    sentences = [_tokens(normal, start, end, spoken.has_capital_names) for start, end in sentence_spans(text)]
    context = PlaceContext(country=case["country"])
    survey(sentences, language, context)
    read = [reading for tokens in sentences for reading in read_places(tokens, language, context)]
    assert [_told(text, r) for r in read if r.role not in ("country", "modifier")] == case["places"]


def test_corpus_is_large() -> None:
    assert len(_cases()) >= 100
