"""Folding a text and cutting it into words in one pass, with what was worked out once per word as written.

What stands between two spaces is folded and cut the same way wherever it stands, but for patterns that look across a
space; texts in which one of those matches are read the long way (`normalise`, then `tokenise`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.text.normal import Folding, NormalText, normalise, shortened
from pipelines.text.offsets import OffsetMap
from pipelines.text.tokens import Tokens, tokenise

PIECES_KEPT = 200_000  # written forms remembered before the memory starts anew


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two spaces: folded, and without the spans dropped from it; its words and their places in it.

    `is_plain`: it is one word and nothing was dropped.
    """

    folded: str
    text: str
    is_plain: bool
    size: int
    words: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    deletions: Sequence[tuple[int, int]] = ()


class _Pieces(dict[str, Piece]):
    def __init__(self, folding: Folding) -> None:
        super().__init__()
        self._folding = folding

    def __missing__(self, raw: str) -> Piece:
        if len(self) >= PIECES_KEPT:
            self.clear()
        folded = self._folding.folded(raw)
        normal = shortened(raw, folded, self._folding)
        if normal.text == folded and folded.isalpha():
            piece = Piece(folded, folded, True, len(folded))
        else:
            found = tokenise(normal.text)
            words, starts, ends = tuple(found.words), tuple(found.starts), tuple(found.ends)
            piece = Piece(folded, normal.text, False, len(normal.text), words, starts, ends, normal.offsets.deletions)
        self[raw] = piece
        return piece


class WordReader:
    """Reads texts of one folding."""

    def __init__(self, folding: Folding) -> None:
        self._folding = folding
        self._pieces = _Pieces(folding)

    def read(self, raw: str) -> tuple[NormalText, Tokens]:
        """What `normalise` and then `tokenise` give for a text."""
        known = self._pieces
        pieces = [known[piece] for piece in raw.split(" ")]
        folded = " ".join([piece.folded for piece in pieces])
        for pattern in self._folding.across:
            if pattern.search(folded) is not None:
                normal = normalise(raw, self._folding)
                return normal, tokenise(normal.text)
        deletions: list[tuple[int, int]] = []
        words: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        at = dropped = 0
        for piece in pieces:
            if piece.is_plain:
                words.append(piece.text)
                starts.append(at)
                ends.append(at + piece.size)
            else:
                words += piece.words
                starts += [at + start for start in piece.starts]
                ends += [at + end for end in piece.ends]
                if piece.deletions:
                    deletions += [(at + dropped + start, at + dropped + end) for start, end in piece.deletions]
                    dropped += len(piece.folded) - piece.size
            at += piece.size + 1
        text = " ".join([piece.text for piece in pieces]) if deletions else folded
        return NormalText(raw, text, OffsetMap(deletions)), Tokens(words, starts, ends)
