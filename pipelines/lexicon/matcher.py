"""Finding lexicon phrases in tokens, whatever small words are glued to them.

One dictionary look-up per token: the analysis of a surface form (which proclitics it carries, which phrases may begin
there) is computed once per form and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

Entry = TypeVar("Entry")

CACHE_LIMIT = 200_000  # surface forms remembered before the memory starts anew


@dataclass(frozen=True, slots=True)
class Match(Generic[Entry]):
    """One phrase found: tokens `first` to `last` (exclusive), what was glued before it, and its lexicon entries."""

    first: int
    last: int
    proclitic: str
    entries: tuple[Entry, ...]


class PhraseMatcher(Generic[Entry]):
    """Longest phrases of a lexicon in a token list.

    `proclitics` maps glued prefixes to what stands in their place before the bare word ("و": "", "لل": "ال"): a prefix
    is only taken off when the rest begins a phrase. Phrases are given folded, as lists of token words.
    """

    def __init__(self, phrases: Iterable[tuple[Sequence[str], Entry]], proclitics: Mapping[str, str]) -> None:
        self._trie: dict[str, Any] = {}
        self._proclitics = sorted(proclitics.items(), key=lambda pair: (len(pair[0]), pair[0]))
        self._starts: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {}
        for words, entry in phrases:
            self._add(words, entry)

    def _add(self, words: Sequence[str], entry: Entry) -> None:
        node = self._trie
        for word in words:
            node = node.setdefault(word, {})
        entries = node.setdefault("", [])
        if entry not in entries:
            entries.append(entry)

    def _analyse(self, word: str) -> tuple[tuple[str, dict[str, Any]], ...]:
        """The ways a phrase may begin with this surface form: (proclitic, trie node), the bare form first."""
        ways = []
        if word and (node := self._trie.get(word)) is not None:
            ways.append(("", node))
        for prefix, instead in self._proclitics:
            if word.startswith(prefix) and len(word) > len(prefix):
                node = self._trie.get(instead + word[len(prefix) :])
                if node is not None:
                    ways.append((prefix, node))
        if len(self._starts) >= CACHE_LIMIT:
            self._starts.clear()
        found = tuple(ways)
        self._starts[word] = found
        return found

    def begins(self, word: str) -> bool:
        """Whether some phrase may begin with this surface form."""
        ways = self._starts.get(word)
        return bool(self._analyse(word) if ways is None else ways)

    def at(self, words: Sequence[str], position: int) -> Match[Entry] | None:
        """The longest phrase that begins at a token; of equally long ones, the one with the shortest proclitic."""
        ways = self._starts.get(words[position])
        if ways is None:
            ways = self._analyse(words[position])
        best: Match[Entry] | None = None
        for proclitic, start in ways:
            node, place = start, position + 1
            while True:
                entries = node.get("")
                if entries and (best is None or place > best.last):
                    best = Match(position, place, proclitic, tuple(entries))
                if place >= len(words) or (following := node.get(words[place])) is None or not words[place]:
                    break
                node, place = following, place + 1
        return best

    def find(self, words: Sequence[str]) -> list[Match[Entry]]:
        """All phrases, leftmost longest, without overlap."""
        found: list[Match[Entry]] = []
        position, starts, total = 0, self._starts, len(words)
        while position < total:
            if starts.get(words[position]) == ():
                position += 1
                continue
            match = self.at(words, position)
            if match is None:
                position += 1
            else:
                found.append(match)
                position = match.last
        return found
