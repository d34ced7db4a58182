"""Which place a name means: its candidates scored by the words around it and by where the article plays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache, lru_cache

from pipelines.coding.places.context import ENOUGH_EVIDENCE, PlaceContext, km_between
from pipelines.coding.places.lexicon import Qualifier
from pipelines.coding.places.mention import Mention
from pipelines.coding.readings import PlaceCandidate
from pipelines.gazetteer import Place, fold_name, load_gazetteer
from pipelines.gazetteer.place import ADMIN_KINDS

FORMS_KEPT = 100_000
KEPT = 5  # candidates kept as evidence
CONSIDERED = 40  # homonyms looked at, likeliest first

# Weights of the evidence, in the order of what settles most: a named parent, the asked-for admin1, the sense that
# the article gave the name, the kind of place that the qualifier names, country, distance to its places, its units.
_PARENT, _NOT_IN_PARENT, _ASKED_UNIT, _SENSE, _KIND, _WRONG_KIND = 6.0, -4.0, 8.0, 4.0, 3.0, -1.5
_COUNTRY, _NO_COUNTRY, _UNIT, _SENTENCE_UNIT, _BARE_UNIT, _LOWER_UNIT = 4.0, -4.0, 1.5, 2.0, -1.0, 1.5
_BARE_COUNTRY = 4.0  # "الكويت" alone is the country, not the city; so is "southern Niger"
_OWN_NAME = 0.5  # spelt as the place itself, not as one of its other names
_BESIDE_UNIT, _SMALL = -3.0, 50_000  # a town of few people, elsewhere in the country than the unit of its name
_NEAR = ((15.0, 2.5), (40.0, 1.8), (90.0, 1.0), (200.0, 0.3))  # kilometres to the next sure place → points
# What each step down the qualifier's list of fitting kinds costs: "محافظة" (governorate) must not become a city.
_UNIT_RANK, _SPOT_RANK = 2.5, 0.3
_AROUND_KM, _INSIDE_KM, _SIDE_KM = (
    35.0,
    20.0,
    90.0,
)  # how far places lie that are told to be near, in, or on one side of a place
_WITHOUT_END = ("area", "mountain", "desert", "river", "road")  # kinds that reach far beyond their position
_BESIDE_UNIT_KM, _SPACE_KM = 80.0, 40.0  # from a unit's capital, or a town, within which a place may be told with it


def rank(mention: Mention, context: PlaceContext, areas: Sequence[Place] = ()) -> list[PlaceCandidate]:
    """The candidates of a name, best first, at most KEPT. `areas` are units that its sentence names elsewhere."""
    if mention.entry is None:
        return []
    parents = [told for parent in mention.parents if (told := _alternatives(parent))]
    sense = context.senses.get(mention.name)
    places = mention.entry.places[:CONSIDERED]
    units = [place for place in places if place.kind == "admin1"] if len(places) > 1 else []
    scored = []
    for number, place in enumerate(places):
        score = _score(place, mention.qualifiers, context)
        score += _OWN_NAME if mention.name in (own_name(place.name), own_name(place.name_ar or "")) else 0.0
        score += _SENSE if place.place_id == sense else 0.0
        is_small = place.population < _SMALL and place.kind != "country"
        if units and is_small and any(u.iso == place.iso and u.admin1 != place.admin1 for u in units):
            score += _BESIDE_UNIT
        for parent in parents:
            score += _PARENT if _is_in_any(place, parent) else _NOT_IN_PARENT
        if areas and not parents:
            score += _SENTENCE_UNIT if any(place == area or _is_inside(place, area) for area in areas) else 0.0
        scored.append((-score, number, place))
    scored.sort(key=lambda item: item[:2])
    return [PlaceCandidate(place.place_id, round(-score, 2)) for score, _, place in scored[:KEPT]]


own_name = lru_cache(maxsize=FORMS_KEPT)(fold_name)  # asked for each candidate of each mention


def fits_parents(place: Place, mention: Mention) -> bool:
    """Whether a place lies in everything that its words name around it."""
    told = [_alternatives(parent) for parent in mention.parents]
    return all(_is_in_any(place, parent) for parent in told if parent)


def is_far_from_parents(place: Place, mention: Mention) -> bool:
    """Whether a place lies far from something that its words name around it: not even at the edge of it, as villages
    that are told with the unit next to theirs. A town behind a village ("of X, in the city of Y") tells of the act."""
    areas = [parent for parent in mention.parents if _is_told_as_area(parent)]
    return any(
        not _is_in_any(place, told) and not any(_is_beside(place, area) for area, *_ in told)
        for parent in areas
        if (told := _alternatives(parent)) and not any(area.kind in _WITHOUT_END for area, *_ in told)
    )


def is_abroad(place: Place, mention: Mention) -> bool:
    """Whether a place lies in another country than everything that a better known name told around it may mean."""
    told = [_alternatives(parent) for parent in mention.parents]
    return any(
        areas
        and all(area.iso != place.iso for area, *_ in areas)
        and max(area.population for area, *_ in areas) > max(place.population, _SMALL)
        for areas in told
    )


def _is_told_as_area(parent: Mention) -> bool:
    """Whether a parent is surely an area: a unit or a town, and not told as the town in which something happened."""
    first = parent.entry.places[0] if parent.entry is not None else None
    if first is None or not (first.is_unit or first.kind in ("city", "town")):
        return False
    if any(q.is_road for q in parent.qualifiers):
        return False  # a road leads to a town from afar
    classes = {q.place_class for q in parent.qualifiers}
    return "settlement" not in classes or bool(classes & {"near", "direction"})


def _is_beside(place: Place, area: Place) -> bool:
    is_unit = area.kind in ("country", "admin1") or seat_kind(area.place_id) == "admin1"
    km = km_between((place.latitude, place.longitude), (area.latitude, area.longitude))
    return place.iso == area.iso and (km < (_BESIDE_UNIT_KM if is_unit else _SPACE_KM) or _is_inside(place, area))


Area = tuple[Place, Qualifier | None, bool]  # with whether a distance from it is told


def _is_in_any(place: Place, areas: Sequence[Area]) -> bool:
    """Whether a place lies in one of the areas that a parent may mean; in its country where a distance is told."""
    return any(
        place.iso == area.iso if is_measured else lies_in(place, area, told) for area, told, is_measured in areas
    )


def _alternatives(parent: Mention) -> list[Area]:
    """The areas that a parent may mean, those it is listed with included."""
    return [
        (place, told.qualifiers[-1] if told.qualifiers else None, told.is_measured)
        for told in (parent, *parent.siblings)
        if told.entry is not None
        for place in told.entry.places[:CONSIDERED]
    ]


def _score(place: Place, qualifiers: Sequence[Qualifier], context: PlaceContext) -> float:
    score = math.log10(place.population + 10) / (4 if qualifiers else 2)
    if place.kind == "country" and all(q.place_class in ("near", "direction") for q in qualifiers):
        score += _BARE_COUNTRY
    elif qualifiers:
        score += _kind_score(place, qualifiers)
    elif place.is_unit:
        score += _BARE_UNIT - (0.0 if place.kind == "admin1" else _LOWER_UNIT)
    if context.admin1 is not None and place.admin1 == context.admin1:
        score += _ASKED_UNIT
    evidence = context.evidence()
    if evidence:
        share = context.share(place.country)
        score += _COUNTRY * share
        if share == 0.0 and evidence >= ENOUGH_EVIDENCE:
            score += _NO_COUNTRY
        score += _UNIT * context.unit_share(place)
    km = None if place.is_unit else context.km_to_spots(place)
    if km is not None:
        score += next((points for limit, points in _NEAR if km <= limit), 0.0)
    return score


def _kind_score(place: Place, qualifiers: Sequence[Qualifier]) -> float:
    """The qualifier that stands at the name decides which kind of place fits, a side or a nearness least."""
    telling = [q for q in qualifiers if q.place_class in ("settlement", "unit", "feature", "countryside")]
    asked = telling[-1] if telling else qualifiers[0]
    if place.kind in asked.kinds:
        per_rank = _UNIT_RANK if asked.place_class in ("unit", "countryside") else _SPOT_RANK
        return _KIND - per_rank * asked.kinds.index(place.kind)
    return _WRONG_KIND


def lies_in(place: Place, area: Place, told: Qualifier | None) -> bool:
    """Whether a place lies where its parent says: in a unit or country, in or near a town, on one side of it."""
    if area.kind == "country":
        return place.iso == area.iso
    if place.place_id == area.place_id:
        return False
    km = km_between((place.latitude, place.longitude), (area.latitude, area.longitude))
    told_class = told.place_class if told is not None else None
    if told_class in ("near", "direction") and area.kind not in ("admin1",):
        is_far = told_class == "direction" or (told is not None and told.is_road)
        return km < (_SIDE_KM if is_far else _AROUND_KM)
    if told_class == "settlement":
        return place.iso == area.iso and km < _INSIDE_KM
    return _is_inside(place, area)


def _is_inside(place: Place, area: Place) -> bool:
    if place.iso != area.iso or place.place_id == area.place_id:
        return False
    if area.kind == "admin1" or seat_kind(area.place_id) == "admin1":
        return place.admin1 == area.admin1
    near = km_between((place.latitude, place.longitude), (area.latitude, area.longitude)) < _AROUND_KM
    if area.kind == "admin2" or seat_kind(area.place_id) == "admin2":
        return near or (place.admin2 is not None and place.admin2 == area.admin2 and place.admin1 == area.admin1)
    return near


@cache
def seat_kind(place_id: str) -> str | None:
    """The kind of the widest unit below the country that a place is the seat of."""
    gazetteer = load_gazetteer()
    kinds = {gazetteer.by_id(unit).kind for unit in gazetteer.by_id(place_id).capital_of}
    return next((kind for kind in ADMIN_KINDS if kind in kinds), None)
