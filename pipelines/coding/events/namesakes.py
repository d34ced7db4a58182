"""Words of sides, days and acts that belong to names: of quarters and streets, of towns, of organisations."""

from __future__ import annotations

from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.coding.events.sides import CROWD_ACTS
from pipelines.coding.places.lexicon import place_words
from pipelines.coding.readings import ActorReading, DateReading
from pipelines.gazetteer import load_gazetteer
from pipelines.lexicon.triggers import TriggerForm
from pipelines.lexicon.words import Word

CITY = 100_000  # people
MONTH = 3  # precision of a date
_NAMES = (None, "common_word")  # what is said against a name that "in" outweighs
_TOWNS_AND_UNITS = ("settlement", "unit")  # classes of words that introduce places where no side has its base
DIGITS_OF_YEAR = 4
YEARS = range(1950, 2100)  # what a number before an act most likely is
TITLE_CASE = 2  # where more than one word in so many has a capital, capitals tell no names


def is_of_place(actor: ActorReading, sentence: Sentence) -> bool:
    """Whether a side's bare name stands behind a word that makes a place of it ("قضاء الإصلاح", the district of
    al-Islah; "حي الثورة"), or is a city's behind "in" ("في مدني", in Madani, whose name means civilian)."""
    first = sentence.token_at(actor.start)
    if actor.proclitic or not first or actor.whole_start != actor.start:
        return False
    if sentence.token_at(actor.end - 1) == first and _is_city_in(sentence, first):
        return True
    match = place_words(sentence.language.code).qualifiers.at(sentence.tokens.words, first - 1)
    if match is None or match.last != first:
        return False
    qualifier = match.entries[0]
    if qualifier.is_part and qualifier.place_class in _TOWNS_AND_UNITS and sentence.token_at(actor.end - 1) == first:
        return True  # "ساحة الطيران" (Aviation Square), "شارع الجيش" (Army Street)
    return actor.rule == "actor.name" and qualifier.place_class in _TOWNS_AND_UNITS


def _is_city_in(sentence: Sentence, at: int) -> bool:
    """Whether a word behind "in" is the name of a city and counts as one with no more than that before it."""
    if sentence.tokens.words[at - 1] not in place_words(sentence.language.code).locatives:
        return False
    entry = load_gazetteer().entry(sentence.tokens.words[at])
    return entry is not None and entry.reason in _NAMES and entry.places[0].population >= CITY


def is_in_name(date: DateReading, sentence: Sentence) -> bool:
    """Whether a date is the name of a quarter, a street or a bridge ("حي مايو", "شارع 17 تموز")."""
    first = sentence.token_at(date.start)
    if not first:
        return False
    match = place_words(sentence.language.code).qualifiers.at(sentence.tokens.words, first - 1)
    return match is not None and match.last == first and match.entries[0].names_unknown


def is_home_town(date: DateReading, sentence: Sentence, country: str | None) -> bool:
    """Whether a month's name, and nothing else, is that of a well-known place of the article's country ("في إب", in
    Ibb)."""
    if country is None or date.basis != "explicit" or date.precision != MONTH:
        return False
    first = sentence.token_at(date.start)
    if sentence.tokens.ends[first] != date.end:
        return False
    entry = load_gazetteer().entry(sentence.tokens.words[first])
    known = load_gazetteer().country(country) if entry is not None else None
    if entry is None or known is None:
        return False
    return any(p.iso == known.iso and (p.is_unit or p.capital_of or p.population >= CITY) for p in entry.places)


def is_town(mark: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Whether the noun of an act stands behind a word that makes a place of it ("بلدة معركة", the town of Maarakeh)."""
    if mark.value.part != "noun" or mark.proclitic or not mark.first:
        return False
    match = place_words(sentence.language.code).qualifiers.at(sentence.tokens.words, mark.first - 1)
    if match is None or match.last != mark.first:
        return False
    return match.entries[0].place_class == "settlement" and match.entries[0].names_unknown


def is_named(mark: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Whether a word of an act belongs to a name, or to a year: "the 2019 attack" is one of long ago, where what
    describes a noun stands before it; elsewhere the year belongs to the words before it ("خلال عام 2020 مقتل …")."""
    is_before = sentence.language.is_subject_first
    before = sentence.tokens.words[mark.first - 1] if mark.first and is_before else ""
    if len(before) == DIGITS_OF_YEAR and before.isdigit() and int(before) in YEARS:
        return True
    return _is_in_a_name(mark, sentence)


def _is_in_a_name(mark: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Whether a trigger's word is part of a name, as capitals amid a sentence in small letters tell ("the Liberation
    Front"). Demonstrations bear names themselves ("the Women's March")."""
    capitals = sentence.tokens.capitals
    if not capitals or not mark.first or not capitals[mark.first] or mark.value.trigger.family in CROWD_ACTS:
        return False
    near = [place for place in (mark.first - 1, mark.last) if 0 < place < len(capitals) and capitals[place]]
    return bool(near) and sum(capitals) <= len(capitals) // TITLE_CASE


def follows_post(mark: Mark[Word], sentence: Sentence) -> bool:
    """Whether a phrase of origin tells where something of a side stands ("مواقع للجيش المتمركزة في", posts of the army
    stationed in): no place from which somebody came."""
    before = sentence.tokens.ends[mark.first - 1] if mark.first else 0
    return any(actor.member_class == "possession" and actor.end == before for actor in sentence.actors)
