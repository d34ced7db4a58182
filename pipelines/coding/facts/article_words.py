"""The words at which coding an article may look: all of its words, and each without what may be glued before it."""

from __future__ import annotations

from functools import cache

from pipelines.gazetteer import plain_spelling
from pipelines.gazetteer.sound_keys import key_of_word, marked
from pipelines.lexicon.language import declared_languages, load_language
from pipelines.lexicon.matcher import Proclitics
from pipelines.lexicon.recognition import language_stretches

FORMS_KEPT = 200_000  # surface forms remembered before the memory starts anew


def looked_up(text: str, title: str | None, language: str) -> dict[str, set[str]]:
    """Language → the words that coding may look up in its lexicons, or in the gazetteer, for an article.

    `language` is what the article is declared to be in; paragraphs in another one are read in that. Nothing for a
    language without lexicon. No less than what the readers look up (tests/coding/facts keep that true), and somewhat
    more: whether the words stand side by side is not asked.
    """
    found: dict[str, set[str]] = {}
    for stretch in language_stretches(text, language):
        if stretch.language in declared_languages():
            words = found.setdefault(stretch.language, set())
            _gather(text[stretch.start : stretch.end], stretch.language, words)
    for code, words in found.items():
        _gather(title or "", code, words)
    return found


def _gather(raw: str, language: str, into: set[str]) -> None:
    forms = _forms(language)
    _, tokens = load_language(language).read(raw)
    for word in set(tokens.words):
        into.update(forms[word])


class _Forms(dict[str, tuple[str, ...]]):
    """Surface form → what may be looked up for it, worked out once per form."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._proclitics = Proclitics(load_language(language).proclitics)

    def __missing__(self, word: str) -> tuple[str, ...]:
        plain = plain_spelling(word)  # may be several words: names are looked up without hyphens
        parts = word.replace("-", " - ").split() if "-" in word else ()  # dates are read at hyphens too
        whole = dict.fromkeys((word, plain, *plain.split(" "), *parts))
        bare = tuple(form for given in whole for _, form in self._proclitics.splits(given))
        if len(self) >= FORMS_KEPT:
            self.clear()
        sounds = (marked(key) for form in (*plain.split(" "), *bare) if (key := key_of_word(form)))
        found = self[word] = tuple(dict.fromkeys((*whole, *bare, *sounds)))
        return found


@cache
def _forms(language: str) -> _Forms:
    return _Forms(language)
