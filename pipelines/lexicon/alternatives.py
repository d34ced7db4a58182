"""Spellings of a phrase written once: "[a|b] c" stands for "a c" and "b c"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_ALTERNATIVES = re.compile(r"\[([^\[\]]*)\]")


def expand(pattern: str) -> list[str]:
    """All spellings of a pattern with alternatives: "[a|b] c" → "a c", "b c"; an empty alternative drops the word."""
    found = _ALTERNATIVES.search(pattern)
    if found is None:
        return [" ".join(pattern.split())]
    head, tail = pattern[: found.start()], pattern[found.end() :]
    return [text for choice in found.group(1).split("|") for text in expand(head + choice + tail)]


def expanded(patterns: Iterable[str]) -> Iterator[str]:
    """All spellings of several patterns, in their order."""
    for pattern in patterns:
        yield from expand(pattern)
