"""One place, as readers and tables see it."""

from __future__ import annotations

from dataclasses import dataclass

ADMIN_KINDS = ("admin1", "admin2", "admin3")
SETTLED_KINDS = frozenset({"city", "town", "village", "neighbourhood", "camp"})
KINDS = frozenset(
    {"country", *ADMIN_KINDS, *SETTLED_KINDS}
    | {"crossing", "dam", "airport", "base", "desert", "mountain", "road", "river", "area", "prison", "facility"}
)


@dataclass(frozen=True, slots=True)
class Place:
    """One place. Grain: one per place on the ground; an administrative unit and its capital are two places.

    `place_id` is stable over releases: "iso:SY" a country, "pc:SY0901" a unit with a P-code, "gn:170794" a GeoNames
    entry, "sup:sy-baghuz" the project's supplement, "own:…" a user's own, "imp:…" an imported row without any of these
    codes. `name` is the spelling for `location` (OCHA English, hyphens to spaces, apostrophes dropped). `latitude` and
    `longitude` are WGS 84 degrees; those of an administrative unit are its capital's when that is known (ACLED codes a
    region at the provincial capital), else the middle of the unit. `admin1` … `admin3` are names in ACLED spelling, of
    the unit itself for a unit. `capital_id` is the place at whose coordinates a unit stands; `capital_of` are the
    units a place is the capital of. `names` are all spellings as written, in every script.
    """

    place_id: str
    name: str
    name_ar: str | None
    kind: str
    latitude: float
    longitude: float
    country: str
    iso: int
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    admin1_pcode: str | None = None
    admin2_pcode: str | None = None
    admin3_pcode: str | None = None
    geonames_id: int | None = None
    population: int = 0
    names: tuple[str, ...] = ()
    capital_id: str | None = None
    capital_of: tuple[str, ...] = ()
    pcode: str | None = None

    @property
    def is_listed(self) -> bool:
        """Whether an imported table alone knows this place: the project's own have other ids, but for its units."""
        return self.place_id.startswith(("pc:", "imp:")) and not self.is_unit

    @property
    def is_unit(self) -> bool:
        """Whether this is a country or an administrative unit rather than a spot."""
        return self.kind == "country" or self.kind in ADMIN_KINDS


@dataclass(frozen=True, slots=True)
class NameEntry:
    """One folded spelling and the places it may mean, likeliest first.

    `needs_context` tells that the spelling is also a common word, a person's name, or only a guessed variant: it should
    count as a place only with a locative cue or an administrative parent nearby. `reason` says which; "listed_name": it
    is known from an imported table alone.
    """

    name: str
    places: tuple[Place, ...]
    needs_context: bool = False
    reason: str | None = None
