"""The compiled gazetteer as bytes: sorted strings and flat arrays, read in place.

One file, mapped into memory and shared by all worker processes: opening it costs milliseconds, nothing is parsed
before it is asked for, and reading it cannot run anything.
"""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zlib import crc32

MAGIC = b"WAQAIGZ1"
BITS_PER_WORD = 32  # of a set of words: one in some fifty words that are not in it passes for one that is


class Sections:
    """Named byte sections of a compiled file. Raises ValueError when the bytes are something else or cut short."""

    def __init__(self, raw: memoryview) -> None:
        if bytes(raw[:8]) != MAGIC:
            raise ValueError("not a compiled gazetteer")
        size = int.from_bytes(raw[8:16], "little")
        self.header: dict[str, Any] = json.loads(bytes(raw[16 : 16 + size]))
        start = _aligned(16 + size)
        self._raw, self._places = raw, {n: (start + a, start + b) for n, (a, b) in self.header["sections"].items()}
        if max((end for _, end in self._places.values()), default=0) > len(raw):
            raise ValueError("the compiled gazetteer is cut short")

    def bytes_of(self, name: str) -> memoryview:
        """One section as bytes."""
        start, end = self._places[name]
        return self._raw[start:end]

    def numbers(self, name: str) -> memoryview[int]:
        """One section as unsigned 32-bit numbers."""
        return self.bytes_of(name).cast("I")

    def word_set(self, name: str) -> WordSet:
        """One section of bits that tell which words are in a set."""
        return WordSet(self.bytes_of(name))

    def strings(self, name: str) -> Strings:
        """One section of strings (with the ends of each in `<name>_ends`)."""
        return Strings(self.bytes_of(name), self.numbers(f"{name}_ends"))


class Strings(Sequence[bytes]):
    """Byte strings lying one after the other."""

    __slots__ = ("_ends", "_raw")

    def __init__(self, raw: memoryview, ends: memoryview[int]) -> None:
        self._raw, self._ends = raw, ends

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, position: Any) -> Any:
        return bytes(self._raw[self._ends[position - 1] if position else 0 : self._ends[position]])

    def first_not_below(self, wanted: bytes, low: int = 0) -> int:
        """Position of the first string that is not smaller; the strings must be sorted."""
        return bisect_left(self, wanted, low)

    def find(self, wanted: bytes) -> int:
        """Position of a string in the sorted strings, or -1."""
        position = self.first_not_below(wanted)
        return position if position < len(self._ends) and self[position] == wanted else -1


class WordSet:
    """A set of words as bits: says of every word in it that it is there, and of hardly any other.

    A word's bit is its CRC-32 modulo the number of bits, which is a power of two.
    """

    __slots__ = ("_bits", "_mask")

    def __init__(self, bits: memoryview) -> None:
        self._bits, self._mask = bits, len(bits) * 8 - 1

    def may_hold(self, word: bytes) -> bool:
        """False only for words that are not in the set."""
        bit = crc32(word) & self._mask
        return bool(self._bits[bit >> 3] >> (bit & 7) & 1)


def word_set_section(words: Iterable[bytes]) -> bytes:
    """The bits of a WordSet: at least BITS_PER_WORD for each word."""
    held = set(words)
    bits = bytearray(1 << max(0, (len(held) * BITS_PER_WORD // 8).bit_length()))
    mask = len(bits) * 8 - 1
    for word in held:
        bit = crc32(word) & mask
        bits[bit >> 3] |= 1 << (bit & 7)
    return bytes(bits)


def string_sections(name: str, strings: Iterable[bytes]) -> dict[str, bytes]:
    """The two sections of a list of strings."""
    blob, ends, end = [], [], 0
    for string in strings:
        end += len(string)
        blob.append(string)
        ends.append(end)
    return {name: b"".join(blob), f"{name}_ends": number_section(ends)}


def number_section(numbers: Iterable[int]) -> bytes:
    """Unsigned 32-bit numbers as a section."""
    section = array("I", numbers)
    if section.itemsize != 4:  # pragma: no cover - no supported platform
        raise ValueError("this platform has no 32-bit numbers")
    return section.tobytes()


def pack(header: Mapping[str, Any], sections: Mapping[str, bytes]) -> bytes:
    """Header and sections as one file's bytes."""
    spans, parts, end = {}, [], 0
    for name, raw in sections.items():
        start = _aligned(end)
        parts.append(b"\0" * (start - end) + raw)
        end = start + len(raw)
        spans[name] = (start, end)
    head = json.dumps({**header, "sections": spans, "byte_order": sys.byteorder}, ensure_ascii=False).encode()
    start = _aligned(16 + len(head))
    lead = MAGIC + len(head).to_bytes(8, "little") + head
    return lead + b"\0" * (start - len(lead)) + b"".join(parts)


def _aligned(position: int) -> int:
    return (position + 7) // 8 * 8
