"""Known names in tokens: which words may begin one, and the longest one that does; kept per surface form."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from pipelines.coding.places.lexicon import place_words
from pipelines.gazetteer import NameEntry, load_gazetteer, plain_spelling

LONGEST_NAME = 6  # words
KEPT_WORDS = 3  # words of a name up to which what it means is kept
SHORT_REST = 3  # letters of a word that is left after taking off a proclitic and may still be a name
FORMS_KEPT = 100_000

Known = tuple[str, int, NameEntry]  # what is glued before a name, how many tokens it takes, what it may mean


# What a place phrase may begin with: a name, a word that introduces one or stands for it, one that stands behind names.
NAME, INTRODUCER, BEHIND = 1, 2, 4


class Openers(dict[str, int]):
    """Surface form → what of a place phrase may begin with it (NAME, INTRODUCER, BEHIND), worked out once per form."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._words, self._language = place_words(language), language

    def __missing__(self, word: str) -> int:
        if len(self) >= FORMS_KEPT:
            self.clear()
        words, kinds = self._words, 0
        if name_starts(word, self._language):
            kinds = NAME
        if words.qualifiers.begins(word) or words.anaphors.begins(word):
            kinds |= INTRODUCER
        if words.behind.begins(word):
            kinds |= BEHIND
        self[word] = kinds
        return kinds


@cache
def openers_of(language: str) -> Openers:
    return Openers(language)


@lru_cache(maxsize=FORMS_KEPT)
def name_starts(word: str, language: str) -> tuple[tuple[str, str], ...]:
    """The ways a place's name may begin with a surface form: (proclitic, bare word), the bare form first."""
    gazetteer, word = load_gazetteer(), plain_spelling(word)
    if not word or not (word[0].isalpha() or word[0] == "'"):
        return ()
    ways = [("", word)] if gazetteer.begins_name(word) else []
    for prefix, bare in place_words(language).proclitics.splits(word):
        if len(word) - len(prefix) >= SHORT_REST - 1 and gazetteer.begins_name(bare):
            ways.append((prefix, bare))
    return tuple(ways)


def known_name(texts: Sequence[str], at: int, language: str) -> Known | None:
    """The longest known name at a token: what is glued before it, how many tokens it takes, what it may mean.

    Of equally long ones the whole word goes before the split one, unless only the split one is a name by itself.
    """
    alone, longer = _alone(texts[at], language)
    if not longer or at + 1 >= len(texts):
        return alone
    after = plain_spelling(texts[at + 1])
    for bare in longer:
        if _pair_goes_on(bare, after):
            break
    else:
        return alone
    best: Known | None = None
    for glued, bare in name_starts(texts[at], language):
        best = _better(best, glued, bare, _longest(bare, texts, at))
    return best


@lru_cache(maxsize=FORMS_KEPT)
def _alone(word: str, language: str) -> tuple[Known | None, tuple[str, ...]]:
    """What a surface form means as a name by itself, and the bare words in it with which longer names begin."""
    best: Known | None = None
    longer = []
    for glued, bare in name_starts(word, language):
        entry, goes_on = _single(bare)
        best = _better(best, glued, bare, (1, entry) if entry is not None else None)
        if goes_on:
            longer.append(bare)
    return best, tuple(longer)


def _better(best: Known | None, glued: str, bare: str, found: tuple[int, NameEntry] | None) -> Known | None:
    """The better one of the name found so far and one of a further way to split its first word."""
    if found is None or (glued and found[0] == 1 and len(bare) < SHORT_REST):
        return best
    if best is None or found[0] > best[1]:
        return (glued, *found)
    is_clearer = found[0] == best[1] and best[2].needs_context and not found[1].needs_context
    return (glued, *found) if is_clearer else best


def _longest(bare: str, texts: Sequence[str], at: int) -> tuple[int, NameEntry] | None:
    alone, goes_on = _single(bare)
    if goes_on and at + 1 < len(texts) and _pair_goes_on(bare, plain_spelling(texts[at + 1])):
        kept = _longest_kept((bare, *map(plain_spelling, texts[at + 1 : at + KEPT_WORDS])))
        if at + KEPT_WORDS >= len(texts) or not texts[at + KEPT_WORDS].isalpha():
            return kept
        return _longest_kept((bare, *map(plain_spelling, texts[at + 1 : at + LONGEST_NAME]))) or kept
    return (1, alone) if alone is not None else None


@lru_cache(maxsize=FORMS_KEPT)
def _longest_kept(words: tuple[str, ...]) -> tuple[int, NameEntry] | None:
    return load_gazetteer().longest(list(words), 0)


@lru_cache(maxsize=FORMS_KEPT)
def _single(word: str) -> tuple[NameEntry | None, bool]:
    gazetteer = load_gazetteer()
    return gazetteer.entry(word), gazetteer.goes_on(word)


@lru_cache(maxsize=FORMS_KEPT)
def _pair_goes_on(first: str, second: str) -> bool:
    return load_gazetteer().begins_name(f"{first} {second}")
