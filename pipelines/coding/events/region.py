"""The first-level unit that an article plays in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipelines.coding.events.sentence import Sentence
from pipelines.gazetteer import Place, load_gazetteer

MOST = 0.6  # share of an article's places that must lie in one unit for the article to be about it


def main_unit(sentences: Sequence[Sentence]) -> Place | None:
    """The unit in which most places of the article's telling sentences lie; None when they are spread or there are
    none.
    """
    gazetteer = load_gazetteer()
    places = [gazetteer.by_id(p.candidates[0].place_id) for s in sentences for p in s.places if p.candidates]
    units = Counter((place.country, place.admin1) for place in places if place.admin1)
    if not units:
        return None
    (country, admin1), count = units.most_common(1)[0]
    if count < MOST * units.total():
        return None
    return next((unit for unit in gazetteer.admin1_units(country) if unit.admin1 == admin1), None)
