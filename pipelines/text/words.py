"""Folding a text and cutting it into words in one pass, with what was worked out once per word as written.

What stands between two spaces is folded and cut the same way wherever it stands, but for patterns that look across a
space; texts in which one of those matches are read the long way (`normalise`, then `tokenise`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from operator import add

from pipelines.text.normal import Folding, NormalText, normalise, without
from pipelines.text.offsets import OffsetMap
from pipelines.text.tokens import Tokens, tokenise

Look = Callable[[str], int]
PIECES_KEPT = 200_000  # written forms remembered before the memory starts anew


@dataclass(slots=True)
class Piece:
    """What stands between two spaces: folded, and without the spans dropped from it; its words, where they begin in it
    and what they may open. `size` is what it takes of the text, the space behind it included.
    """

    folded: str
    text: str
    size: int
    words: tuple[str, ...]
    starts: tuple[int, ...]
    opens: tuple[int, ...]
    deletions: Sequence[tuple[int, int]]


class _Pieces(dict[str, Piece]):
    def __init__(self, folding: Folding, look: Look | None, most: int) -> None:
        super().__init__()
        self._folding, self._look, self._most = folding, look, most
        self._numbers: dict[tuple[int, ...], tuple[int, ...]] = {}  # each once: most pieces have the same few

    def __missing__(self, raw: str) -> Piece:
        if len(self) >= self._most:
            self.clear()
            self._numbers.clear()
        folded = text = self._folding.folded(raw)
        deletions = self._folding.dropped(folded)
        if deletions:
            text = without(folded, deletions)
        words, starts = ([text], [0]) if text.isalpha() else _cut(text)  # nearly everywhere one word
        opens = tuple(map(self._look, words)) if self._look is not None else ()
        once = self._numbers.setdefault
        piece = self[raw] = Piece(
            folded, text, len(text) + 1, tuple(words), once(tuple(starts), tuple(starts)), once(opens, opens), deletions
        )
        return piece


def _cut(text: str) -> tuple[list[str], list[int]]:
    found = tokenise(text)
    return found.words, found.starts


class CutText:
    """A text cut into words, with what each may open. Where these stand is worked out when it is asked for: most texts
    tell of nothing."""

    def __init__(self, raw: str, pieces: Sequence[Piece], folding: Folding, look: Look | None) -> None:
        self._raw, self._pieces = raw, pieces
        self.opens: Sequence[int]
        self._folded = " ".join([piece.folded for piece in pieces])
        self._long_way: tuple[NormalText, Tokens] | None = None
        for pattern in folding.across:
            if pattern.search(self._folded) is not None:
                normal = normalise(raw, folding)
                tokens = tokenise(normal.text)
                self.words, self.opens = tokens.words, list(map(look, tokens.words)) if look is not None else ()
                self._long_way = normal, Tokens(tokens.words, tokens.starts, tokens.ends, opens=self.opens)
                return
        self.words = list(chain.from_iterable([piece.words for piece in pieces]))
        self.opens = list(chain.from_iterable([piece.opens for piece in pieces])) if look is not None else ()

    def normalised(self) -> str:
        """What `normalise` gives for the text, without the way back."""
        if self._long_way is not None:
            return self._long_way[0].text
        return " ".join([piece.text for piece in self._pieces])

    def placed(self) -> tuple[NormalText, Tokens]:
        """What `normalise` and then `tokenise` give for the text, with what each word may open."""
        if self._long_way is not None:
            return self._long_way
        pieces = self._pieces
        begins = list(accumulate([piece.size for piece in pieces], initial=0))
        starts = [at + start for at, piece in zip(begins, pieces, strict=False) for start in piece.starts]
        ends = list(map(add, starts, map(len, self.words)))
        deletions = self._dropped(begins)
        text = " ".join([piece.text for piece in pieces]) if deletions else self._folded
        return NormalText(self._raw, text, OffsetMap(deletions)), Tokens(self.words, starts, ends, opens=self.opens)

    def _dropped(self, begins: Sequence[int]) -> list[tuple[int, int]]:
        """The spans of the raw text that are dropped."""
        deletions: list[tuple[int, int]] = []
        dropped = 0
        for at, piece in zip(begins, self._pieces, strict=False):
            if piece.deletions:
                deletions += [(at + dropped + start, at + dropped + end) for start, end in piece.deletions]
                dropped += len(piece.folded) - len(piece.text)
        return deletions


class WordReader:
    """Reads texts of one folding. `look` says what a word may open (`lexicon/openings.py`); without it nothing is known
    of that. `kept`: written forms remembered before the memory starts anew."""

    def __init__(self, folding: Folding, look: Look | None = None, kept: int = PIECES_KEPT) -> None:
        self._folding, self._look = folding, look
        self._pieces = _Pieces(folding, look, kept)

    def cut(self, raw: str) -> CutText:
        """A text cut into words."""
        return CutText(raw, list(map(self._pieces.__getitem__, raw.split(" "))), self._folding, self._look)

    def read(self, raw: str) -> tuple[NormalText, Tokens]:
        """What `normalise` and then `tokenise` give for a text, with what each word may open."""
        return self.cut(raw).placed()
