"""Whether a spelling stands for a place at all: how good a name it is, and what the words around it say."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.coding.places.context import ENOUGH_EVIDENCE, PlaceContext
from pipelines.coding.places.lexicon import PlaceWords, is_ordinary
from pipelines.coding.places.mention import Mention
from pipelines.coding.places.names import SHORT_REST
from pipelines.coding.places.ranking import CONSIDERED, fits_parents
from pipelines.gazetteer import Place
from pipelines.lexicon.language import load_language
from pipelines.text.tokens import Tokens

TRUSTED = 2.0  # from here on a name is a place
HOPEFUL = 0.5  # from here on a list or a parent may still make it one

# The name: known where the article may play, well known, of several words; else foreign; else also another word.
_HOME, _NOTABLE, _LONG_NAME, _WORLD_CITY, _FOREIGN, _FOREIGN_LONG = 1.5, 0.5, 1.0, 1.0, -1.0, 0.5
_OTHERWISE = {
    "common_word": -1.5, "everyday_word": -2.5, "person_name": -1.5, "short_foreign_name": -2.0,
    "guessed_spelling": -0.5, "quarter_name": -1.5, "listed_name": -1.0,
}  # fmt: skip
_WORDS = ("common_word", "everyday_word")
_CAPITAL = 1.5  # a known town behind "in", where capitals tell names
_ORDINARY, _ODD_PROCLITIC, _SHORT_REST = -1.0, -0.5, -1.0
_DESCRIBED = -1.5  # an everyday word with an adjective of its own ("the main gate")
# The words around it.
_FITTING, _QUALIFIED, _SIDE, _LOCATIVE, _WEAK_LOCATIVE, _TOLD_BEFORE, _LISTED, _PARENT, _MISFIT = (
    3.0,
    1.5,
    1.25,
    1.5,
    0.5,
    1.5,
    1.25,
    1.5,
    -1.0,
)
_LISTED_ELSEWHERE = -4.0  # a village that only a full list knows is none of another unit
_NOTABLE_POPULATION, _WELL_KNOWN, _WORLD_POPULATION = 20_000, 100_000, 1_000_000
_UNINTRODUCED = -1.5  # a small town that nothing leads in, where capitals tell names
_LEADING_MARKS = (",", "(", "-", "/")


def trust(mention: Mention, tokens: Tokens, words: PlaceWords, language: str, context: PlaceContext) -> float:
    """How much speaks for a place, before lists and parents are looked at."""
    if mention.entry is None:
        return TRUSTED
    return _of_name(mention, words, language, context) + _of_words(mention, tokens, words, context)


def trust_in_company(mention: Mention, trusted_lists: frozenset[int]) -> float:
    """What lists and parents add."""
    added = _LISTED if mention.list_id in trusted_lists else 0.0
    if mention.parents and mention.entry is not None:
        places = mention.entry.places[:CONSIDERED]
        fits = any(fits_parents(place, mention) for place in places)
        misfit = _LISTED_ELSEWHERE if mention.entry.reason == "listed_name" else _MISFIT
        added += _PARENT if fits else misfit
    return mention.trust + added


def _of_name(mention: Mention, words: PlaceWords, language: str, context: PlaceContext) -> float:
    entry = mention.entry
    assert entry is not None
    is_listed = entry.reason == "listed_name"
    home = _at_home(entry.places, is_listed, context)
    if not home and not is_listed and _may_be_abroad(mention, entry.places, language, context):
        home = _HOME + _NOTABLE
    long_name = " " in mention.name
    if home:
        score = home + (_LONG_NAME if long_name else 0.0)
    else:
        score = _FOREIGN + (_FOREIGN_LONG if long_name else 0.0)
        if any(p.kind == "country" for p in entry.places[:1]):
            score = TRUSTED
        elif any(p.population >= _WORLD_POPULATION for p in entry.places[:1]):
            score = _WORLD_CITY
    if entry.reason != "short_foreign_name" or not home:
        score += _OTHERWISE.get(entry.reason or "", 0.0)
    if (
        not long_name
        and (is_listed or not entry.needs_context)
        and is_ordinary(mention.name, language)
        and entry.places[0].kind != "country"
    ):
        score += _ORDINARY
    if long_name and not entry.needs_context and mention.name.split(" ", 1)[0] in words.byname_heads:
        score += _OTHERWISE["person_name"]
    glued = mention.name_proclitic
    if glued and glued not in words.conjunctions and glued not in words.locative_proclitics:
        score += _ODD_PROCLITIC
    if glued and len(mention.name) <= SHORT_REST:
        score += _SHORT_REST
    return score


def _at_home(places: Sequence[Place], is_listed: bool, context: PlaceContext) -> float:
    """What it weighs that some place lies where the article may play, more for a well-known one; 0 when none does."""
    found = 0.0
    for place in places:
        if context.is_plausible(place.country) and (not is_listed or context.is_around(place)):
            if _is_notable(place):
                return _HOME + _NOTABLE
            found = _HOME
    return found


def _may_be_abroad(mention: Mention, places: Sequence[Place], language: str, context: PlaceContext) -> bool:
    """Whether a well-known place counts although only sides from elsewhere were named: a nationality tells no country.
    A bare name must be a unit's, a capital's or a city's. Where capitals tell names, these are too many."""
    is_open = context.country is None and context.evidence() < ENOUGH_EVIDENCE
    is_known = _is_notable if mention.qualifiers else _is_renowned
    return is_open and not load_language(language).has_capital_names and any(map(is_known, places))


