"""Texts read word by word come out as texts read whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.lexicon.language import load_language
from pipelines.text import words as reading
from pipelines.text.tokens import tokenise
from pipelines.text.words import WordReader

# What folding looks at: proclitics, marks on and between letters, quotes, dots, digits, spaces of all kinds.
ARABIC = st.text(alphabet=list('بلكفو') + list('داعشأىة ً َّـ ."«»·•*17#_\n\t\u00a0\u200f') + [" "] * 6, max_size=40)
ENGLISH = st.text(alphabet=list("aesdyoldAÉ'’-–.,\n1 \u200b") + [" "] * 6, max_size=40)


def assert_read_alike(raw: str, code: str) -> None:
    language = load_language(code)
    whole = language.normalise(raw)
    normal, tokens = WordReader(language.folding).read(raw)
    assert (normal.raw, normal.text) == (raw, whole.text)
    positions = range(len(whole.text) + 1)
    assert [normal.offsets.original(p) for p in positions] == [whole.offsets.original(p) for p in positions]
    assert tokens == tokenise(whole.text)


@given(ARABIC)
def test_arabic_is_read_alike(raw: str) -> None:
    assert_read_alike(raw, "ar")


@given(ENGLISH)
def test_english_is_read_alike(raw: str) -> None:
    assert_read_alike(raw, "en")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ('قصف ل "داعش" أمس', ["قصف", "لداعش", '"', "امس"]),
        ('و "قتل', ["وقتل"]),
        ("بـ \"داعش", ["بداعش"]),
        ("د1عش", ["داعش"]),
    ],
)
def test_what_reaches_over_a_space(raw: str, words: list[str]) -> None:
    assert load_language("ar").read(raw)[1].words == words


def test_a_full_memory_starts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PIECES_KEPT", 2)
    reader = WordReader(load_language("ar").folding)
    text = "قتل خمسة مدنيين في قصف"
    assert [reader.read(text)[1].words for _ in range(2)] == [text.split()] * 2
