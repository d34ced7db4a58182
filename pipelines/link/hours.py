"""At which hours of its day an incident was, from the words of its date ("صباح اليوم", "Sunday afternoon")."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from pipelines.link.wording import words
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

Hours = tuple[int, int]  # from and to, from midnight of the day; above 24 on the next day
DAY = 24


@lru_cache(maxsize=20_000)
def hours_of(date_text: str, language: str | None) -> Hours | None:
    """The part of the day that a date's words name, of several the first and longest; None when they name none."""
    said = tuple(words(date_text, language))
    known = _parts(language or "")
    for start in range(len(said)):
        for end in range(min(len(said), start + 2), start, -1):
            if (hours := known.get(said[start:end])) is not None:
                return hours
    return None


def hours_apart(one: Hours, other: Hours, days: int = 0) -> int:
    """Hours between two parts of a day, 0 when they meet; `days` is how many days the other's day is later."""
    shift = DAY * days
    return min(max(a[0] - b[1] - shift, b[0] + shift - a[1], 0) for a in _nights(one) for b in _nights(other))


def _nights(hours: Hours) -> tuple[Hours, ...]:
    """The night of a day is the one that it ends with or the one that it began with: both are said."""
    return (hours, (hours[0] - DAY, hours[1] - DAY)) if hours[1] > DAY else (hours,)


@cache
def _parts(language: str) -> Mapping[tuple[str, ...], Hours]:
    declared: Any = read_yaml(schemas_folder() / "linking" / "hours.yml", "day_hours")
    return {
        tuple(words(phrase, language)): (part["from"], part["to"])
        for part in declared["parts"]
        for phrase in part["words"].get(language, ())
    }