def _is_notable(place: Place) -> bool:
    return place.is_unit or place.population >= _NOTABLE_POPULATION or bool(place.capital_of)


def _is_renowned(place: Place) -> bool:
    return place.is_unit or place.population >= _WELL_KNOWN or bool(place.capital_of)


def _of_words(mention: Mention, tokens: Tokens, words: PlaceWords, context: PlaceContext) -> float:
    texts, score = tokens.words, _of_qualifiers(mention)
    told_by_capital = context.country is None and bool(tokens.capitals) and tokens.capitals[mention.name_first]
    assert mention.entry is not None
    if mention.entry is not None and mention.entry.reason in _WORDS and not mention.qualifiers:
        behind = texts[mention.name_last] if mention.name_last < len(texts) else ""
        score += _DESCRIBED if words.article and behind.startswith(words.article) and behind in words.not_names else 0.0
    before = texts[mention.first - 1] if mention.first else ""
    bare = next(
        (before[len(c) :] for c in words.conjunctions if before.startswith(c) and before[len(c) :] in words.locatives),
        before,
    )
    is_listed = mention.entry is not None and mention.entry.reason == "listed_name"
    if bare in words.locatives or (mention.proclitic in words.locative_proclitics and not is_listed):
        score += _LOCATIVE
        if told_by_capital and _is_notable(mention.entry.places[0]):
            score += _CAPITAL
    elif bare in words.weak_locatives or mention.proclitic in words.locative_proclitics:
        score += _WEAK_LOCATIVE
    if mention.name in context.senses:
        score += _TOLD_BEFORE
    if tokens.capitals and context.country is None and not _is_led_in(mention, bare, words):
        is_doubtful = is_ordinary(mention.name, words.language) or context.is_named_by_chance(mention.entry.places[0])
        score += _UNINTRODUCED if is_doubtful else 0.0
    return score


def _is_led_in(mention: Mention, before: str, words: PlaceWords) -> bool:
    """Whether a name in capitals is well known, or something before it leads a place in. Names of small towns of other
    countries, and such as are everyday words, are parts of other names too ("the Roman Catholic bishop", "Save the
    Children")."""
    if mention.qualifiers or mention.proclitic or before in words.locatives or before in words.weak_locatives:
        return True
    if before in _LEADING_MARKS or before in words.list_words:
        return True
    first = mention.entry.places[0] if mention.entry is not None else None
    return first is None or first.kind in ("country", "admin1") or first.population >= _WELL_KNOWN


def _of_qualifiers(mention: Mention) -> float:
    entry = mention.entry
    if not mention.qualifiers or entry is None:
        return 0.0
    classes = {q.place_class for q in mention.qualifiers}
    if not classes & {"settlement", "unit", "feature", "countryside"}:
        return _SIDE
    kinds = {kind for q in mention.qualifiers for kind in q.kinds}
    return _FITTING if any(place.kind in kinds for place in entry.places) else _QUALIFIED
