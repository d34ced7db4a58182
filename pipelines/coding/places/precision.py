"""How exactly the words place an incident: ACLED's geo_precision.

ACLED codebook, "geo_precision": 1 the named town, 2 near it or a part of a region, 3 a larger region (at its capital).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.coding.places.lexicon import Qualifier
from pipelines.coding.places.ranking import seat_kind
from pipelines.gazetteer import Place

TOWN, NEAR, REGION = 1, 2, 3
# Kinds of places that reach too far to be a point.
_WIDE_KINDS = frozenset({"mountain", "desert", "river", "road", "area"})
# Kinds of places so small that their surroundings are the place itself.
_SPOTS = frozenset({"camp", "prison", "airport", "base", "facility", "neighbourhood"})
_DISTRICTS = ("admin2", "admin3")


def precision_of(qualifiers: Sequence[Qualifier], place: Place | None) -> int:
    """The geo_precision that the words before a place and its own kind tell; of an unknown place, the words alone."""
    kind = place.kind if place is not None else None
    if kind in ("country", "admin1"):
        return REGION
    classes = {q.place_class for q in qualifiers}
    if "countryside" in classes:
        is_region = place is not None and seat_kind(place.place_id) == "admin1" and "settlement" not in classes
        return REGION if is_region else NEAR
    if kind in _SPOTS and any(q.is_around for q in qualifiers):
        return TOWN
    around = max((q.precision for q in qualifiers if q.place_class in ("near", "direction")), default=TOWN)
    told = max((q.precision for q in qualifiers if q.place_class in ("unit", "feature")), default=TOWN)
    if kind in _DISTRICTS or kind in _WIDE_KINDS:
        return NEAR
    return max(around, told)
