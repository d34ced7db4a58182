"""Step 1, block: which incidents a report is compared with at all, so that the work stays near-linear.

Incidents lie in drawers by country, admin1, day and half-degree cell; a report looks into the drawers of its days, of
its own and the neighbouring cells, one day around. Reports that may mean the whole region lie, and look, in one drawer
per admin1 and day.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from pipelines.link.candidates import Profile

Drawer = tuple[str, str | None, int, int, int]
_CELL_DEGREES = 0.5  # wider than the largest declared distance, so that the neighbouring cells suffice
_WHOLE_REGION, _REGION_ONLY = (10_000, 0), (10_001, 0)


class IncidentIndex:
    """Where the incidents made so far may be met again. Incidents are known by their number in order of making."""

    def __init__(self) -> None:
        self._drawers: dict[Drawer, list[int]] = {}

    def add(self, number: int, profile: Profile) -> None:
        """Let later reports find incident `number`, which now has a report of this profile."""
        for cell in _own_cells(profile):
            for day in range(profile.first_day, profile.last_day + 1):
                drawer = self._drawers.setdefault((profile.country, profile.admin1, day, *cell), [])
                if not drawer or drawer[-1] != number:
                    drawer.append(number)

    def near(self, profile: Profile) -> list[int]:
        """The numbers of the incidents that may be this one, ascending."""
        found: set[int] = set()
        for cell in _seen_cells(profile):
            for day in range(profile.first_day - 1, profile.last_day + 2):
                found.update(self._drawers.get((profile.country, profile.admin1, day, *cell), ()))
        return sorted(found)


def _own_cells(profile: Profile) -> tuple[tuple[int, int], ...]:
    cell = _cell(profile)
    return (_REGION_ONLY, _WHOLE_REGION) if cell is None else (cell, _WHOLE_REGION)


def _seen_cells(profile: Profile) -> Iterator[tuple[int, int]]:
    cell = _cell(profile)
    if cell is None:
        yield _WHOLE_REGION
        return
    yield _REGION_ONLY
    for row in (-1, 0, 1):
        for column in (-1, 0, 1):
            yield cell[0] + row, cell[1] + column


def _cell(profile: Profile) -> tuple[int, int] | None:
    if profile.is_regional or profile.latitude is None or profile.longitude is None:
        return None
    return floor(profile.latitude / _CELL_DEGREES), floor(profile.longitude / _CELL_DEGREES)
