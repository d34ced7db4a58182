"""Putting number words together: "ثلاثة وعشرون ألفا ومئتان" (twenty-three thousand two hundred).

One grammar serves all languages that add and multiply; what differs is declared (see `NumberLexicon`).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from pipelines.coding.numbers.lexicon import NumberLexicon, Part

_NO_CEILING = Fraction(10**18)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part as found: tokens `first` to `last` (exclusive), from code point `start`; `is_joined` after "and"."""

    first: int
    last: int
    start: int
    part: Part
    is_joined: bool = False


class Composition:
    """A number under construction: finished scales in `total`, the thousand being read in `group`."""

    def __init__(self, lexicon: NumberLexicon) -> None:
        self._lexicon = lexicon
        self._total = Fraction(0)
        self._group = Fraction(0)
        self._last = ""  # kind of the part taken last
        self._ceiling = _NO_CEILING

    @property
    def value(self) -> Fraction:
        """The number as read so far."""
        return self._total + self._group

    @property
    def is_complete(self) -> bool:
        """Whether what was read is a whole number, not a fraction that still waits for its scale."""
        return self._last not in ("", "fraction") and self.value.denominator == 1

    def take(self, piece: Piece) -> bool:
        """Add the next piece; False (and nothing changed) when it does not belong to this number."""
        part = piece.part
        taken = self._take_multiplier(piece) if part.kind in ("hundred", "scale") else self._take_addend(piece)
        if taken:
            self._last = taken
        return bool(taken)

    def _opens(self, piece: Piece) -> bool:
        """Whether a new group may begin: at the very start, or added after a scale."""
        if not self._last:
            return True
        return self._last == "scale" and self._group == 0 and self._may_add(piece) and piece.part.value < self._ceiling

    def _may_add(self, piece: Piece) -> bool:
        return piece.is_joined or not self._lexicon.needs_joiner

    def _take_multiplier(self, piece: Piece) -> str:
        part, factor = piece.part, piece.part.value
        if self._last in ("unit", "teen", "tens", "digits", "hundred", "fraction") and not piece.is_joined:
            return self._multiply(part)
        if part.is_plural or not self._opens(piece):
            return ""
        if part.kind == "hundred":
            self._group = factor
        else:
            self._total += factor
            self._ceiling = factor
        return part.kind

    def _multiply(self, part: Part) -> str:
        if part.kind == "scale":
            if part.value >= self._ceiling or self._group <= 0:
                return ""
            self._total += self._group * part.value
            self._group, self._ceiling = Fraction(0), part.value
            return "scale"
        if self._last in ("hundred", "fraction") or (self._last != "digits" and self._group >= 100) or self._group <= 0:
            return ""
        self._group *= part.value
        return "hundred"

    def _take_addend(self, piece: Piece) -> str:
        kind, value = piece.part.kind, piece.part.value
        if kind == "fraction":
            return self._take_fraction(piece)
        if kind == "scales":
            return self._take_scales(piece)
        if self._opens(piece) and (value > 0 or not self._last):
            self._group = value
            return "hundred" if kind == "hundreds" else "teen" if kind == "ten" else kind
        return self._take_lower(piece)

    def _take_lower(self, piece: Piece) -> str:
        """Tens and units below what the group already has."""
        kind, value = piece.part.kind, piece.part.value
        if self._last == "hundred" and kind in ("unit", "ten", "teen", "tens", "digits"):
            taken = self._may_add(piece) and 0 < value < 100 and value.denominator == 1
            closed = "teen" if kind == "ten" else kind
        elif self._last == "unit" and kind == "ten":
            taken = self._lexicon.unit_then_ten and not piece.is_joined and self._group % 100 > 2
            closed = "teen"
        elif self._last == "unit" and kind == "tens":
            taken, closed = self._lexicon.units_first and piece.is_joined, "teen"
        elif self._last == "tens" and kind == "unit":
            taken, closed = not self._lexicon.units_first and not piece.is_joined, "teen"
        else:
            return ""
        if taken:
            self._group += value
        return closed if taken else ""

    def _take_scales(self, piece: Piece) -> str:
        if not self._opens(piece):
            return ""
        self._total += piece.part.value
        self._ceiling = piece.part.value / 2
        return "scale"

    def _take_fraction(self, piece: Piece) -> str:
        if not self._last:
            self._group = piece.part.value
            return "fraction"
        if self._last == "scale" and piece.is_joined and self._group == 0:
            self._total += self._ceiling * piece.part.value
            return "closed"
        return ""
