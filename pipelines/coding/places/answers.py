"""Answers to single questions: what place do these words mean, all its candidates told best first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from pipelines.coding.places.context import PlaceContext
from pipelines.coding.places.mention import Mention
from pipelines.coding.places.names import known_name
from pipelines.coding.places.ranking import rank
from pipelines.coding.places.reader import read_places
from pipelines.coding.places.survey import survey
from pipelines.coding.readings import PlaceReading
from pipelines.gazetteer import NameEntry, Place, fold_name, load_gazetteer
from pipelines.text.normal import NormalText
from pipelines.text.tokens import Tokens, tokenise

Answer = dict[str, Any]

_LIKE_ENOUGH, _LIKE_IN_UNIT = (
    0.8,
    0.74,
)  # likeness from which a misspelt name may mean a place of a known country, of a unit
_TOLD, _ALIKE, _AROUND = 0.9, 0.6, 0.3  # confidence of a known name, a similar one, the area around an unknown one
_LESS_SURE = 0.7  # what each further candidate loses


def answer_places(
    normal: NormalText, language: str, country: str | None = None, admin1: str | None = None
) -> list[Answer]:
    """Readings of a text as keyword values of an answer line, best first. Raises SchemaError."""
    gazetteer = load_gazetteer()
    known = gazetteer.country(country) if country else None
    context = PlaceContext(country=known.place.name if known else country, admin1=_unit_name(country, admin1))
    tokens = tokenise(normal.text)
    survey([tokens], language, context)
    readings = _bare_name(tokens, language, context) or read_places(tokens, language, context)
    answers = [answer for reading in readings if reading.role != "modifier" for answer in _told(reading)]
    if not any(reading.candidates for reading in readings):
        unknown = next(
            (reading.name for reading in readings if reading.rule.startswith("place.unknown")), normal.text.strip()
        )
        answers = [*_alike(normal, unknown, country, context.admin1), *answers]
    return answers


def _unit_name(country: str | None, admin1: str | None) -> str | None:
    """A first-level unit in the gazetteer's spelling, whatever spelling was asked with."""
    if not admin1:
        return None
    folded = fold_name(admin1)
    units = load_gazetteer().admin1_units(country) if country else ()
    return next(
        (unit.name for unit in units if folded in {fold_name(name) for name in (unit.name, *unit.names)}), admin1
    )


def _bare_name(tokens: Tokens, language: str, context: PlaceContext) -> list[PlaceReading]:
    """A text that is nothing but one known name is that place, however common the word."""
    found = known_name(tokens.words, 0, language) if len(tokens) else None
    if found is None or found[0] or found[1] != len(tokens):
        return []
    entry: NameEntry = found[2]
    mention = Mention(0, 0, len(tokens), "", "", entry.name, entry, [], None, len(tokens))
    ranked = tuple(rank(mention, context))
    return [PlaceReading(tokens.starts[0], tokens.ends[-1], entry.name, None, 1, "location", ranked, "", "place.named")]


def _told(reading: PlaceReading) -> Iterator[Answer]:
    """One answer per candidate; for an unknown place the areas around it."""
    gazetteer = load_gazetteer()
    for number, candidate in enumerate(reading.candidates):
        yield _answer(
            reading.start,
            reading.end,
            gazetteer.by_id(candidate.place_id),
            _TOLD * _LESS_SURE**number,
            reading.precision,
        )
    if not reading.candidates:
        for number, place_id in enumerate(reading.parents):
            yield _answer(reading.start, reading.end, gazetteer.by_id(place_id), _AROUND * _LESS_SURE**number, 2)


def _alike(normal: NormalText, name: str, country: str | None, admin1: str | None) -> Iterator[Answer]:
    """Places of a similar spelling, only where the country is known."""
    if country is None:
        return
    folded = fold_name(unicodedata.normalize("NFKC", name))
    for place, likeness in load_gazetteer().fuzzy(folded, country, admin1):
        if likeness >= (_LIKE_IN_UNIT if admin1 else _LIKE_ENOUGH):
            yield _answer(0, len(normal.text), place, _ALIKE * likeness, 1)


def _answer(start: int, end: int, place: Place, confidence: float, precision: int) -> Answer:
    return {
        "start": start, "end": end, "value": place.place_id, "confidence": confidence, "precision": precision,
        "latitude": place.latitude, "longitude": place.longitude, "name": place.name, "admin1": place.admin1,
    }  # fmt: skip
