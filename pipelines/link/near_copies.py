"""Which articles are near-copies of others: reposts with a line cut or a word changed, found from their words alone.

MinHash over shingles of three words (Broder 1997), compared by locality-sensitive hashing in bands, so that time grows
with the number of articles, not of pairs. Only articles that tell one incident are compared: only there copies count.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipelines.link.wording import words

SAME_TEXT: Final = 0.7  # estimated share of common shingles from which on two articles count as one text
_BANDS, _ROWS = 16, 4  # two texts meet in a band with a chance of one half when they share half of their shingles
_SHINGLE = 3
_LEAST_SHINGLES = 12  # shorter texts are formulas; bulletins use them again for other events
_PRIME = np.uint64((1 << 31) - 1)

Signature = NDArray[np.uint64]


def near_copies(signed: Iterable[tuple[str, Signature | None]]) -> Mapping[str, str]:
    """Article → the article that stands for all copies of its text, for those that have copies.

    `signed` are articles and their signatures, the one that shall stand for its copies before them. A text is compared
    with those that stand for others only, so copies of copies do not drift away from the first.
    """
    drawers: dict[tuple[int, bytes], list[str]] = {}
    signatures: dict[str, Signature] = {}
    copies: dict[str, str] = {}
    for article_id, signature in signed:
        if signature is None:
            continue
        bands = [(band, signature[band * _ROWS : (band + 1) * _ROWS].tobytes()) for band in range(_BANDS)]
        known = dict.fromkeys(other for band in bands for other in drawers.get(band, ()))
        likest = max(known, key=lambda other: resemblance(signature, signatures[other]), default=None)
        if likest is not None and resemblance(signature, signatures[likest]) >= SAME_TEXT:
            copies[article_id] = copies[likest] = likest
            continue
        signatures[article_id] = signature
        for band in bands:
            drawers.setdefault(band, []).append(article_id)
    return copies


def sign(text: str, language: str | None) -> Signature | None:
    """The MinHash signature of a text; None when it is too short to be told from a formula."""
    said = words(text, language)
    in_a_row = zip(*(said[first:] for first in range(_SHINGLE)), strict=False)
    shingles = set(map(zlib.crc32, map(str.encode, map(" ".join, in_a_row))))
    if len(shingles) < _LEAST_SHINGLES:
        return None
    numbers = np.fromiter(shingles, np.uint64, len(shingles)) % _PRIME
    factors, offsets = _permutations()
    least: Signature = ((factors[:, None] * numbers[None, :] + offsets[:, None]) % _PRIME).min(axis=1)
    return least


def resemblance(one: Signature, other: Signature) -> float:
    """The estimated share of shingles that two texts have in common (Jaccard)."""
    return float((one == other).mean())


def packed(signature: Signature | None) -> bytes | None:
    """A signature as bytes; its numbers are below 32 bits."""
    return None if signature is None else signature.astype(np.uint32).tobytes()


def unpacked(signature: bytes | None) -> Signature | None:
    """A signature from its bytes."""
    return None if signature is None else np.frombuffer(signature, np.uint32).astype(np.uint64)


@cache
def _permutations() -> tuple[Signature, Signature]:
    """Fixed factors and offsets of the hash functions; products stay below 64 bits."""
    chance = np.random.default_rng(20_080_229)
    size = _BANDS * _ROWS
    return (
        chance.integers(1, int(_PRIME), size, dtype=np.uint64),
        chance.integers(0, int(_PRIME), size, dtype=np.uint64),
    )
