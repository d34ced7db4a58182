"""When a coded value agrees with the gold."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rapidfuzz import fuzz

from pipelines.evaluate.gold import VAGUE, GoldIncident
from pipelines.gazetteer.spelling import fold_name

Row = Mapping[str, Any]

NEAR_KM = 10.0  # as far apart as two positions of one place may be
ALIKE = 80.0  # similarity from which two spellings are one name (rapidfuzz, 0–100)
DAYS_OFF = {1: 0, 2: 3, 3: 15}  # by ACLED's time precision: the day, the week, the month
SHORT = 2  # letters
SEVERAL = 2  # the least that a plural without a number can mean
EARTH_KM = 6371.0
_PERIOD = re.compile(r"\((\d{4})-\d{0,4}\)")
_COUNTRY = re.compile(r"\(([^()\d]+)\)\s*$")
_UNIDENTIFIED = "unidentified"


@lru_cache(maxsize=20_000)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a place's name that tell it apart: without case, marks, and words of up to two letters, which are
    articles when names are romanised ("Deir ez-Zor" → deir, zor), unless there are no others."""
    words = tuple(fold_name(name).replace("/", " ").split())
    return tuple(word for word in words if len(word) > SHORT) or words


def alike(left: str | None, right: str | None) -> bool:
    """Whether two names of places are spellings of one, word by word ("North Darfur" is not "South Darfur"), or written
    as more or fewer words. None is like None only."""
    if left is None or right is None:
        return left is right
    words, others = name_words(left), name_words(right)
    if len(words) == len(others):
        return all(fuzz.ratio(word, other) >= ALIKE for word, other in zip(words, others, strict=True))
    return fuzz.ratio("".join(words), "".join(others)) >= ALIKE


def distance_km(latitude1: float, longitude1: float, latitude2: float, longitude2: float) -> float:
    """Great-circle distance in kilometres (haversine)."""
    north1, north2 = math.radians(latitude1), math.radians(latitude2)
    east = math.radians(longitude2 - longitude1)
    half = math.sin((north2 - north1) / 2) ** 2 + math.cos(north1) * math.cos(north2) * math.sin(east / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def is_near(gold: GoldIncident, row: Row) -> bool | None:
    """Whether the two positions are those of one place; None when one is not stated."""
    if gold.lat is None or gold.lon is None or row["latitude"] is None or row["longitude"] is None:
        return None
    return distance_km(gold.lat, gold.lon, row["latitude"], row["longitude"]) <= NEAR_KM


def same_location(gold: GoldIncident, row: Row) -> bool:
    """Positions near each other, or names that are alike in one first-level unit (where the gold states none: without
    positions that are far apart). None agrees with None."""
    if gold.location is None or row["location"] is None:
        return gold.location is row["location"]
    near = is_near(gold, row)
    is_around = same_admin1(gold, row) if gold.admin1 is not None else near is None
    return bool(near) or (is_around and alike(gold.location, row["location"]))


def same_admin1(gold: GoldIncident, row: Row) -> bool:
    """First-level units whose names are alike, in one country; or one and the same place, however its unit is spelt."""
    if gold.admin1 is None or row["admin1"] is None:
        return gold.admin1 is row["admin1"]
    if not alike(gold.country, row["country"]):
        return False
    return alike(gold.admin1, row["admin1"]) or bool(is_near(gold, row))


def same_date(gold: GoldIncident, row: Row) -> bool:
    """The same day; within three days where the gold knows the week, within fifteen where it knows the month."""
    day: dt.date | None = row["event_date"]
    if gold.date is None or day is None:
        return gold.date is day
    return abs((gold.date - day).days) <= DAYS_OFF[gold.time_precision or 1]


@dataclass(frozen=True, slots=True)
class ActorName:
    """The parts of a name: "Military Forces of Syria (2000-2024)" is of 2000, "Islamic State (Iraq)" is of Iraq."""

    words: tuple[str, ...]
    start_year: str | None
    country: str | None


@lru_cache(maxsize=20_000)
def actor_name(name: str) -> ActorName:
    """The parts of a name. The end of a period is left out: it moves on while the actor stays."""
    period, country = _PERIOD.search(name), _COUNTRY.search(name)
    plain = _COUNTRY.sub("", _PERIOD.sub(" ", name))
    words = tuple(re.sub(r"[^\w]+", " ", fold_name(plain)).split())
    return ActorName(words, period[1] if period else None, fold_name(country[1]) if country else None)


def is_named(name: str | None) -> bool:
    """Whether a name says who it was: none and "Unidentified …" do not."""
    return name is not None and actor_name(name).words[:1] != (_UNIDENTIFIED,)


def same_actor(gold: str | None, coded: str | None) -> bool:
    """The same words, and no other period or country where both state one; nobody and somebody unidentified are the
    same."""
    if gold is None or coded is None or not (is_named(gold) and is_named(coded)):
        return not is_named(gold) and not is_named(coded)
    told, found = actor_name(gold), actor_name(coded)
    same_words = told.words == found.words
    return same_words and _fits(told.start_year, found.start_year) and _fits(told.country, found.country)


def _fits(told: str | None, found: str | None) -> bool:
    return told is None or found is None or told == found


def same_count(gold: int | None, coded: int | None) -> bool:
    """The same number; any from two on for a plural without a number; none and nought are the same."""
    if gold == VAGUE:
        return coded is not None and coded >= SEVERAL
    return (gold or 0) == (coded or 0)


def shared_names(gold: Collection[str], coded: Collection[str]) -> int:
    """How many names of the gold stand among the coded ones."""
    return sum(any(same_actor(name, other) for other in coded) for name in set(gold))
