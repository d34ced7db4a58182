"""Finding actors in tokens: names, and phrases built of nouns, nationalities and connecting words.

The grammar, for a language whose nouns come first (adjectives before nouns are read the other way round):

    phrase   := noun (modifier* connector? noun)* modifier* core
    core     := name | generic side | nationality | (nothing: what the last noun means alone)
    name     := alias (nationality) (attribute) ( "(" alias ")" | alias of the same actor )
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipelines.coding.actors.parser import PhraseParser
from pipelines.coding.actors.phrase import Core
from pipelines.coding.readings import ActorReading
from pipelines.lexicon.actor_words import TRANSPARENT, ActorWords, load_actor_words
from pipelines.lexicon.actors import load_register
from pipelines.lexicon.language import load_language
from pipelines.lexicon.openings import ACTOR
from pipelines.lexicon.words import word_matcher
from pipelines.text.tokens import Tokens

CIVILIANS = "generic.civilians"
KIN_REACH = 3  # words before a side among which its kin stand, where adjectives come first ("wife of an army officer")
FORMER_REACH = 2  # words before a side among which "former" stands: it may have an adjective behind it


def read_actors(tokens: Tokens, language: str) -> list[ActorReading]:
    """The actors named in the tokens of normalised text, in order, without overlap.

    Raises SchemaError when the language has no actor lexicon.
    """
    words, places, openings = _without_marks(tokens)
    if not openings:
        return []
    phrases = _parser(language).phrases(words, places, openings)
    readings = [_reading(core, tokens, places) for phrase in phrases for core in phrase.cores]
    known = load_actor_words(language)
    if known.former and not known.former.isdisjoint(tokens.words):
        readings = [_left(reading, tokens, known) for reading in readings]
    if known.kin and not known.kin.isdisjoint(tokens.words):
        readings = [_related(reading, tokens, known) for reading in readings]
    if tokens.capitals:
        return [reading for reading in readings if _is_capital(reading, tokens, language)]
    if load_language(language).has_capital_names:
        return [reading for reading in readings if not _is_small_word(reading, tokens, language)]
    return readings


def _left(reading: ActorReading, tokens: Tokens, known: ActorWords) -> ActorReading:
    """People who have left a side are civilians: "a former rebel commander", and where adjectives follow their noun,
    the one between the members and the side ("قيادي سابق في الفصائل"), not behind the side, which is former then."""
    first = bisect_left(tokens.starts, reading.whole_start)
    name = bisect_left(tokens.starts, reading.start)
    about = tokens.words[max(0, first - FORMER_REACH) : first] if known.adjective_first else tokens.words[first:name]
    if known.former.isdisjoint(about) or reading.kind == "country" or reading.is_act:
        return reading
    return _civilian(reading)


def _related(reading: ActorReading, tokens: Tokens, known: ActorWords) -> ActorReading:
    """The kin of members of a side are civilians ("زوجة ضابط في الجيش", an army officer's wife)."""
    first = bisect_left(tokens.starts, reading.whole_start)
    about = tokens.words[max(0, first - (KIN_REACH if known.adjective_first else 1)) : first]
    is_person = reading.member_class == "member" or reading.kind == "generic"
    if not is_person or known.kin.isdisjoint(about) or reading.is_act:
        return reading
    return _civilian(reading)


def _civilian(reading: ActorReading) -> ActorReading:
    return replace(reading, keys=(CIVILIANS,), kind="generic", member_class=None, asset=None)


def _is_small_word(reading: ActorReading, tokens: Tokens, language: str) -> bool:
    """Whether a name looks like a small word of the language ("IS") in a text whose capitals tell nothing."""
    first = bisect_left(tokens.starts, reading.start)
    is_one = reading.kind == "named" and tokens.ends[first] == reading.end
    return is_one and word_matcher(language, "markers").at(tokens.words[first : first + 1], 0) is not None


def _is_capital(reading: ActorReading, tokens: Tokens, language: str) -> bool:
    """Whether a name has a capital, where capitals tell names ("IS", not "is"); adjectives of nationality need none
    where the language writes them small."""
    if reading.kind not in ("named", "country"):
        return True
    if reading.rule.startswith("actor.state") and not load_language(language).has_capital_nationalities:
        return True
    return any(tokens.capitals[bisect_left(tokens.starts, reading.start) : bisect_left(tokens.starts, reading.end)])


@cache
def _parser(language: str) -> PhraseParser:
    return PhraseParser(load_actor_words(language), load_register())


def _without_marks(tokens: Tokens) -> tuple[Sequence[str], Sequence[int], Sequence[int]]:
    """The words without quotes and hashtag marks, which stand anywhere in names, their places among the tokens, and
    those of them that may open a phrase.
    """
    words, openings = tokens.words, tokens.openings(ACTOR)
    if TRANSPARENT.isdisjoint(words):
        return words, range(len(words)), openings
    places = [place for place, word in enumerate(words) if word not in TRANSPARENT]
    may_open = frozenset(openings)
    return [words[place] for place in places], places, [n for n, place in enumerate(places) if place in may_open]


def _reading(core: Core, tokens: Tokens, places: Sequence[int]) -> ActorReading:
    start = tokens.starts[places[core.first]] + len(core.proclitic)
    begins = core.begins
    whole = start if begins is None else tokens.starts[places[begins.first]] + len(begins.proclitic)
    return ActorReading(
        start=start,
        end=tokens.ends[places[core.last - 1]],
        keys=core.keys,
        kind=core.kind,
        proclitic=core.proclitic,
        rule=core.rule,
        phrase_start=whole if whole < start else -1,
        member_class=core.member_class,
        asset=core.asset,
        is_act=core.is_act,
    )
