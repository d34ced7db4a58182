"""What an article says of where it plays, used to tell places of one name apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipelines.coding.readings import PlaceReading
from pipelines.gazetteer import load_gazetteer


@dataclass(slots=True)
class PlaceContext:
    """Countries and first-level units that an article has named so far, with how often. Keys are ACLED spellings."""

    country: str | None = None
    admin1: str | None = None
    countries: Counter[str] = field(default_factory=Counter)
    units: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, reading: PlaceReading) -> None:
        """Take note of a place that was read."""
        if not reading.candidates:
            return
        place = load_gazetteer().by_id(reading.candidates[0].place_id)
        weight = 2 if place.is_unit or len(reading.candidates) == 1 else 1
        self.countries[place.country] += weight
        if place.admin1:
            self.units[(place.country, place.admin1)] += weight

    def main_country(self) -> str | None:
        """The country named most, else the article's default."""
        return self.countries.most_common(1)[0][0] if self.countries else self.country
