"""Step 1, block: which incidents a report is compared with at all, so that the work stays near-linear.

DuckDB sorts the reports by country, first-level unit and day; of one unit, only the incidents of the days around are
kept. They lie in drawers by day and half-degree cell; a report looks into the drawers of its days, of its own and the
neighbouring cells, one day around. Reports that may mean the whole region lie, and look, in one drawer per day.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import floor

from pipelines.link.candidates import Profile

Cell = tuple[int, int]
_CELL_DEGREES = 0.5  # wider than the largest declared distance, so that the neighbouring cells suffice
_WHOLE_REGION, _REGION_ONLY = (10_000, 0), (10_001, 0)


class IncidentIndex:
    """Where the incidents of one first-level unit may be met again. They are known by their numbers."""

    def __init__(self) -> None:
        self._days: dict[int, dict[Cell, list[int]]] = {}

    def add(self, number: int, profile: Profile) -> None:
        """Let later reports find incident `number`, which now has a report of this profile."""
        cells = _own_cells(profile)
        for day in range(profile.first_day, profile.last_day + 1):
            drawers = self._days.setdefault(day, {})
            for cell in cells:
                drawer = drawers.setdefault(cell, [])
                if not drawer or drawer[-1] != number:
                    drawer.append(number)

    def near(self, profile: Profile) -> list[int]:
        """The numbers of the incidents that may be this one, ascending."""
        found: set[int] = set()
        cells = tuple(_seen_cells(profile))
        for day in range(profile.first_day - 1, profile.last_day + 2):
            drawers = self._days.get(day)
            if drawers:
                for cell in cells:
                    found.update(drawers.get(cell, ()))
        return sorted(found)

    def forget_before(self, day: int) -> None:
        """Empty the drawers of days that no report to come can mean."""
        for past in [known for known in self._days if known < day]:
            del self._days[past]


def _own_cells(profile: Profile) -> tuple[Cell, ...]:
    cell = _cell(profile)
    return (_REGION_ONLY, _WHOLE_REGION) if cell is None else (cell, _WHOLE_REGION)


def _seen_cells(profile: Profile) -> Iterator[Cell]:
    cell = _cell(profile)
    if cell is None:
        yield _WHOLE_REGION
        return
    yield _REGION_ONLY
    for row in (-1, 0, 1):
        for column in (-1, 0, 1):
            yield cell[0] + row, cell[1] + column


def _cell(profile: Profile) -> Cell | None:
    if profile.is_regional or profile.latitude is None or profile.longitude is None:
        return None
    return floor(profile.latitude / _CELL_DEGREES), floor(profile.longitude / _CELL_DEGREES)
