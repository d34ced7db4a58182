"""Finding lexicon phrases in tokens, whatever small words are glued to them.

One dictionary look-up per token, and none for tokens at which no phrase may begin (`openings`): the analysis of a
surface form (which proclitics it carries, which phrases may begin there) is computed once per form and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar

from pipelines.readonly import readonly

Entry = TypeVar("Entry")

CACHE_LIMIT = 200_000  # surface forms remembered before the memory starts anew


@readonly
class Match(Generic[Entry]):
    """One phrase found: tokens `first` to `last` (exclusive), what was glued before it, and its lexicon entries."""

    first: int
    last: int
    proclitic: str
    entries: tuple[Entry, ...]


Ways = tuple[tuple[str, dict[str, Any]], ...]  # how a phrase may begin: (proclitic, trie node), the bare form first


class Proclitics:
    """What may be glued before a word, and what stands in its place before the bare word."""

    def __init__(self, proclitics: Mapping[str, str]) -> None:
        self._by_letter: dict[str, list[tuple[str, str]]] = {}
        for prefix, instead in sorted(proclitics.items(), key=lambda pair: (len(pair[0]), pair[0])):
            self._by_letter.setdefault(prefix[:1], []).append((prefix, instead))

    def splits(self, word: str) -> list[tuple[str, str]]:
        """The ways to take something off a word: what is taken off and the bare word, the shortest first."""
        ways = self._by_letter.get(word[:1])
        if ways is None:
            return []
        size = len(word)
        return [
            (prefix, instead + word[len(prefix) :])
            for prefix, instead in ways
            if word.startswith(prefix) and size > len(prefix)
        ]


class _Starts(dict[str, Ways]):
    """Surface form → the ways in which a phrase may begin with it, worked out once per form."""

    def __init__(self, trie: dict[str, Any], proclitics: Proclitics) -> None:
        super().__init__()
        self._trie, self._proclitics = trie, proclitics

    def __missing__(self, word: str) -> Ways:
        ways = []
        if word and (node := self._trie.get(word)) is not None:
            ways.append(("", node))
        for prefix, bare in self._proclitics.splits(word):
            if (node := self._trie.get(bare)) is not None:
                ways.append((prefix, node))
        if len(self) >= CACHE_LIMIT:
            self.clear()
        found = self[word] = tuple(ways)
        return found


class PhraseMatcher(Generic[Entry]):
    """Longest phrases of a lexicon in a token list.

    `proclitics` maps glued prefixes to what stands in their place before the bare word ("و": "", "لل": "ال"): a prefix
    is only taken off when the rest begins a phrase. Phrases are given folded, as lists of token words.
    """

    def __init__(self, phrases: Iterable[tuple[Sequence[str], Entry]], proclitics: Mapping[str, str]) -> None:
        self._trie: dict[str, Any] = {}
        self._starts = _Starts(self._trie, Proclitics(proclitics))
        for words, entry in phrases:
            self._add(words, entry)

    def _add(self, words: Sequence[str], entry: Entry) -> None:
        node = self._trie
        for word in words:
            node = node.setdefault(word, {})
        entries = node.get("", ())
        if entry not in entries:
            node[""] = (*entries, entry)

    def begins(self, word: str) -> bool:
        """Whether some phrase may begin with this surface form."""
        return bool(self._starts[word])

    def may_begin(self, words: Sequence[str], position: int) -> bool:
        """Whether a phrase may begin at a token, its first word and the next looked at: False only when none does."""
        last = len(words) - 1
        for _, node in self._starts[words[position]]:
            if "" in node or (position < last and words[position + 1] in node):
                return True
        return False

    def at(self, words: Sequence[str], position: int) -> Match[Entry] | None:
        """The longest phrase that begins at a token; of equally long ones, the one with the shortest proclitic."""
        ways = self._starts[words[position]]
        if not ways:
            return None
        last, glued, entries, total = position, "", None, len(words)
        for proclitic, start in ways:
            node, place = start, position + 1
            while True:
                if place > last and (told := node.get("")) is not None:
                    last, glued, entries = place, proclitic, told
                if place >= total or not (word := words[place]) or (following := node.get(word)) is None:
                    break
                node, place = following, place + 1
        return Match(position, last, glued, entries) if entries is not None else None

    def phrases(self) -> Iterator[tuple[str, ...]]:
        """All phrases, as words."""
        waiting: list[tuple[tuple[str, ...], dict[str, Any]]] = [((), self._trie)]
        while waiting:
            words, node = waiting.pop()
            if "" in node:
                yield words
            waiting += [((*words, word), following) for word, following in node.items() if word]

    def steps(self) -> Iterator[tuple[tuple[str, ...], tuple[Entry, ...]]]:
        """All words in a row with which a phrase begins or that are one, each with the entries of the phrase that they
        are: all that a look-up can come upon."""
        waiting: list[tuple[tuple[str, ...], dict[str, Any]]] = [((), self._trie)]
        while waiting:
            words, node = waiting.pop()
            if words:
                yield words, node.get("", ())
            waiting += [((*words, word), following) for word, following in node.items() if word]

    def heads(self) -> Iterable[str]:
        """The first words of all phrases, without what may be glued to them."""
        return self._trie.keys()

    def find(self, words: Sequence[str], places: Iterable[int] | None = None) -> list[Match[Entry]]:
        """All phrases, leftmost longest, without overlap; only those that begin at `places` (ascending) when given."""
        found: list[Match[Entry]] = []
        starts, last = self._starts, len(words) - 1
        done = 0
        for position in range(len(words)) if places is None else places:
            if position < done:
                continue
            for _, node in starts[words[position]]:
                if "" in node or (position < last and words[position + 1] in node):
                    break  # most words that may open a phrase are followed by none that goes on with it
            else:
                continue
            if (match := self.at(words, position)) is not None:
                found.append(match)
                done = match.last
        return found
