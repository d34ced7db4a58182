"""How much is told of a place's surroundings: of namesakes that nothing else tells apart, news means the one there.

The supplement holds the villages, camps and quarters that news names, so their number around a place says how much is
told of there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipelines.gazetteer.drafts import Draft, distance_km, is_settled

AROUND_KM = 20.0
_CELL = 0.25  # degrees; more than AROUND_KM where people live


def told_around(places: Iterable[Draft]) -> dict[str, int]:
    """Place id → the number of the supplement's settled places within AROUND_KM, of places whose size is not known."""
    places = list(places)
    told: dict[tuple[int, int], list[Draft]] = defaultdict(list)
    for draft in places:
        if draft.place_id.startswith("sup:") and is_settled(draft.kind):
            told[_cell(draft)].append(draft)
    return {draft.place_id: _number_near(draft, told) for draft in places if not draft.population}


def _cell(draft: Draft) -> tuple[int, int]:
    return int(draft.latitude // _CELL), int(draft.longitude // _CELL)


def _number_near(draft: Draft, told: dict[tuple[int, int], list[Draft]]) -> int:
    row, column = _cell(draft)
    near = (told.get((row + up, column + right), ()) for up in (-1, 0, 1) for right in (-1, 0, 1))
    return sum(distance_km(draft.position, other.position) < AROUND_KM for cell in near for other in cell)
