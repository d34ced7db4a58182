"""Words and marks of a normalised text, with their spans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import field

from pipelines.readonly import readonly

# A word is letters (with inner apostrophes or hyphens, but none before an Arabic letter) or digits with separators;
# every other visible character is a token of its own.
_TOKEN = re.compile(r"[^\W\d_]+(?:['’-](?![\u0600-\u06ff])[^\W\d_]+)*|\d+(?:[.,:/٫٬-]\d+)*|[^\w\s]|_")


_MOSTLY = 0.7  # share of capitals from which they tell nothing: headlines, old wires


@readonly
class Tokens:
    """Parallel lists, one entry per token; spans are code points of the normalised text they were cut from."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    # Which words begin with a capital in the raw text; empty: not known, or says nothing.
    capitals: tuple[bool, ...] = ()
    # What each word may open: bits that say which readers need to look at it; empty: not known, all must look.
    opens: Sequence[int] = ()
    # The words that may open anything, with what they may open; worked out once.
    _spots: list[tuple[int, int]] = field(default_factory=list, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.words)

    def openings(self, bits: int) -> Sequence[int]:
        """The places of the words that may open what some of the bits stand for; of all words where it is not known."""
        if not self.opens:
            return range(len(self.words))
        spots = self._spots
        if not spots:
            spots += [(place, opens) for place, opens in enumerate(self.opens) if opens]
        return [place for place, opens in spots if opens & bits]

    def part(self, first: int, last: int) -> Tokens:
        """The tokens from `first` to `last` (exclusive); spans stay those of the whole text."""
        return Tokens(
            self.words[first:last], self.starts[first:last], self.ends[first:last], self.capitals[first:last],
            self.opens[first:last],
        )  # fmt: skip


def tokenise(text: str, start: int = 0, end: int | None = None) -> Tokens:
    """The tokens of `text[start:end]`, with spans in the whole of `text`."""
    found = list(_TOKEN.finditer(text, start, len(text) if end is None else end))
    return Tokens([m.group() for m in found], [m.start() for m in found], [m.end() for m in found])


def capitals_of(raw_letters: Sequence[str]) -> tuple[bool, ...]:
    """Which words begin with a capital, from their first letters as written; empty where nearly all or none do."""
    capitals = tuple([letter.isupper() for letter in raw_letters])
    capital = sum(capitals)
    if not capital or capital > _MOSTLY * sum([letter.isalpha() for letter in raw_letters]):
        return ()
    return capitals
