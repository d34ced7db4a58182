"""A first look over a whole article: the countries, units and sure places that it names, before any name is decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pipelines.coding.places.context import PlaceContext
from pipelines.coding.places.elsewhere import is_named_after
from pipelines.coding.places.lexicon import place_words
from pipelines.coding.places.mention import Mention
from pipelines.coding.places.mentions import find_mentions
from pipelines.coding.places.ranking import rank
from pipelines.coding.places.reader import settle_mentions
from pipelines.coding.readings import PlaceCandidate
from pipelines.gazetteer import Place, load_gazetteer
from pipelines.lexicon.actor_words import CountryWord, NamedWord, NationalityWord, load_actor_words
from pipelines.lexicon.actors import load_register
from pipelines.lexicon.openings import ACTOR
from pipelines.text.tokens import Tokens

# What words weigh as evidence of a country: its name, a nationality, an actor at home there, a place.
_COUNTRY_NAME, _NATIONALITY, _ACTOR, _KNOWN_PLACE, _TOLD_PLACE, _BARE_PLACE, _OTHER_PLACE = (
    1.0,
    0.4,
    0.7,
    1.0,
    0.7,
    0.5,
    0.15,
)
_AT_HOME, _ABROAD = 0.38, 0.32  # of an actor of several countries: its first one, and any of the others
_SOMEWHERE = ""  # stands for a country that is not known which
_KNOWN_POPULATION = 100_000
_BEYOND = 0.05  # what lies beyond a border ("near the border with Kenya"): only where nothing else speaks
_MOST_OF_ONE = 3.0  # a country's name or a nationality counts no more, however often it stands
_SURE_MARGIN, _DECIDED_MARGIN = (
    1.5,
    3.0,
)  # by how much the best candidate must lead to count as sure, and for its whole article
_ONE_PLACE = 0.05  # degrees within which two candidates are one place (a town and its unit)


def survey(sentences: Iterable[Tokens], language: str, context: PlaceContext) -> None:
    """Fill a context from all sentences of an article. Raises SchemaError."""
    texts = list(sentences)
    words = Counter[str]()
    for tokens in texts:
        for word, is_beyond in _speaking(tokens, language):
            if told := _countries_of(word, language):
                for country, weight in told:
                    words[country] += min(weight, _BEYOND) if is_beyond else weight  # type: ignore[assignment]
    for country, weight in words.items():
        context.weigh(country, min(_MOST_OF_ONE, weight))
    named = context.countries.copy()
    for tokens in texts:
        if id(tokens) not in context.surveyed:
            context.surveyed[id(tokens)] = tokens, find_mentions(tokens, language)
    seen = [context.surveyed[id(tokens)] for tokens in texts]
    mentions = [(tokens, [m.copy() for m in found]) for tokens, found in seen if found]
    for _, found in mentions:
        _weigh_names(found, context)
    sure: dict[str, Place] = {}
    for tokens, found in mentions:
        _settle(settle_mentions(found, tokens, language, context), context, sure)
    context.set_countries(named)
    for place in sure.values():
        context.note(place, _KNOWN_PLACE)
    context.is_surveyed = True


def _speaking(tokens: Tokens, language: str) -> Iterable[tuple[str, bool]]:
    """The words that may speak for a country, names of several words as one where capitals tell names ("Boko Haram");
    with whether a border behind them says that it lies beyond ("the Kenyan | border")."""
    if not tokens.capitals:
        return [(tokens.words[place], False) for place in tokens.openings(ACTOR)]
    behind = place_words(language).behind
    matches = load_actor_words(language).matcher.find(tokens.words, tokens.openings(ACTOR))
    found = []
    for match in matches:
        if any(tokens.capitals[match.first : match.last]):
            next_one = behind.at(tokens.words, match.last) if match.last < len(tokens) else None
            is_beyond = next_one is not None and next_one.entries[0].is_border
            found.append((" ".join(tokens.words[match.first : match.last]), is_beyond))
    return found


@lru_cache(maxsize=100_000)
def _countries_of(word: str, language: str) -> tuple[tuple[str, float], ...]:
    """Countries that a word or name speaks for, with what it weighs."""
    matcher = load_actor_words(language).matcher
    parts = word.split(" ")
    match = matcher.at(parts, 0) if matcher.begins(parts[0]) else None
    if match is None:
        return ()
    found: dict[str, float] = {}
    register = load_register()
    for entry in match.entries:
        if isinstance(entry, CountryWord):
            found[entry.country] = _COUNTRY_NAME
        elif isinstance(entry, NationalityWord):
            found.setdefault(entry.country, _NATIONALITY)
        elif isinstance(entry, NamedWord) and len(match.entries) == 1:
            first, *others = register.actors[entry.actor_id].countries or ("",)
            if first:
                found.setdefault(first, _AT_HOME if others else _ACTOR)
            if others:
                found[_SOMEWHERE] = _ABROAD
    return tuple(found.items())


def _weigh_names(mentions: Sequence[Mention], context: PlaceContext) -> None:
    """Each name speaks for the countries that it may lie in, the well-known and the introduced ones most."""
    for mention in mentions:
        entry = mention.entry
        if entry is None or (entry.needs_context and not mention.qualifiers):
            continue
        first = entry.places[0]
        is_told = any(first.kind in q.kinds for q in mention.qualifiers)
        is_known = first.is_unit or first.population >= _KNOWN_POPULATION
        if first.kind == "country" or (is_known and is_told):
            weight = _KNOWN_PLACE
        elif is_told or " " in mention.name:
            weight = _TOLD_PLACE
        else:
            weight = _BARE_PLACE if is_known and not mention.qualifiers else _OTHER_PLACE
        is_country = first.kind == "country" and all(q.place_class in ("near", "direction") for q in mention.qualifiers)
        countries = [first.country] if is_country else list(dict.fromkeys(place.country for place in entry.places))
        if is_country and any(q.is_border for q in mention.qualifiers):
            weight = _BEYOND
        for country in countries:
            context.weigh(country, weight / len(countries))


def _settle(mentions: Sequence[Mention], context: PlaceContext, sure: dict[str, Place]) -> None:
    gazetteer = load_gazetteer()
    for mention in mentions:
        if mention.entry is None or mention.role in ("organisation", "dateline", "neighbour"):
            continue
        places, margin = mention.entry.places, _DECIDED_MARGIN
        ranked = rank(mention, context) if len(places) > 1 else []
        best = gazetteer.by_id(ranked[0].place_id) if ranked else places[0]
        if is_named_after(mention, best):
            continue
        if ranked:
            margin = _margin(best, ranked)
        if margin >= _SURE_MARGIN:
            sure.setdefault(best.place_id, best)
        if margin >= _DECIDED_MARGIN and mention.parents:
            context.senses.setdefault(mention.name, best.place_id)


def _margin(best: Place, ranked: Sequence[PlaceCandidate]) -> float:
    """By how much the best candidate leads the next one that lies elsewhere."""
    gazetteer = load_gazetteer()
    for other in ranked[1:]:
        place = gazetteer.by_id(other.place_id)
        if abs(place.latitude - best.latitude) > _ONE_PLACE or abs(place.longitude - best.longitude) > _ONE_PLACE:
            return ranked[0].score - other.score
    return _DECIDED_MARGIN
