"""Places for `waqai read places`: what the coder reads in a text, else what a bare name may mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.coding.places import PlaceContext, read_places
from pipelines.gazetteer import Place, fold_name, load_gazetteer
from pipelines.text.normal import NormalText
from pipelines.text.tokens import tokenise

_SPELLED_ALIKE = 0.85  # likeness from which another spelling is offered
_GUESS = 0.5  # how sure a name is that only resembles the one asked for


def answer_places(
    text: NormalText, language: str, country: str | None, admin1: str | None
) -> Iterator[Mapping[str, Any]]:
    """Readings for one text, best first within each name: span, value (place id), name, coordinates, confidence.

    A text that is one name gets every place of that name, those in the given unit and country first; without any, the
    places of similar spelling there.
    """
    found = [
        (reading, candidate)
        for reading in read_places(tokenise(text.text), language, PlaceContext(country=country, admin1=admin1))
        for candidate in reading.candidates
        if reading.role != "modifier"
    ]
    if found:
        for reading, candidate in found:
            place = load_gazetteer().by_id(candidate.place_id)
            yield _answer(reading.start, reading.end, place, candidate.score, reading.precision)
        return
    for place, sure in _named(text.text, country, admin1):
        yield _answer(0, len(text.text), place, sure, 1)


def _named(name: str, country: str | None, admin1: str | None) -> list[tuple[Place, float]]:
    """The places of a bare name, those asked for by country and unit first."""
    gazetteer, folded = load_gazetteer(), fold_name(name)
    places = gazetteer.lookup(folded)
    if places:
        fitting = [place for place in places if country is None or place.country == country]
        ranked = sorted(fitting, key=lambda place: admin1 is not None and place.admin1 != admin1)
        return [(place, 1.0 / (rank + 1)) for rank, place in enumerate(ranked)]
    alike = gazetteer.fuzzy(folded, country, admin1) if folded else []
    return [(place, likeness * _GUESS) for place, likeness in alike if likeness >= _SPELLED_ALIKE]


def _answer(start: int, end: int, place: Place, sure: float, precision: int) -> Mapping[str, Any]:
    return {
        "start": start,
        "end": end,
        "value": place.place_id,
        "confidence": min(max(sure, 0.0), 1.0),
        "precision": precision,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "name": place.name,
        "admin1": place.admin1,
    }
