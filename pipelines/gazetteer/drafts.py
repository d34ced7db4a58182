"""Places while they are put together from several tables."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipelines.gazetteer.place import SETTLED_KINDS
from pipelines.gazetteer.spelling import fold_name

EARTH_RADIUS_KM = 6371.0


@dataclass
class Draft:
    """One place in the making. `unit_ids` are the place ids of its first- to third-level units (None = not known)."""

    place_id: str
    name: str
    name_ar: str | None
    kind: str
    country: str  # ISO 3166 alpha-2
    latitude: float
    longitude: float
    names: list[str] = field(default_factory=list)
    unit_ids: list[str | None] = field(default_factory=lambda: [None, None, None])
    population: int = 0
    pcode: str | None = None
    geonames_id: int | None = None
    capital_id: str | None = None
    capital_of: list[str] = field(default_factory=list)
    other_ids: list[str] = field(default_factory=list)
    is_named: bool = False  # the name is a chosen spelling, not a transliteration by rule
    is_imported: bool = False  # known from an imported table alone, which the news need never have named

    def add_names(self, names: Iterable[str | None]) -> None:
        """Take over spellings that are not there yet."""
        self.names.extend(name for name in dict.fromkeys(names) if name and name not in self.names)

    @property
    def position(self) -> tuple[float, float]:
        """Latitude and longitude in degrees."""
        return self.latitude, self.longitude


class Drafts:
    """All drafts, found by id, by code, and by name within a country."""

    def __init__(self) -> None:
        self._by_id: dict[str, Draft] = {}
        self._by_name: dict[tuple[str, str], list[Draft]] = defaultdict(list)
        self._all: list[Draft] = []

    def __iter__(self) -> Iterator[Draft]:
        return iter(self._all)

    def add(self, draft: Draft) -> None:
        """Put in a new place. Raises ValueError when its id is taken."""
        if draft.place_id in self._by_id:
            raise ValueError(f"the place id {draft.place_id} stands twice")
        self._all.append(draft)
        self.note(draft)

    def note(self, draft: Draft) -> None:
        """Make a place's ids and names findable (again, after a change)."""
        for place_id in (draft.place_id, *draft.other_ids):
            self._by_id[place_id] = draft
        for name in (draft.name, draft.name_ar, *draft.names):
            if name and draft not in (found := self._by_name[draft.country, fold_name(name)]):
                found.append(draft)

    def get(self, place_id: str | None) -> Draft | None:
        """The place of an id, also of one that another table gave it."""
        return self._by_id.get(place_id) if place_id else None

    def named(self, country: str, name: str) -> list[Draft]:
        """Places of a country with a name, as far as spelled."""
        return self._by_name.get((country, fold_name(name)), [])


def is_settled(kind: str) -> bool:
    """Whether people live there: only such places are taken for one another."""
    return kind in SETTLED_KINDS or kind == "area"


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance in kilometres of two positions in degrees (haversine)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))
