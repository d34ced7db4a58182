"""One look at each word for all readers: which of the lexicons' phrases, names, figures and dates it may open.

Worked out once per surface form. A bit that is set promises nothing, the reader looks for itself; one that is not set
means that nothing of the kind begins with the word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from pipelines.coding.counts.roles import load_roles
from pipelines.coding.dates.reader import date_words, may_open_date
from pipelines.coding.numbers.lexicon import load_numbers
from pipelines.coding.places.lexicon import place_words
from pipelines.coding.places.names import name_starts
from pipelines.lexicon.actor_words import load_actor_words
from pipelines.lexicon.language import Language, load_language
from pipelines.lexicon.matcher import PhraseMatcher, Proclitics
from pipelines.lexicon.openings import (
    ACTOR,
    CUE,
    DATE,
    FIGURE,
    MARKER,
    NUMBER,
    PLACE_BEHIND,
    PLACE_CUE,
    PLACE_HEAD,
    PLACE_INTRODUCER,
    PLACE_NAME,
    ROLE,
    TRIGGER,
    WEAPON,
)
from pipelines.lexicon.triggers import trigger_matcher
from pipelines.lexicon.words import word_matcher
from pipelines.text.words import WordReader

FORMS_KEPT = 200_000  # surface forms remembered before the memory starts anew


class Vocabulary(dict[str, int]):
    """Surface form → what it may open, in one language. `reader` cuts texts and looks at their words at once."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._proclitics = Proclitics(language.proclitics)
        self._heads: dict[str, int] = {}
        self.reader = WordReader(language.folding, self.__getitem__)
        for bit, words in _first_words(language.code):
            for word in words:
                self._heads[word] = self._heads.get(word, 0) | bit

    def __missing__(self, word: str) -> int:
        opens = self._heads.get(word, 0)
        for _, bare in self._proclitics.splits(word):
            opens |= self._heads.get(bare, 0)
        if name_starts(word, self._language.code):
            opens |= PLACE_NAME
        if ("-" in word or word[0].isdigit()) and may_open_date(word, self._language.code):
            opens |= DATE
        if "0" <= word < ":":
            opens |= FIGURE
        if len(self) >= FORMS_KEPT:
            self.clear()
        self[word] = opens
        return opens


@cache
def load_vocabulary(language: str) -> Vocabulary:
    """The vocabulary of a language. Raises SchemaError."""
    return Vocabulary(load_language(language))


def _first_words(code: str) -> Iterator[tuple[int, Iterable[str]]]:
    """What each bit stands for: the first words of its phrases."""
    places = place_words(code)
    yield PLACE_HEAD, places.name_heads
    yield DATE, date_words(code)
    matchers: list[tuple[int, PhraseMatcher[Any]]] = [
        (TRIGGER, trigger_matcher(code)),
        (MARKER, word_matcher(code, "markers")),
        (CUE, word_matcher(code, "cues")),
        (WEAPON, word_matcher(code, "weapons")),
        (ACTOR, load_actor_words(code).matcher),
        (ROLE, load_roles(code).forms),
        (NUMBER, load_numbers(code).parts),
        (PLACE_INTRODUCER, places.qualifiers),
        (PLACE_INTRODUCER, places.anaphors),
        (PLACE_BEHIND, places.behind),
        (PLACE_CUE, places.cues),
    ]
    yield from ((bit, matcher.heads()) for bit, matcher in matchers)
