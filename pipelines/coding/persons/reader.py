"""Finding people's names by the words that introduce them: "ويدعى …" (named …), "القيادي …" (the leader …)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipelines.lexicon.alternatives import expanded
from pipelines.lexicon.language import load_language
from pipelines.lexicon.matcher import PhraseMatcher
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder
from pipelines.text.tokens import Tokens

_QUOTE = '"'
_OPENING = ('"', "'", "(")
_INTRODUCER, _TITLE = "introducer", "title"


@dataclass(frozen=True, slots=True)
class PersonReading:
    """A name: its span in the normalised text. `is_introduced` when the text says "named", not only a title."""

    start: int
    end: int
    is_introduced: bool


@dataclass(frozen=True)
class _PersonWords:
    heads: PhraseMatcher[str]
    kunya: frozenset[str]
    title_adjectives: frozenset[str]
    stops: frozenset[str]
    max_words: int
    given: frozenset[str]
    titles: frozenset[str]
    list_openings: tuple[tuple[str, ...], ...]
    links: frozenset[str]
    conjunctions: tuple[str, ...]
    ends: tuple[str, ...]
    hearers: frozenset[str]


@cache
def _words(language: str) -> _PersonWords | None:
    path = schemas_folder() / "lexicons" / language / "persons.yml"
    if not path.exists():
        return None
    spoken = load_language(language)
    declared = read_yaml(path, "persons")
    phrases = [(spoken.fold(word).split(), _INTRODUCER) for word in expanded(declared["introducers"])]
    phrases += [(spoken.fold(word).split(), _TITLE) for word in expanded(declared["titles"])]
    trimmed = [(p[:-1] if len(p) > 1 and p[-1] in spoken.proclitics else p, kind) for p, kind in phrases]

    def folded(*names: str) -> frozenset[str]:
        return frozenset(spoken.fold(word) for name in names for word in expanded(declared.get(name, [])))

    return _PersonWords(
        heads=PhraseMatcher(trimmed, spoken.proclitics),
        kunya=folded("kunya"),
        title_adjectives=folded("title_adjectives"),
        stops=folded("stops"),
        max_words=declared["max_words"],
        given=folded("given_names", "given_before", "kunya"),
        titles=folded("titles", "name_openings"),
        list_openings=tuple(sorted((tuple(o.split()) for o in folded("list_openings")), key=lambda o: (-len(o), o))),
        links=folded("links"),
        conjunctions=spoken.conjunctions,
        ends=tuple(sorted(folded("glued_ends"))),
        hearers=folded("hearers"),
    )


def read_persons(tokens: Tokens, language: str) -> list[PersonReading]:
    """The people whom words of introduction or titles name, in order; none in a language without person words.

    A name after a title needs two words at least where no capitals tell names, for "الشاب قتل" (the young man was
    killed) names nobody.
    """
    words = _words(language)
    if words is None:
        return []
    found = []
    for match in words.heads.find(tokens.words):
        is_introduced = match.entries[0] == _INTRODUCER
        span = _name_at(tokens, match.last, words, is_introduced)
        if span is not None:
            found.append(PersonReading(tokens.starts[span[0]], tokens.ends[span[1] - 1], is_introduced))
    return found


def _name_at(tokens: Tokens, place: int, words: _PersonWords, is_introduced: bool) -> tuple[int, int] | None:
    texts, quoted = tokens.words, False
    while place < len(texts) and texts[place] in words.title_adjectives:
        place += 1
    while place < len(texts) and texts[place] in _OPENING:
        place, quoted = place + 1, True
    last = place
    while last < len(texts) and last - place < words.max_words and _goes_on(tokens, last, words, last == place):
        last += 1
    while last > place and texts[last - 1] in words.links:
        last -= 1
    enough = 1 if tokens.capitals or (quoted and is_introduced) else 2
    if last - place < enough or (not quoted and last - place == words.max_words):
        return None
    return place, last


def _goes_on(tokens: Tokens, place: int, words: _PersonWords, is_first: bool) -> bool:
    """Whether a word may be part of a name: no stop, and a capital or a link where capitals tell names."""
    word = tokens.words[place]
    if not word.isalpha() or (word in words.stops and word not in words.links):
        return False
    if not (tokens.capitals or is_first) and (_begins_with_and(word, words) or _begins_with_to(word, words)):
        return False
    return not tokens.capitals or tokens.capitals[place] or (word in words.links and not is_first)


def _begins_with_and(word: str, words: _PersonWords) -> bool:
    """Whether "and" is glued to a word, which then is none of the name ("خالد عرفات ومرافقه"): no given name of one."""
    return word not in words.given and any(word.startswith(c) and len(word) > len(c) + 2 for c in words.conjunctions)


def _begins_with_to(word: str, words: _PersonWords) -> bool:
    """Whether a word is what somebody speaks or belongs to ("خالد عرفات للصحفيين", to the reporters): "to the" is glued
    to it, or "to" to a word for those who report; no given name of one."""
    if word in words.given:
        return False
    return word in words.hearers or any(word.startswith(end) and len(word) > len(end) + 2 for end in words.ends)


def names_at(tokens: Tokens, place: int, language: str, until: int | None = None) -> tuple[int, int]:
    """How many people the words from a token on call by given names, one after the other joined by "and" ("أحمد العلي
    وخالد العمر", two), and the token behind the last of these names; 0 and `place` when no given name stands there.
    A title may stand first ("الناشط أحمد العلي"), and what opens a list of names ("كلا من", each of), or
    quotes. `until`: a token that is no part of a name."""
    words = _words(language)
    end = len(tokens.words) if until is None else until
    if words is not None:
        openings = (o for o in words.list_openings if tuple(tokens.words[place : place + len(o)]) == o)
        opening = next(openings, ())
        place += len(opening)
        is_titled = place + 1 < end and tokens.words[place] in words.titles and tokens.words[place + 1] == _QUOTE
        if is_titled or (place < end and tokens.words[place] == _QUOTE):
            return _quoted_names(tokens.words, place + is_titled, words, is_led_in=is_titled or bool(opening))
    if words is not None and place + 1 < end and tokens.words[place] in words.titles:
        place += 1
    if words is None or place >= len(tokens.words) or tokens.words[place] not in words.given:
        return 0, place
    people, last = 1, place + 1
    while last < end and tokens.words[last].isalpha() and tokens.words[last] not in words.stops:
        word = tokens.words[last]
        if _begins_with_to(word, words):
            break
        joined = next((c for c in words.conjunctions if word.startswith(c) and word[len(c) :] in words.given), None)
        if joined is not None and word not in words.given:
            people += 1
        elif last - place >= words.max_words * people:
            break
        last += 1
    return people, last


def _quoted_names(texts: list[str], place: int, words: _PersonWords, is_led_in: bool) -> tuple[int, int]:
    """How many names stand in quotes of their own from a token on, joined by "and", whose quote is then read over
    (""صابر العلي" و"سامي العون""), and the token behind them. The first begins with a given name unless a title or what
    opens a list leads in."""
    people, opens = 0, place + 1
    while opens < len(texts):
        near = range(opens, min(opens + 1 + words.max_words, len(texts)))
        close = next((at for at in near if texts[at] == _QUOTE), opens)
        is_name = close > opens and all(word.isalpha() for word in texts[opens:close])
        if not is_name or not (is_led_in or people or texts[opens] in words.given):
            break
        people, place, opens = people + 1, close + 1, close + 1
        if opens >= len(texts) or not texts[opens].startswith(words.conjunctions):
            break
    return people, place
