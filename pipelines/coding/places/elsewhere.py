"""Known places that are not meant: the words around their name put it where they are not, so nobody knows the place."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.coding.places.context import PlaceContext, km_between
from pipelines.coding.places.mention import Mention
from pipelines.coding.places.ranking import fits_parents, is_abroad, is_far_from_parents, own_name
from pipelines.coding.places.sections import is_out_of_section
from pipelines.coding.readings import PlaceCandidate
from pipelines.gazetteer import Place, load_gazetteer
from pipelines.gazetteer.place import SETTLED_KINDS

WELL_KNOWN = 100_000  # people of a town that articles of other countries speak of
NOTABLE = 20_000  # people from which a town may be what an article of unknown country is about
_SURROUNDINGS_KM = 30.0
_VILLAGES = ("town", "village")
_SETTLED = (*_VILLAGES, "admin2", "admin3", "area")  # small towns and the units called like them


def names_unknown(mention: Mention) -> bool:
    """Whether the words before a name make a place of it even when nobody knows it."""
    return any(q.names_unknown for q in mention.qualifiers)


def is_elsewhere(mention: Mention, candidates: Sequence[PlaceCandidate], context: PlaceContext) -> bool:
    """Whether a name told as a village, town or quarter has namesakes only where it cannot be: it is unknown then.

    A small foreign town is none of an article's villages; a street or quarter that bears a town's name lies in that
    town only when the article is about its surroundings ("شارع بغداد" in Damascus).
    """
    best = load_gazetteer().by_id(candidates[0].place_id)
    is_foreign = not context.is_plausible(best.country)
    if mention.qualifiers and best.kind != "country" and is_abroad(best, mention):
        return True  # "منطقة الباب في بغداد" (the Bab area in Baghdad)
    if not names_unknown(mention):  # a camp, base or field that bears the name of a far village ("معسكر الجلاء")
        is_feature = bool(mention.qualifiers) and mention.qualifiers[-1].place_class == "feature"
        is_foreign = not context.is_plausible_for(best)
        return is_feature and is_foreign and best.kind in _SETTLED and best.population < WELL_KNOWN
    if best.kind in SETTLED_KINDS and best.population < WELL_KNOWN and is_far_from_parents(best, mention):
        return True
    if best.kind == "neighbourhood" and not (context.is_plausible_for(best) and fits_parents(best, mention)):
        return True  # a quarter of another city: many are called alike
    is_village_quarter = mention.qualifiers[-1].is_part and best.kind in _VILLAGES
    if is_village_quarter and not (_is_at_hand(best, mention, context) and fits_parents(best, mention)):
        return True
    if not is_named_after(mention, best):
        return is_foreign and best.population < WELL_KNOWN
    if best.population >= WELL_KNOWN and context.is_open():
        return False  # a group's home says little of where it strikes ("claimed a blast in a quarter of Baghdad")
    km = context.km_to_spots(best)
    return is_foreign or (best.place_id not in context.spots and km is not None and km > _SURROUNDINGS_KM)


def _is_at_hand(village: Place, mention: Mention, context: PlaceContext) -> bool:
    """Whether a village that a quarter is called like may be meant: near the places of the article, or in the unit told
    around it."""
    towns = [place for m in mention.lenders if m.entry is not None and (place := m.entry.places[0]).kind == "city"]
    if towns:
        here = village.latitude, village.longitude
        return any(km_between(here, (town.latitude, town.longitude)) < _SURROUNDINGS_KM for town in towns)
    km = context.km_to_spots(village)
    is_near = km is None or km < _SURROUNDINGS_KM or bool(mention.parents)
    return is_near and context.is_around(village)


def is_of_other_section(mention: Mention, candidates: Sequence[PlaceCandidate], context: PlaceContext) -> bool:
    """Whether a small place is told under the heading of another unit: a namesake there that nobody knows."""
    best = load_gazetteer().by_id(candidates[0].place_id)
    may_be_unknown = names_unknown(mention) or mention.list_id >= 0
    return may_be_unknown and best.population < WELL_KNOWN and is_out_of_section(mention, best, context)


def is_namesake(
    mention: Mention, candidates: Sequence[PlaceCandidate], context: PlaceContext, areas: Sequence[Place]
) -> bool:
    """Whether a small place bears a name that capitals show to be one and lies where the words do not allow it: in a
    country that the article is not about, outside its named parents, or, told as a village or a quarter, outside the
    units of its country that the sentence names."""
    best = load_gazetteer().by_id(candidates[0].place_id)
    if best.kind not in SETTLED_KINDS:
        return False
    if best.population >= WELL_KNOWN:
        if context.country is not None and names_unknown(mention) and not context.is_plausible_for(best):
            return True
        return _is_by_other_name(mention, best, context, areas)
    if (best.population < NOTABLE or context.country is not None) and not context.is_plausible_for(best):
        return True
    if mention.parents and not fits_parents(best, mention):
        return True
    around = [area for area in areas if area.iso == best.iso and area.kind == "admin1"]
    return names_unknown(mention) and bool(around) and all(area.admin1 != best.admin1 for area in around)


def _is_by_other_name(mention: Mention, city: Place, context: PlaceContext, areas: Sequence[Place]) -> bool:
    """Whether a well-known city is not what a name means that is told as a quarter's, where the words name something
    around it in which the city does not lie; or that is but another name of it, where they name units of other
    countries."""
    if mention.parents and is_named_after(mention, city):
        return not fits_parents(city, mention)
    told = [parent.entry.places[0] for parent in mention.parents if parent.entry is not None] or areas
    is_elsewhere = bool(told) and all(area.iso != city.iso for area in told)
    if not is_elsewhere or own_name(city.name) == mention.name:
        return False
    return not (fits_parents(city, mention) if mention.parents else context.is_plausible_for(city))


def is_named_after(mention: Mention, place: Place) -> bool:
    """Whether a quarter, street or building bears a town's name ("مشفى إدلب", the hospital of Idleb); not when the name
    is told as a town's ("سوق بمدينة بعقوبة", a market in the city of Baqubah)."""
    told = mention.qualifiers[-1] if mention.qualifiers else None
    if told is not None and not told.is_part and place.kind in told.kinds:
        return False
    return any(q.is_part and place.kind not in q.kinds for q in mention.qualifiers)
