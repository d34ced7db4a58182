"""Names that no gazetteer knows, told by the word before them ("قرية زرنوقة", the village of Zarnuqa)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipelines.coding.places.lexicon import PlaceWords, is_ordinary, is_ordinary_whole
from pipelines.coding.places.names import FORMS_KEPT, SHORT_REST, name_starts


def unknown_end(texts: Sequence[str], at: int, words: PlaceWords, language: str) -> int:
    """Where an unknown name behind a qualifier ends; `at` when there is none."""
    if at >= len(texts) or not may_be_name(texts[at], words, language, before=texts[at - 1] if at else ""):
        return at
    last = at + 1
    if last >= len(texts) or not may_be_name(texts[last], words, language):
        return last
    if words.directions.at(texts, last) is not None or words.qualifiers.at(texts, last) is not None:
        return last
    is_definite = bool(words.article) and texts[last].startswith(words.article)
    if texts[at] in words.name_heads or (is_definite and not _is_glued_name(texts[last], language)):
        return last + 1
    return last


def is_mere_head(texts: Sequence[str], at: int, length: int, words: PlaceWords, language: str) -> bool:
    """Whether a known name of `length` words is only the first one of an unknown name ("تل جبين" where only "تل" is
    known)."""
    follows = at + 1 < len(texts) and texts[at] in words.name_heads and length == 1
    return follows and unknown_end(texts, at, words, language) > at + 1


@lru_cache(maxsize=FORMS_KEPT)
def _is_glued_name(word: str, language: str) -> bool:
    return any(glued for glued, _ in name_starts(word, language))


def may_be_name(word: str, words: PlaceWords, language: str, before: str | None = None) -> bool:
    """Whether a word may be part of a name that no gazetteer knows: no word of the language's lexicons or grammar.

    The first word of a name is no adjective that agrees with the word `before` it ("بلدة حدودية", a border town).
    """
    if (
        not word.isalpha()
        or (len(word) < SHORT_REST and word not in words.name_heads)
        or word in words.not_names
        or word in words.locatives
    ):
        return False
    is_other = is_ordinary_whole if word in words.name_heads else is_ordinary
    if word in words.weak_locatives or is_other(word, language) or words.anaphors.at([word], 0) is not None:
        return False
    if word not in words.name_heads and words.qualifiers.at([word], 0) is not None:
        return False
    if any(len(glued) + len(bare) > len(word) for glued, bare in words.proclitics.splits(word)):
        return False  # "a market for the fuels": the article hidden in what is glued before it
    if before is None or (words.article and word.startswith(words.article)):
        return True
    agreeing = [ending for ending in words.adjective_endings if word.endswith(ending)]
    return not any(before.endswith(words.feminine) == ending.endswith(words.feminine) for ending in agreeing)
