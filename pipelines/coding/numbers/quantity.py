"""A number reading with the tokens it stands on."""

from __future__ import annotations

from pipelines.coding.readings import NumberReading
from pipelines.readonly import readonly


@readonly
class Quantity:
    """Tokens `first` to `last` (exclusive), bound words included, and what they say."""

    first: int
    last: int
    reading: NumberReading
