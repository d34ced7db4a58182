"""Which of the declared languages a text or a paragraph is in: by its letters, then by the small words it holds.

Both are data of the languages (`alphabet` and `frequent` in `language.yml`): a new folder needs no model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.lexicon.language import declared_languages, load_language
from pipelines.text.sentences import is_wrapped

FEWEST_WORDS = 8  # words from which a paragraph's own language is asked for; shorter ones follow the article
FEWEST_LETTERS = 40  # letters of another alphabet from which a text may hold a paragraph in it
SURE_SHARE = 0.15  # share of frequent words that running text has at least
_CLEARLY = 2.0  # how many times another language's share must be above the article's own
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs of a raw text in one language, from `start` to `end` (exclusive), line ends included."""

    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class _Profile:
    """What shows a language: its letters, and the small words of which running text is full, as written."""

    code: str
    alphabet: str
    letters: re.Pattern[str]
    frequent: frozenset[str]


def likeliest_language(text: str) -> str:
    """The declared language of a text; the fallback one where nothing tells. Of equal alphabets the fallback's wins."""
    counts = {alphabet: len(pattern.findall(text)) for alphabet, pattern in _alphabets().items()}
    fallback = _fallback()
    most = max(counts.values(), default=0)
    if not most:
        return fallback.code
    written = next(a for a in (fallback.alphabet, *counts) if counts[a] == most)
    fitting = [profile for profile in _profiles() if profile.alphabet == written]
    words = _WORD.findall(text.lower())
    return max(fitting, key=lambda p: (_share(words, p), p is fallback)).code


def language_stretches(text: str, language: str) -> list[Stretch]:
    """The text cut where its language changes between paragraphs: one stretch for nearly every article.

    Paragraphs that show no declared language clearly are the article's.
    """
    whole = [Stretch(0, len(text), language)]
    own = next((profile for profile in _profiles() if profile.code == language), None)
    if own is None or "\n" not in text or not _may_change(text, own):
        return whole
    found: list[Stretch] = []
    start = 0
    stop = "\n\n" if is_wrapped(text) else "\n"
    while start < len(text):
        cut = text.find(stop, start)
        end = cut + len(stop) if cut >= 0 else len(text)
        code = _paragraph_language(text[start:end], own)
        if found and found[-1].language == code:
            found[-1] = Stretch(found[-1].start, end, code)
        else:
            found.append(Stretch(start, end, code))
        start = end
    return found


def _may_change(text: str, own: _Profile) -> bool:
    """Whether a text may hold a paragraph in another language: a cheap look at the whole."""
    others = [pattern for alphabet, pattern in _alphabets().items() if alphabet != own.alphabet]
    if any(len(pattern.findall(text)) >= FEWEST_LETTERS for pattern in others):
        return True
    rivals = [profile for profile in _profiles() if _rivals(profile, own)]
    words = _WORD.findall(text.lower()) if rivals else []
    return any(_share(words, p) * len(words) >= FEWEST_WORDS * SURE_SHARE for p in rivals)


def _rivals(other: _Profile, own: _Profile) -> bool:
    return other is not own and other.alphabet == own.alphabet


def _paragraph_language(paragraph: str, own: _Profile) -> str:
    words = _WORD.findall(paragraph.lower())
    if len(words) < FEWEST_WORDS:
        return own.code
    counts = {alphabet: len(pattern.findall(paragraph)) for alphabet, pattern in _alphabets().items()}
    written = max(counts, key=lambda alphabet: (counts[alphabet], alphabet == own.alphabet))
    fitting = [profile for profile in _profiles() if profile.alphabet == written]
    best = max(fitting, key=lambda profile: (_share(words, profile), profile is own))
    share = _share(words, best)
    if written != own.alphabet:
        return best.code if share >= SURE_SHARE else own.code
    return best.code if share >= SURE_SHARE and share > _CLEARLY * _share(words, own) else own.code


def _share(words: Sequence[str], profile: _Profile) -> float:
    return sum(word in profile.frequent for word in words) / len(words) if words else 0.0


@cache
def _profiles() -> tuple[_Profile, ...]:
    languages = [load_language(code) for code in declared_languages()]
    return tuple(
        _Profile(spoken.code, spoken.alphabet, re.compile(f"[{spoken.alphabet}]"), spoken.frequent)
        for spoken in languages
        if spoken.alphabet
    )


@cache
def _alphabets() -> dict[str, re.Pattern[str]]:
    return {profile.alphabet: profile.letters for profile in _profiles()}


@cache
def _fallback() -> _Profile:
    chosen = [profile for profile in _profiles() if load_language(profile.code).is_fallback]
    return (chosen or list(_profiles()))[0]
