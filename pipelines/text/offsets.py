"""Walking spans of a changed text back to the text it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence


class OffsetMap:
    """Positions in a shortened text → positions in the original, both in code points.

    A text is shortened by deletions only (every other change keeps its length), so the map is the list of deletions: at
    shortened position `cuts[i]` and after it, `removed[i]` code points of the original lie before.
    """

    __slots__ = ("_cuts", "_removed", "deletions")

    def __init__(self, deletions: Sequence[tuple[int, int]] = ()) -> None:
        """`deletions` are the removed spans of the original, ascending, without overlap."""
        cuts, removed, total = [0], [0], 0
        for start, end in deletions:
            cut = start - total
            total += end - start
            if cuts[-1] == cut:
                removed[-1] = total
            else:
                cuts.append(cut)
                removed.append(total)
        self._cuts, self._removed, self.deletions = cuts, removed, deletions

    def original(self, position: int) -> int:
        """The original position of the character at `position` of the shortened text."""
        return position + self._removed[bisect_right(self._cuts, position) - 1]

    def originals(self, positions: Sequence[int]) -> Sequence[int]:
        """The original positions of ascending positions of the shortened text."""
        cuts, removed = self._cuts, self._removed
        if len(cuts) == 1 and not removed[0]:
            return positions
        found, at, last = [], 0, len(cuts) - 1
        for position in positions:
            while at < last and cuts[at + 1] <= position:
                at += 1
            found.append(position + removed[at])
        return found

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original span of a shortened span: from its first character to just after its last."""
        if end <= start:
            return self.original(start), self.original(start)
        return self.original(start), self.original(end - 1) + 1
