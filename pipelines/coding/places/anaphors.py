"""What "the town" and "the governorate" stand for: the place of that kind that was named last."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.coding.places.context import PlaceContext
from pipelines.coding.places.lexicon import Anaphor, PlaceWords, place_words
from pipelines.coding.places.mention import Mention
from pipelines.coding.readings import PlaceCandidate, PlaceReading
from pipelines.gazetteer import Place, load_gazetteer
from pipelines.lexicon.actor_words import CountryWord, NationalityWord, load_actor_words
from pipelines.text.tokens import Tokens

_LOOK_BACK = 12  # readings
LONGEST_NATION = 4  # words
CAPITAL, UNIT_CAPITAL = ("capital",), ("unit capital",)  # what "the capital", "the state capital" stand for
MOSTLY = 0.6  # share of the evidence for a country from which "the capital" is its capital


def antecedent(anaphor: Anaphor, context: PlaceContext) -> PlaceReading | None:
    """The reading that an anaphor repeats: locations before places that only bounded others; None when nothing fits."""
    recent = context.named[-_LOOK_BACK:][::-1]
    ordered = [r for r in recent if r.role == "location"] + [r for r in recent if r.role != "location"]
    if anaphor.kinds == ("admin1",):
        return next((unit for known in recent if (unit := _unit_around(known)) is not None), None)
    return next((known for known in ordered if _fits(anaphor, known)), None)


def capital_of(mention: Mention, tokens: Tokens, language: str, context: PlaceContext) -> PlaceReading | None:
    """The capital that "the capital" stands for: of the country or nation named right before it ("Yemen's capital",
    "the Iraqi capital"), else, behind an article, of the one country that an article is mostly about."""
    words = place_words(language)
    at = mention.first - (tokens.words[mention.first - 1] in words.owner_links if mention.first else 0)
    spans = (tokens.words[first:at] for first in range(max(0, at - LONGEST_NATION), at))
    told = [name for span in spans if span[0] not in words.locatives for name in _countries(span, language)]
    country = told[0] if told else None
    before = _unit_before(tokens, mention.first, at, words, context) if country is None else None
    if before is not None:
        return _seat_of(before)
    if mention.anaphor is not None and mention.anaphor.kinds == UNIT_CAPITAL:
        around = next((unit for known in reversed(context.named) if (unit := _unit_around(known)) is not None), None)
        return _seat_of(_best(around)) if around is not None else None
    if country is None and at == mention.first and mention.last - mention.first > 1:
        country = context.main_country()
        country = country if country is not None and context.share(country) >= MOSTLY else None
    known = load_gazetteer().country(country) if country is not None else None
    return _seat_of(known.place) if known is not None else None


def _seat_of(area: Place) -> PlaceReading | None:
    """The capital of a country or unit; None when it is not known."""
    if area.capital_id is None:
        return None
    capital = load_gazetteer().by_id(area.capital_id)
    candidates = (PlaceCandidate(capital.place_id, 0.0),)
    return PlaceReading(0, 0, capital.name_ar or capital.name, None, 1, "location", candidates)


def _unit_before(tokens: Tokens, begin: int, at: int, words: PlaceWords, context: PlaceContext) -> Place | None:
    """The first-level unit named right before a capital ("the Edo State | capital", "Manipur's | capital"), where the
    article may play."""
    for last in (at, begin):
        bare = last - 1 if last and words.behind.at(tokens.words, last - 1) is not None else last
        for first in range(max(0, bare - LONGEST_NATION), bare):
            entry = load_gazetteer().entry(" ".join(tokens.words[first:bare]))
            units = [p for p in entry.places if p.kind == "admin1" and p.capital_id] if entry is not None else []
            best = max(units, key=lambda unit: (context.share(unit.country), unit.place_id), default=None)
            if best is not None and context.is_plausible(best.country):
                return best
    return None


def _countries(words: Sequence[str], language: str) -> tuple[str, ...]:
    """The country that words name, or whose people they mean."""
    known = load_gazetteer().country(" ".join(words))
    if known is not None:
        return (known.place.name,)
    matches = load_actor_words(language).matcher.at(words, 0)
    if matches is None or matches.last < len(words):
        return ()
    return tuple(entry.country for entry in matches.entries if isinstance(entry, (CountryWord, NationalityWord)))


def _fits(anaphor: Anaphor, known: PlaceReading) -> bool:
    if not known.candidates:
        return anaphor.precision == 1 and known.qualifier is not None
    return _best(known).kind in anaphor.kinds


def _best(known: PlaceReading) -> Place:
    return load_gazetteer().by_id(known.candidates[0].place_id)


def _unit_around(known: PlaceReading) -> PlaceReading | None:
    """The first-level unit of a place that was named."""
    if not known.candidates:
        return None
    place = _best(known)
    units = load_gazetteer().admin1_units(place.iso)
    unit = next((unit for unit in units if unit.admin1 == place.admin1), None)
    if unit is None:
        return None
    return PlaceReading(
        known.start, known.end, unit.name_ar or unit.name, None, 3, "location", (PlaceCandidate(unit.place_id, 0.0),)
    )
