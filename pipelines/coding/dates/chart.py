"""Bottom-up chart parsing of one cluster: every way the patterns fit, and the longest that do not overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipelines.coding.dates.grammar import TOP, Grammar, Node, Rule
from pipelines.coding.dates.lexemes import Slot

STEP_LIMIT = 10_000  # ordinary clusters need some hundreds; a hostile text must not cost more than milliseconds
CLAUSE_ENDS = frozenset('.,،؛;:!؟?")')

Origin = tuple[str, int, float]  # rule id, rank and confidence of the rule that gave a value its meaning


@dataclass(frozen=True, slots=True)
class Parse:
    """Slots `first` to `last` (exclusive) read as an expression; small words at the edges are cut off."""

    first: int
    last: int
    rule_id: str
    rank: int
    confidence: float
    expression: Any


@dataclass
class _Chart:
    grammar: Grammar
    slots: Sequence[Slot]
    is_clause_end: bool
    found: list[Parse] = field(default_factory=list)
    steps: int = 0
    rules_over_all: set[str] = field(default_factory=set)
    _complete: dict[int, list[tuple[str, int, Any, Origin | None]]] = field(default_factory=lambda: defaultdict(list))
    _open: dict[int, list[tuple[Node, int, tuple[Any, ...], tuple[Origin | None, ...]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _seen: set[tuple[int, int, str, Any]] = field(default_factory=set)

    def add(self, first: int, last: int, symbol: str, value: Any, origin: Origin | None = None) -> None:
        """A symbol stands here: begin every pattern that starts with it, go on with every pattern that waits for it."""
        if (first, last, symbol, value) in self._seen:
            return
        self._seen.add((first, last, symbol, value))
        self._complete[first].append((symbol, last, value, origin))
        node = self.grammar.root.following.get(symbol)
        if node is not None:
            self._go_on(node, first, last, (value,), (origin,))
        for waiting, begin, values, origins in list(self._open[first]):
            node = waiting.following.get(symbol)
            if node is not None:
                self._go_on(node, begin, last, (*values, value), (*origins, origin))

    def _go_on(
        self, node: Node, first: int, last: int, values: tuple[Any, ...], origins: tuple[Origin | None, ...]
    ) -> None:
        self.steps += 1
        if self.steps > STEP_LIMIT:
            return
        for rule, names in node.complete:
            self._finish(rule, names, first, last, values, origins)
        if not node.following:
            return
        self._open[last].append((node, first, values, origins))
        for symbol, end, value, origin in list(self._complete[last]):
            following = node.following.get(symbol)
            if following is not None:
                self._go_on(following, first, end, (*values, value), (*origins, origin))

    def _finish(
        self,
        rule: Rule,
        names: tuple[str | None, ...],
        first: int,
        last: int,
        values: tuple[Any, ...],
        origins: tuple[Origin | None, ...],
    ) -> None:
        if rule.not_before and self._stands(last, rule.not_before):
            return
        if rule.not_after and self._stands(first - 1, rule.not_after):
            return
        if rule.ends_clause and not self._ends_clause(last):
            return
        given = {name: value for name, value in zip(names, values, strict=True) if name and value is not None}
        expression = rule.builder(given | dict(rule.constants))
        if expression is None:
            return
        if first == 0 and last == len(self.slots):
            self.rules_over_all.add(rule.rule_id)
        origin: Origin = (rule.rule_id, rule.rank, rule.confidence)
        if rule.passes_on:
            told = next((o for v, o in zip(values, origins, strict=True) if o is not None and v is expression), origin)
            origin = (told[0], told[1], min(told[2], rule.confidence))
        if rule.symbol == TOP:
            begin, end = self._trimmed(first, last)
            self.found.append(Parse(begin, end, *origin, expression))
        self.add(first, last, rule.symbol, expression, origin)

    def _stands(self, slot: int, classes: frozenset[str]) -> bool:
        return 0 <= slot < len(self.slots) and any(name in classes for name, _ in self.slots[slot].lexemes)

    def _ends_clause(self, last: int) -> bool:
        """Whether a clause ends here: nothing more, or a mark that is no joint of numbers."""
        if last == len(self.slots):
            return self.is_clause_end
        return any(not name.isalnum() and name in CLAUSE_ENDS for name, _ in self.slots[last].lexemes)

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        """The slots without the small words at the edges ("في", in), which patterns may need but dates do not hold."""
        while first < last - 1 and self._stands(first, self.grammar.links):
            first += 1
        while last > first + 1 and self._stands(last - 1, self.grammar.links):
            last -= 1
        return first, last


def _filled(grammar: Grammar, slots: Sequence[Slot], is_clause_end: bool) -> _Chart:
    chart = _Chart(grammar, slots, is_clause_end)
    for place in range(len(slots) - 1, -1, -1):
        for symbol, value in slots[place].lexemes:
            chart.add(place, place + 1, symbol, value)
    return chart


def rules_over_all(grammar: Grammar, slots: Sequence[Slot]) -> set[str]:
    """The rules that read all the slots at once, those for parts of dates too: for checking the rules' own examples."""
    return _filled(grammar, slots, True).rules_over_all


def parse(grammar: Grammar, slots: Sequence[Slot], is_clause_end: bool) -> list[list[Parse]]:
    """The longest readings that do not overlap, in text order; each with the other readings of the same words
    behind it.

    `is_clause_end` says that no further word follows the cluster: some rules hold only there.
    """
    chart = _filled(grammar, slots, is_clause_end)
    best: list[list[Parse]] = []
    for candidate in sorted(chart.found, key=lambda p: (p.first - p.last, p.first, p.rank)):
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
