"""Places from which another is told by kilometres ("Labado, 45 km east of Nyala"): they are not where it happened."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.coding.places.lexicon import PlaceWords

_BRACKETED = 4  # tokens of a distance in another unit: "( 35 miles )"


def measured_from(texts: Sequence[str], side: int, words: PlaceWords) -> int | None:
    """The token where a distance begins that ends right before the words for a side ("some 55 km | north of").

    None where no distance is told.
    """
    at = side
    while at and texts[at - 1] in words.distance_links:
        at -= 1
    if at >= _BRACKETED and texts[at - 1] == ")" and texts[at - _BRACKETED] == "(":
        at -= _BRACKETED
    if at < 2 or texts[at - 1] not in words.distance_units or not texts[at - 2][0].isdigit():
        return None
    first = at - 2
    while first and texts[first - 1] in words.distance_hedges:
        first -= 1
    return first
