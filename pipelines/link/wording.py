"""How alike the words are in which two reports are told: the one trait that needs no coding."""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Sequence
from functools import cache, lru_cache

from pipelines.lexicon.language import load_language
from pipelines.settings import schemas_folder
from pipelines.text.words import WordReader

_WORD = re.compile(r"[^\W_]{2,}")
_MOST_WORDS = 80  # of a sentence; longer ones are mostly furniture of pages
_FORMS_KEPT = 50_000
_LEAST_WORDS = 5  # of the shorter sentence; below, agreement is chance


def word_numbers(text: str, language: str | None, most: int = _MOST_WORDS) -> bytes:
    """The different words of a text, folded by its language, as sorted 32-bit numbers; of its first `most` words."""
    numbers = {zlib.crc32(word.encode()) for word in words(text, language)[:most]}
    return array("I", sorted(numbers)).tobytes()


def words(text: str, language: str | None) -> list[str]:
    """The words of a text in order, in the spelling that the language's folding gives."""
    reader = _reader(language or "")
    return _WORD.findall(reader.cut(text).normalised() if reader is not None else text.casefold())


@cache
def _reader(code: str) -> WordReader | None:
    """What folds texts of a language, one it has declared; of its own, because linking's memory is to stay small."""
    if not (schemas_folder() / "lexicons" / code / "language.yml").is_file():
        return None
    return WordReader(load_language(code).folding, kept=_FORMS_KEPT)


def likeness(one: bytes, other: bytes) -> float | None:
    """The share of the shorter sentence's words that the longer one has, 0 to 1; None when it is too short to tell."""
    a, b = _numbers(one), _numbers(other)
    shorter = min(len(a), len(b))
    return None if shorter < _LEAST_WORDS else len(a & b) / shorter


@lru_cache(maxsize=20_000)
def _numbers(packed: bytes) -> frozenset[int]:
    found: Sequence[int] = array("I", packed)
    return frozenset(found)
