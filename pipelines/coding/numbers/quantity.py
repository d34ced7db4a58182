"""A number reading with the tokens it stands on."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.coding.readings import NumberReading


@dataclass(frozen=True, slots=True)
class Quantity:
    """Tokens `first` to `last` (exclusive), bound words included, and what they say."""

    first: int
    last: int
    reading: NumberReading
