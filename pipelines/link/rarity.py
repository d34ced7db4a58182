"""How many rare words two passages share: the names of people, quarters, hospitals that an incident is told by.

Words are weighed by the logarithm of how few passages have them and compared as vectors (tf-idf and cosine: Spärck
Jones 1972, Salton 1975). What is rare is learnt from the passages compared, so few of them teach little: see `trust`.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from math import log, sqrt

_COUNTS = 1 << 20  # words that fall on one count are counted together: memory is fixed, whatever is noted
_LEARNT = 100  # passages after which what they say of rarity counts half

Weighed = Mapping[int, float]  # word number → weight; the squares of a passage's weights add up to 1


class Rarity:
    """In how many passages words were seen. Passages are bytes of `word_numbers`; their order does not matter."""

    def __init__(self) -> None:
        self._seen = array("I", bytes(4 * _COUNTS))
        self._passages = 0

    def note(self, passage: bytes) -> None:
        """Count the words of a passage."""
        self._passages += 1
        for word in array("I", passage):
            self._seen[word % _COUNTS] += 1

    @property
    def trust(self) -> float:
        """How far rarity is known, 0 to below 1: one half after a hundred passages."""
        return self._passages / (self._passages + _LEARNT)

    def weighed(self, passage: bytes) -> Weighed:
        """The words of a passage that was noted or not, with their weights."""
        most = log(self._passages + 1)
        weights = {word: most - log(max(self._seen[word % _COUNTS], 1)) for word in array("I", passage)}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {word: weight / length for word, weight in weights.items()} if length else {}


def shared(one: Weighed, other: Weighed) -> float:
    """How alike two weighed passages are, from 0, no word in common, to 1, the same words (cosine)."""
    return sum(one[word] * other[word] for word in one.keys() & other.keys())
