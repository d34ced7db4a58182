"""Step 2, score: how much speaks for two reports telling one incident, or that they cannot."""

from __future__ import annotations

from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from pipelines.coding.actors import are_compatible
from pipelines.link.candidates import REGION, Profile
from pipelines.link.rules import LinkingRules

_EARTH_KM = 6371.0


def score(a: Profile, b: Profile, rules: LinkingRules) -> float | None:
    """Points for two reports telling one incident; None when they contradict each other. Symmetric."""
    total = 0.0
    for part in (_type_points, _day_points, _place_points, _side_points, _death_points):
        points = part(a, b, rules)
        if points is None:
            return None
        total += points
    return total + _injured_points(a, b, rules) + _person_points(a, b, rules)


def _type_points(a: Profile, b: Profile, rules: LinkingRules) -> float | None:
    if a.sub_event_type == b.sub_event_type:
        return rules.points["same_type"]
    none: frozenset[str] = frozenset()
    if rules.families.get(a.sub_event_type, none) & rules.families.get(b.sub_event_type, none):
        return rules.points["same_family"]
    return None


def _day_points(a: Profile, b: Profile, rules: LinkingRules) -> float | None:
    if a.first_day > b.last_day or b.first_day > a.last_day:
        return None
    return rules.points["same_day" if a.is_exact and b.is_exact else "overlapping_days"]


def _place_points(a: Profile, b: Profile, rules: LinkingRules) -> float | None:
    if a.country != b.country:
        return None
    coarser = max(a.geo_precision, b.geo_precision)
    if coarser >= REGION:
        return rules.points["same_region"] if a.admin1 == b.admin1 else None
    if a.place_id is not None and a.place_id == b.place_id:
        return rules.points["same_place" if a.geo_precision == b.geo_precision else "near_place"]
    if None in (a.latitude, a.longitude, b.latitude, b.longitude):
        return None
    return rules.points["near_place"] if distance_km(a, b) <= rules.distances_km[coarser] else None


def distance_km(a: Profile, b: Profile) -> float:
    """Great-circle distance (haversine formula) of two places with coordinates."""
    assert a.latitude is not None
    assert a.longitude is not None
    assert b.latitude is not None
    assert b.longitude is not None
    north, east = radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)
    chord = sin(north / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(east / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(chord)))


def _side_points(a: Profile, b: Profile, rules: LinkingRules) -> float | None:
    """Actor with actor and target with target; of two that fight each other, either may be told as the actor.

    Sources differ over who did it, so another name speaks against one incident, but alone does not rule it out.
    """
    straight = _sides(a.actor_id, a.target_id, b.actor_id, b.target_id, rules)
    if a.event_type in rules.two_sided and b.event_type in rules.two_sided:
        return max(straight, _sides(a.actor_id, a.target_id, b.target_id, b.actor_id, rules))
    return straight


def _sides(
    actor: str | None, target: str | None, other_actor: str | None, other_target: str | None, rules: LinkingRules
) -> float:
    return _agreement(actor, other_actor, "actor", rules) + _agreement(target, other_target, "target", rules)


def _agreement(one: str | None, other: str | None, side: str, rules: LinkingRules) -> float:
    """Only names tell incidents apart: that both reports speak of civilians says little."""
    if one is not None and other is not None and not compatible(one, other):
        return rules.points[f"other_{side}"]
    is_named = one is not None and one == other and not is_generic(one)
    return rules.points[f"same_{side}" if is_named else f"open_{side}"]


@lru_cache(maxsize=100_000)
def compatible(one: str, other: str) -> bool:
    """Whether two actor ids may be one side of one incident."""
    return are_compatible(one, other)


def _death_points(a: Profile, b: Profile, rules: LinkingRules) -> float | None:
    if a.deaths is None or b.deaths is None:
        return 0.0
    low, high = sorted((a.deaths, b.deaths))
    if low == high:
        return rules.points["same_deaths"] if high else 0.0
    if high - low > rules.deaths_difference and high > rules.deaths_ratio * max(low, 1):
        return None
    return rules.points["close_deaths" if high - low <= max(1, high // 4) and low else "other_deaths"]


def _injured_points(a: Profile, b: Profile, rules: LinkingRules) -> float:
    if not a.injured or not b.injured:
        return 0.0
    return rules.points["same_injured" if a.injured == b.injured else "other_injured"]


def _person_points(a: Profile, b: Profile, rules: LinkingRules) -> float:
    if not a.persons or not b.persons:
        return 0.0
    return rules.points["same_person" if a.persons & b.persons else "other_person"]


def is_generic(actor_id: str) -> bool:
    """Whether a side is only described (civilians, an unidentified group), not named."""
    return actor_id.startswith("generic.")
