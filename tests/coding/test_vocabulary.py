"""Knowing what words may open changes no reading: it only saves looking."""

from __future__ import annotations

import pytest

from pipelines.coding import vocabulary
from pipelines.coding.actors import read_actors
from pipelines.coding.counts import read_counts
from pipelines.coding.dates import read_dates
from pipelines.coding.places import PlaceContext, read_places
from pipelines.coding.vocabulary import Vocabulary, load_vocabulary
from pipelines.lexicon.language import load_language
from pipelines.lexicon.openings import DATE, FIGURE, PLACE_NAME, TRIGGER
from pipelines.text.tokens import Tokens

ARABIC = (
    'قتل خمسة مدنيين أمس الاثنين بقصف مدفعي لقوات "النظام" على مدينة سرمين،'
    ' وبريف حلب أصيب 3 عناصر من "قسد" في 12/3/2024.',
    "وقال المتحدث إن المدينة هادئة",
)
ENGLISH = ("Three civilians were killed on 5 May 2022 when Israeli forces shelled the village of Danjuwa near Gaza.",)


def read(text: str, tokens: Tokens, language: str) -> list[object]:
    dates = read_dates(text, language, None, tokens=tokens)
    return [read_actors(tokens, language), read_counts(tokens, language), dates,
            read_places(tokens, language, PlaceContext(country="Syria"))]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), [*((t, "ar") for t in ARABIC), *((t, "en") for t in ENGLISH)])
def test_readings_are_the_same_with_and_without(text: str, language: str) -> None:
    normal, tokens = load_language(language).read(text)
    _, marked = load_vocabulary(language).reader.read(text)
    assert len(marked.opens) == len(tokens.words)
    assert read(normal.text, marked, language) == read(normal.text, tokens, language)


@pytest.mark.parametrize(
    ("word", "bit"), [("وقصف", TRIGGER), ("قصف", TRIGGER), ("12", FIGURE), ("وامس", DATE), ("بسرمين", PLACE_NAME)]
)
def test_what_a_word_may_open(word: str, bit: int) -> None:
    assert load_vocabulary("ar")[word] & bit


def test_a_word_that_means_nothing_opens_nothing() -> None:
    assert load_vocabulary("ar")["زقزقزق"] == 0


def test_a_full_memory_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "FORMS_KEPT", 2)
    known = Vocabulary(load_language("ar"))
    words = ["قصف", "زقزقزق", "12", "قصف"]
    assert [known[word] for word in words] == [load_vocabulary("ar")[word] for word in words]
    assert len(known) <= 2
