"""Step 2, score: how much speaks for two reports telling one incident, or that they cannot."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

from pipelines.coding.actors import are_compatible
from pipelines.link.candidates import Profile
from pipelines.link.hours import Hours, hours_apart
from pipelines.link.rules import LinkingRules
from pipelines.link.wording import likeness
from pipelines.readonly import readonly

_EARTH_KM = 6371.0
_NOON = 11
_ONE_TIME = 4  # hours between two parts of a day that may be told of one time, above which they are two


@readonly
class Comparison:
    """What two reports have in common: declared traits, whose points add up, or what cannot be true of one incident."""

    traits: tuple[str, ...]
    points: float
    contradiction: str | None = None


def compare(a: Profile, b: Profile, rules: LinkingRules) -> Comparison:
    """Two reports side by side. Symmetric. With a contradiction the traits after it are left out and say nothing."""
    if (kind := _type(a, b, rules)) in rules.contradictions:
        return Comparison((), 0.0, kind)
    if (day := _day(a, b)) in rules.contradictions:
        return Comparison((kind,), 0.0, day)
    return _compared(a, b, rules, (kind, day), _hours)


def compare_undated(a: Profile, b: Profile, rules: LinkingRules) -> Comparison:
    """Two reports of which one has no day: all but their days and their words."""
    if (kind := _type(a, b, rules)) in rules.contradictions:
        return Comparison((), 0.0, kind)
    return _compared(a, b, rules, (kind,), _hours_told)


def _compared(
    a: Profile, b: Profile, rules: LinkingRules, known: tuple[str, ...], hours: Callable[[Profile, Profile], str]
) -> Comparison:
    """What two reports have in common besides the traits known."""
    if (place := _place(a, b, rules)) in rules.contradictions:
        return Comparison(known, 0.0, place)
    if (deaths := _deaths(a, b, rules)) in rules.contradictions:
        return Comparison((*known, place), 0.0, deaths)
    traits = (*known, place, deaths, hours(a, b), *_sides(a, b, rules), _injured(a, b), _persons(a, b))
    told = tuple(filter(None, (*traits, _wording(a, b, rules))))
    return Comparison(told, sum(map(rules.points.__getitem__, told)))


def score(a: Profile, b: Profile, rules: LinkingRules) -> float | None:
    """Points for two reports telling one incident; None when they contradict each other."""
    comparison = compare(a, b, rules)
    return None if comparison.contradiction else comparison.points


def _type(a: Profile, b: Profile, rules: LinkingRules) -> str:
    if a.sub_event_type == b.sub_event_type:
        return "same_type"
    return "same_family" if (a.sub_event_type, b.sub_event_type) in rules.related else "other_type"


def _day(a: Profile, b: Profile) -> str:
    """Days told apart by one may be one night, "yesterday night" to one text and "today at dawn" to another; two dates
    of the calendar may not, nor may hours that are no night."""
    gap = max(a.first_day - b.last_day, b.first_day - a.last_day)
    if gap <= 0:
        return "same_day" if a.is_exact and b.is_exact else "overlapping_days"
    if gap > 1 or (a.is_dated and b.is_dated):
        return "other_day"
    earlier, later = (a, b) if a.first_day < b.first_day else (b, a)
    return "other_day" if _are_no_night(earlier.hours, later.hours) else "next_day"


def _are_no_night(evening: Hours | None, morning: Hours | None) -> bool:
    """Whether an hour of a day and one of the next cannot be of one night. The same hour can: one of the days is wrong
    then."""
    if evening is None or morning is None:
        return morning is not None and morning[0] >= _NOON
    return evening != morning and hours_apart(evening, morning, 1) > _ONE_TIME


def _hours(a: Profile, b: Profile) -> str:
    """Whether texts that tell one day tell one part of it."""
    return _hours_told(a, b) if a.first_day == b.first_day else ""


def _hours_told(a: Profile, b: Profile) -> str:
    if a.hours is None or b.hours is None:
        return ""
    apart = hours_apart(a.hours, b.hours)
    if apart == 0:
        return "same_hours"
    return "other_hours" if apart >= _ONE_TIME else ""


def _place(a: Profile, b: Profile, rules: LinkingRules) -> str:
    if a.country != b.country:
        return "other_country"
    if a.unlisted and b.unlisted and a.admin1 == b.admin1:
        if a.unlisted == b.unlisted:
            return "same_place"
        # At precision 1 both are parts of a town that is known: a quarter and its street, or two quarters.
        return "far_place" if max(a.geo_precision, b.geo_precision) > 1 else "other_part"
    if a.is_regional or b.is_regional:
        return _region(a, b)
    if a.place_id is not None and a.place_id == b.place_id:
        return "same_place" if a.geo_precision == b.geo_precision else "near_place"
    if None in (a.latitude, a.longitude, b.latitude, b.longitude):
        return "other_place"
    distance = distance_km(a, b)
    near, far = rules.distances_km[max(a.geo_precision, b.geo_precision)]
    if distance <= near:
        return "near_place"
    return "far_place" if distance <= far else "other_place"


def _region(a: Profile, b: Profile) -> str:
    if a.admin1 != b.admin1:
        return "other_region"
    is_one = a.place_id is not None and a.place_id == b.place_id and a.geo_precision == b.geo_precision
    return "same_capital" if is_one else "same_region"


def distance_km(a: Profile, b: Profile) -> float:
    """Great-circle distance (haversine formula) of two places with coordinates."""
    assert a.latitude is not None
    assert a.longitude is not None
    assert b.latitude is not None
    assert b.longitude is not None
    north, east = radians(b.latitude - a.latitude), radians(b.longitude - a.longitude)
    chord = sin(north / 2) ** 2 + cos(radians(a.latitude)) * cos(radians(b.latitude)) * sin(east / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(chord)))


def _sides(a: Profile, b: Profile, rules: LinkingRules) -> tuple[str, str]:
    """Actor with actor and target with target; of two that fight each other, either may be told as the actor.

    Sources differ over who did it, so another name speaks against one incident, but alone does not rule it out.
    """
    as_told = _pair(a.actor_id, b.actor_id, a.target_id, b.target_id)
    if a.event_type not in rules.two_sided or b.event_type not in rules.two_sided:
        return as_told
    turned, points = _pair(a.actor_id, b.target_id, a.target_id, b.actor_id), rules.points
    is_better = points[turned[0]] + points[turned[1]] > points[as_told[0]] + points[as_told[1]]
    return turned if is_better else as_told


def are_other_doers(a: Profile, b: Profile, rules: LinkingRules) -> bool:
    """Whether two reports name doers that cannot be one side; of two that fight each other, either may be told so."""
    if a.actor_id is None or b.actor_id is None or compatible(a.actor_id, b.actor_id):
        return False
    is_fight = a.event_type in rules.two_sided and b.event_type in rules.two_sided
    return not (is_fight and b.target_id is not None and compatible(a.actor_id, b.target_id))


@lru_cache(maxsize=100_000)
def _pair(actor: str | None, other_actor: str | None, target: str | None, other_target: str | None) -> tuple[str, str]:
    return f"{_agreement(actor, other_actor)}_actor", f"{_agreement(target, other_target)}_target"


def _agreement(one: str | None, other: str | None) -> str:
    """Only names tell incidents apart: that both reports speak of civilians says little."""
    if one is not None and other is not None and not compatible(one, other):
        return "other"
    return "same" if one is not None and one == other and not is_generic(one) else "open"


@lru_cache(maxsize=100_000)
def compatible(one: str, other: str) -> bool:
    """Whether two actor ids may be one side of one incident."""
    return are_compatible(one, other)


def _deaths(a: Profile, b: Profile, rules: LinkingRules) -> str:
    if a.deaths is None or b.deaths is None:
        return ""
    low, high = sorted((a.deaths, b.deaths))
    if low == high:
        return "same_deaths" if high else ""
    if high - low > rules.deaths_difference and high > rules.deaths_ratio * max(low, 1):
        return "far_deaths"
    return "close_deaths" if high - low <= max(1, high // 4) and low else "other_deaths"


def _injured(a: Profile, b: Profile) -> str:
    if not a.injured or not b.injured:
        return ""
    return "same_injured" if a.injured == b.injured else "other_injured"


def _persons(a: Profile, b: Profile) -> str:
    if not a.persons or not b.persons:
        return ""
    return "same_person" if any(_is_one_person(p, q) for p in a.persons for q in b.persons) else "other_person"


def _is_one_person(one: str, other: str) -> bool:
    """Names come longer and shorter: two parts in common make them one person, or all of a shorter name."""
    a, b = set(one.split()), set(other.split())
    return len(a & b) >= min(2, len(a), len(b))


def _wording(a: Profile, b: Profile, rules: LinkingRules) -> str:
    alike = likeness(a.wording, b.wording) if a.language == b.language else None
    if alike is None:
        return ""
    for trait, least in rules.likeness:
        if alike >= least:
            return trait
    return ""


def is_generic(actor_id: str) -> bool:
    """Whether a side is only described (civilians, an unidentified group), not named."""
    return actor_id.startswith("generic.")
