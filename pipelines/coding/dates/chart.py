"""Bottom-up chart parsing of one cluster: every way the patterns fit, and the longest that do not overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.coding.dates.grammar import TOP, Grammar, Node, Rule
from pipelines.coding.dates.lexemes import Slot


@dataclass(frozen=True, slots=True)
class Parse:
    """Slots `first` to `last` (exclusive) read by a rule as an expression."""

    first: int
    last: int
    rule: Rule
    expression: Any


@dataclass
class _Chart:
    root: Node
    slots: Sequence[Slot]
    found: list[Parse] = field(default_factory=list)
    _complete: dict[int, list[tuple[str, int, Any]]] = field(default_factory=lambda: defaultdict(list))
    _open: dict[int, list[tuple[Node, int, tuple[Any, ...]]]] = field(default_factory=lambda: defaultdict(list))
    _seen: set[tuple[int, int, str, Any]] = field(default_factory=set)

    def add(self, first: int, last: int, symbol: str, value: Any) -> None:
        """A symbol stands here: begin every pattern that starts with it, go on with every pattern that waits for it."""
        if (first, last, symbol, value) in self._seen:
            return
        self._seen.add((first, last, symbol, value))
        self._complete[first].append((symbol, last, value))
        node = self.root.following.get(symbol)
        if node is not None:
            self._go_on(node, first, last, (value,))
        for waiting, begin, values in list(self._open[first]):
            node = waiting.following.get(symbol)
            if node is not None:
                self._go_on(node, begin, last, (*values, value))

    def _go_on(self, node: Node, first: int, last: int, values: tuple[Any, ...]) -> None:
        for rule, names in node.complete:
            self._finish(rule, names, first, last, values)
        if not node.following:
            return
        self._open[last].append((node, first, values))
        for symbol, end, value in list(self._complete[last]):
            following = node.following.get(symbol)
            if following is not None:
                self._go_on(following, first, end, (*values, value))

    def _finish(
        self, rule: Rule, names: tuple[str | None, ...], first: int, last: int, values: tuple[Any, ...]
    ) -> None:
        if rule.not_before and self._stands(last, rule.not_before):
            return
        if rule.not_after and self._stands(first - 1, rule.not_after):
            return
        given = {name: value for name, value in zip(names, values, strict=True) if name and value is not None}
        expression = rule.builder(given | dict(rule.constants))
        if expression is None:
            return
        if rule.symbol == TOP:
            self.found.append(Parse(first, last, rule, expression))
        self.add(first, last, rule.symbol, expression)

    def _stands(self, slot: int, classes: frozenset[str]) -> bool:
        return 0 <= slot < len(self.slots) and any(name in classes for name, _ in self.slots[slot].lexemes)


def parse(grammar: Grammar, slots: Sequence[Slot], ends_clause: bool) -> list[list[Parse]]:
    """The longest readings that do not overlap, in text order; each with the other readings of the same words behind it.

    `ends_clause` says that no further word follows the cluster: some rules hold only there.
    """
    chart = _Chart(grammar.root, slots)
    for place in range(len(slots) - 1, -1, -1):
        for symbol, value in slots[place].lexemes:
            chart.add(place, place + 1, symbol, value)
    found = [p for p in chart.found if not p.rule.ends_clause or (_is_end(slots, p.last) and (ends_clause or p.last < len(slots)))]
    best: list[list[Parse]] = []
    for candidate in sorted(found, key=lambda p: (p.first - p.last, p.first, p.rule.rank)):
        for chosen in best:
            if (candidate.first, candidate.last) == (chosen[0].first, chosen[0].last):
                if all(candidate.expression != other.expression for other in chosen):
                    chosen.append(candidate)
                break
            if candidate.first < chosen[0].last and chosen[0].first < candidate.last:
                break
        else:
            best.append([candidate])
    return sorted(best, key=lambda chosen: chosen[0].first)


def _is_end(slots: Sequence[Slot], last: int) -> bool:
    """Whether a clause ends here: nothing more, or a mark that is no joint of numbers."""
    return last == len(slots) or any(not name.isalnum() and name in ".,،؛!؟?\")" for name, _ in slots[last].lexemes)
