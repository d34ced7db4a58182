"""Names that nobody knows as written, but that sound like a known one: whether that is the place they mean.

Latin letters spell the names of other scripts in many ways ("Baqouba" and "Baquba", "Fariab" and "Faryab"). Chance
makes as many names alike, so the article must be about the country, and the words around must not say otherwise. Where
capitals tell no names, as in Arabic, the words must name the area of the place as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.coding.places.context import PlaceContext, km_between
from pipelines.coding.places.mention import Mention
from pipelines.coding.places.ranking import fits_parents, rank
from pipelines.gazetteer import NameEntry, Place, load_gazetteer
from pipelines.gazetteer.place import SETTLED_KINDS
from pipelines.gazetteer.spelling import is_arabic

_SAME_SPOT_KM = 10.0  # within which two villages of one name are one place to an article
_WELL_KNOWN = 100_000  # people of a town that is meant where nothing names a country


def is_unit_written_so(mention: Mention, context: PlaceContext) -> bool:
    """Whether a name told as a unit's ("Fariab Province") sounds like such a unit where the article may play."""
    kinds = {kind for q in mention.qualifiers if q.place_class == "unit" for kind in q.kinds}
    if mention.entry is not None or mention.alike is None or not kinds or not context.evidence():
        return False
    units = [place for place in mention.alike.places if place.kind == "admin1" and place.kind in kinds]
    return any(context.is_plausible_for(unit) for unit in units)


def is_written_so(mention: Mention, context: PlaceContext, areas: Sequence[Place]) -> bool:
    """Whether an unknown Latin name means the place that it sounds like: in the article's country and in what the words
    name around it; where nothing names a country, a well-known town or a first-level unit."""
    if is_arabic(mention.name):
        return False
    ranked = rank(replace(mention, entry=mention.alike), context, areas)
    if not ranked:
        return False
    best = load_gazetteer().by_id(ranked[0].place_id)
    if not context.evidence():
        return _is_told_alone(mention, best)
    if best.kind in SETTLED_KINDS and any("road" in q.kinds for q in mention.qualifiers):
        return False  # roads are called after the towns that they lead to
    if not (context.is_plausible_for(best) and context.is_around(best)):
        return False
    if not (mention.is_lent or fits_parents(best, mention)):
        return False
    around = [area for area in areas if area.iso == best.iso and area.kind == "admin1"]
    return not around or any(area.admin1 == best.admin1 for area in around)


def is_spelled_so(
    mention: Mention, alike: NameEntry | None, context: PlaceContext, areas: Sequence[Place]
) -> bool:
    """Whether an unknown name of Arabic script means a settled place that it sounds like: the only one, or one beside
    the others, in the area that the words name around it."""
    if alike is None or not is_arabic(mention.name) or not (mention.parents or areas):
        return False
    if any(q.is_part for q in mention.qualifiers):
        return False
    ranked = rank(replace(mention, entry=alike), context, areas)
    gazetteer = load_gazetteer()
    inside = [
        place
        for place in (gazetteer.by_id(candidate.place_id) for candidate in ranked)
        if place.kind in SETTLED_KINDS and fits_parents(place, mention) and _is_in_any(place, areas)
    ]
    if not inside or inside[0].place_id != ranked[0].place_id or not context.is_plausible_for(inside[0]):
        return False
    best = inside[0]
    return all(km_between(_spot(best), _spot(other)) < _SAME_SPOT_KM for other in inside)


def _is_in_any(place: Place, areas: Sequence[Place]) -> bool:
    units = [area for area in areas if area.kind == "admin1"]
    return not units or any((place.iso, place.admin1) == (unit.iso, unit.admin1) for unit in units)


def _spot(place: Place) -> tuple[float, float]:
    return place.latitude, place.longitude


def _is_told_alone(mention: Mention, best: Place) -> bool:
    """Whether a name means a well-known town although nothing names a country: it is told as a town, if as anything,
    and sounds like nothing elsewhere."""
    assert mention.alike is not None
    is_town = all(q.place_class != "unit" and best.kind in q.kinds for q in mention.qualifiers)
    is_only = all(place.iso == best.iso and place.admin1 == best.admin1 for place in mention.alike.places)
    return is_town and is_only and best.population >= _WELL_KNOWN
