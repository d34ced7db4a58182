"""What an article says of where it plays, used to tell places of one name apart and names from other words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.coding.places.mention import Mention
from pipelines.coding.readings import PlaceReading
from pipelines.gazetteer import Place, load_gazetteer
from pipelines.text.tokens import Tokens

if TYPE_CHECKING:
    from pipelines.coding.places.passing import Passed

ASKED_COUNTRY = 4.0  # weight of the country that the metadata give, beside one for each place that the text names
PLAUSIBLE = 0.12  # share of the evidence from which an article may play in a country
ENOUGH_EVIDENCE = 2.0  # below it nothing is held against a country
AROUND_KM = 60.0  # from a sure place of the article: a place that few know may be meant there
_OWN_NAME_ALONE = 0.3  # what a town's bare name says for its country is less, a nationality more
_KM = 111.2


@dataclass(slots=True)
class PlaceContext:
    """What is known of an article's geography. Countries and units are keyed by ACLED spellings.

    `country` and `admin1` come from outside the text. `countries` and `units` weigh what the text names, `spots`
    are sure places of the article (latitude, longitude), `senses` the place that a spelling means throughout it.
    `named` are the locations read so far, the last one last: what "the town" stands for. `section` is the first-level
    unit whose heading stands over the sentence being read. `surveyed` keeps what the survey found in each sentence, by
    the identity of its tokens, so that it is not looked for twice. `waiting` are sentences passed over so far. `look`
    fills the context from the article; it is called when something is first to be decided by it.
    """

    country: str | None = None
    admin1: str | None = None
    countries: Counter[str] = field(default_factory=Counter)
    units: Counter[tuple[str, str]] = field(default_factory=Counter)
    spots: dict[str, tuple[float, float]] = field(default_factory=dict)
    senses: dict[str, str] = field(default_factory=dict)
    named: list[PlaceReading] = field(default_factory=list)
    is_surveyed: bool = False
    section: Place | None = None
    surveyed: dict[int, tuple[Tokens, list[Mention]]] = field(default_factory=dict)
    waiting: list[Passed] = field(default_factory=list)
    look: Callable[[PlaceContext], None] | None = None
    _total: float | None = field(default=None, init=False, repr=False)  # kept answers, until the countries change
    _plausible: dict[str, bool] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        known = load_gazetteer().country(self.country) if self.country else None
        self.country = known.place.name if known else self.country

    def add(self, reading: PlaceReading) -> None:
        """Take note of a location that was read."""
        self.named.append(reading)
        if self.is_surveyed or not reading.candidates:
            return
        self.note(load_gazetteer().by_id(reading.candidates[0].place_id), 1.0)

    def get_ready(self) -> None:
        """Take the look over the article that was put off, if it was."""
        if self.look is not None:
            look, self.look = self.look, None
            look(self)

    def known_mentions(self, tokens: Tokens) -> list[Mention] | None:
        """Fresh copies of what the survey found in these tokens; None when it has not seen them."""
        kept = self.surveyed.get(id(tokens))
        return None if kept is None or kept[0] is not tokens else [mention.copy() for mention in kept[1]]

    def keep_mentions(self, tokens: Tokens, found: list[Mention]) -> list[Mention]:
        """Keep for later what was found in these tokens; fresh copies of it."""
        self.surveyed[id(tokens)] = (tokens, found)
        return [mention.copy() for mention in found]

    def has_mentions(self, tokens: Tokens) -> bool:
        """Whether the survey found names in these tokens, or has not seen them."""
        kept = self.surveyed.get(id(tokens))
        return kept is None or kept[0] is not tokens or bool(kept[1])

    def note(self, place: Place, weight: float) -> None:
        """Weigh a place in as evidence of where the article plays."""
        self.weigh(place.country, weight)
        if place.admin1:
            self.units[(place.country, place.admin1)] += weight  # type: ignore[assignment]
        if place.kind not in ("country", "admin1"):
            self.spots[place.place_id] = (place.latitude, place.longitude)

    def weigh(self, country: str, weight: float) -> None:
        """Let something speak for a country."""
        self.countries[country] += weight  # type: ignore[assignment]
        self._total = None
        self._plausible.clear()

    def set_countries(self, countries: Counter[str]) -> None:
        """Put other weights of countries in place of those known."""
        self.countries, self._total = countries, None
        self._plausible.clear()

    def evidence(self) -> float:
        """How much is known of the countries."""
        if self._total is None:
            self._total = sum(self.countries.values()) + (ASKED_COUNTRY if self.country else 0.0)
        return self._total

    def is_open(self) -> bool:
        """Whether too little is known to hold anything against a country."""
        return self.country is None and self.evidence() < ENOUGH_EVIDENCE

    def is_named_by_chance(self, place: Place) -> bool:
        """Whether other countries are named, and nothing but the place's own name speaks for its country."""
        own = self.countries[place.country]
        return own < _OWN_NAME_ALONE <= self.evidence() - own

    def share(self, country: str) -> float:
        """The part of the evidence that speaks for a country; 1 for every country while there is none."""
        total = self.evidence()
        if not total:
            return 1.0
        return (self.countries[country] + (ASKED_COUNTRY if country == self.country else 0.0)) / total

    def is_plausible(self, country: str) -> bool:
        """Whether the article may play in a country."""
        known = self._plausible.get(country)
        if known is None:
            evidence = self.evidence()
            share = self.share(country)
            known = not evidence or share >= PLAUSIBLE or (share > 0 and evidence < ENOUGH_EVIDENCE)
            self._plausible[country] = known
        return known

    def is_around(self, place: Place) -> bool:
        """Whether the article speaks of a place's unit or of somewhere near it; True while it speaks of nowhere."""
        if place.admin1 == self.admin1 or not (self.units or self.spots) or self.unit_share(place) > 0:
            return True
        km = self.km_to_spots(place)
        return km is not None and km < AROUND_KM

    def is_plausible_for(self, place: Place) -> bool:
        """Whether the article may play in a place's country, what the place itself says for it not counted."""
        own = 1.0 if place.place_id in self.spots else 0.0
        total = self.evidence() - own
        if total <= 0:
            return True
        told = self.countries[place.country] - own + (ASKED_COUNTRY if place.country == self.country else 0.0)
        return told / total >= PLAUSIBLE

    def unit_share(self, place: Place) -> float:
        """The part of the named units that a place lies in."""
        total = sum(self.units.values())
        return self.units[(place.country, place.admin1)] / total if total and place.admin1 else 0.0

    def km_to_spots(self, place: Place) -> float | None:
        """Kilometres to the nearest sure place of the article other than itself; None when there is none."""
        position = place.latitude, place.longitude
        nearest = None
        for place_id, spot in self.spots.items():
            if place_id == place.place_id or spot == position:
                continue
            if nearest is not None and abs(spot[0] - position[0]) * _KM >= nearest:
                continue  # farther north or south alone
            km = km_between(position, spot)
            if nearest is None or km < nearest:
                nearest = km
        return nearest

    def main_country(self) -> str | None:
        """The country with the most evidence, the article's own among it; None when nothing names one."""
        self.get_ready()
        known = (name for name in {*self.countries, self.country} if name)
        return max(known, key=lambda name: (self.share(name), name), default=None)


def km_between(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two near positions (flat earth: good to a few percent where it matters here)."""
    wide = math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(a[0] - b[0], (a[1] - b[1]) * wide) * _KM
