"""Which place a name means: its candidates scored by the words around it and by where the article plays."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pipelines.coding.places.context import PlaceContext
from pipelines.coding.places.lexicon import Qualifier
from pipelines.coding.readings import PlaceCandidate
from pipelines.gazetteer import NameEntry, Place

KEPT = 5  # candidates kept as evidence

# Weights of the evidence, in the order of what settles most: a named parent, the asked-for admin1, the kind of place that the
# qualifier names, the country and units of the article, and how many people live there.
_PARENT, _NOT_IN_PARENT, _ASKED_UNIT, _KIND, _WRONG_KIND = 6.0, -4.0, 8.0, 3.0, -1.5
_COUNTRY, _DEFAULT_COUNTRY, _UNIT = 3.0, 2.0, 1.5
# What each step down the qualifier's list of fitting kinds costs: "محافظة" (governorate) must not become a city.
_UNIT_RANK, _SPOT_RANK = 2.5, 0.3


def rank(
    entry: NameEntry | None,
    qualifiers: Sequence[Qualifier],
    parents: Sequence[NameEntry | None],
    parent_qualifiers: Sequence[Sequence[Qualifier]],
    context: PlaceContext,
) -> list[PlaceCandidate]:
    """The candidates of a name, best first, at most KEPT."""
    if entry is None:
        return []
    known = [parent for parent in parents if parent is not None]
    scored = [(_score(place, qualifiers, known, context), -n, place) for n, place in enumerate(entry.places)]
    scored.sort(key=lambda item: (-item[0], -item[1]))
    return [PlaceCandidate(place.place_id, round(score, 2)) for score, _, place in scored[:KEPT]]


def _score(place: Place, qualifiers: Sequence[Qualifier], parents: Sequence[NameEntry], context: PlaceContext) -> float:
    score = math.log10(place.population + 10) / (4 if qualifiers else 2)
    if qualifiers:
        score += _kind_score(place, qualifiers)
    elif place.is_unit and place.kind != "country":
        score -= 1.0
    for parent in parents:
        score += _PARENT if any(_lies_in(place, unit) for unit in parent.places) else _NOT_IN_PARENT
    if context.admin1 is not None and place.admin1 == context.admin1:
        score += _ASKED_UNIT
    if context.country is not None and place.country == context.country:
        score += _DEFAULT_COUNTRY
    total = sum(context.countries.values())
    if total:
        score += _COUNTRY * context.countries[place.country] / total
        if place.admin1:
            score += _UNIT * min(2, context.units[(place.country, place.admin1)]) / 2
    return score


def _kind_score(place: Place, qualifiers: Sequence[Qualifier]) -> float:
    """The qualifier that asks for the widest area decides which kind of place fits."""
    asked = qualifiers[-1] if qualifiers[-1].place_class in ("settlement", "unit", "feature") else qualifiers[0]
    if place.kind in asked.kinds:
        per_rank = _UNIT_RANK if asked.place_class in ("unit", "countryside") else _SPOT_RANK
        return _KIND - per_rank * asked.kinds.index(place.kind)
    return _WRONG_KIND


def _lies_in(place: Place, area: Place) -> bool:
    """Whether a place lies in the area that its parent names: by unit, by country, or as a town's surroundings."""
    if area.kind == "country":
        return place.iso == area.iso
    if place.iso != area.iso or place.place_id == area.place_id:
        return False
    if area.kind == "admin1" or area.capital_of:
        return place.admin1 == area.admin1
    if area.kind == "admin2" and place.admin2 is not None:
        return place.admin2 == area.admin2
    return abs(place.latitude - area.latitude) < 0.35 and abs(place.longitude - area.longitude) < 0.4
