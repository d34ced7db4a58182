"""Precision, recall and F1 with bootstrap intervals, from counts kept per article."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SEED, RESAMPLES = 20_240_131, 1_000
LOW, HIGH = 0.025, 0.975  # a 95 % interval


@dataclass(slots=True)
class Counts:
    """What one figure counts in one article. `right` of `coded` give precision, `found` of `gold` recall; the two
    differ only where pairs of items are counted."""

    right: float = 0.0
    coded: float = 0.0
    found: float = 0.0
    gold: float = 0.0

    def add(self, is_right: bool, is_coded: bool, is_gold: bool) -> None:
        """Count one case."""
        self.right += is_right
        self.found += is_right
        self.coded += is_coded
        self.gold += is_gold


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure over all articles: shares from 0 to 1, None where nothing was counted. `low` and `high` bound F1."""

    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None
    high: float | None
    coded: int
    gold: int


def f1_of(right: float, coded: float, found: float, gold: float) -> float | None:
    """The harmonic mean of precision and recall; 0 when nothing is right, None when there was nothing."""
    if not coded and not gold:
        return None
    if not coded or not gold or not right or not found:
        return 0.0
    precision, recall = right / coded, found / gold
    return 2 * precision * recall / (precision + recall)


def draw_articles(count: int) -> list[list[int]]:
    """Resamples of as many articles as there are, with replacement, as their numbers; always the same ones."""
    chance = random.Random(SEED)
    return [chance.choices(range(count), k=count) for _ in range(RESAMPLES)] if count else []


def figures_of(articles: Sequence[Mapping[str, Counts]]) -> dict[str, Figure]:
    """Every figure that some article counts, in the order of their first appearance.

    Intervals are percentiles over resampled articles (Efron and Tibshirani 1993), for incidents of one article are not
    independent.
    """
    names = list(dict.fromkeys(name for counts in articles for name in counts))
    draws = draw_articles(len(articles))
    return {name: _figure([counts.get(name, Counts()) for counts in articles], draws) for name in names}


def _figure(counts: Sequence[Counts], draws: Sequence[Sequence[int]]) -> Figure:
    columns = [
        [c.right for c in counts], [c.coded for c in counts], [c.found for c in counts], [c.gold for c in counts]
    ]  # fmt: skip
    right, coded, found, gold = (sum(column) for column in columns)
    again = (f1_of(*(sum(map(column.__getitem__, draw)) for column in columns)) for draw in draws)
    resampled = sorted(value for value in again if value is not None)
    return Figure(
        precision=right / coded if coded else None,
        recall=found / gold if gold else None,
        f1=f1_of(right, coded, found, gold),
        low=_percentile(resampled, LOW),
        high=_percentile(resampled, HIGH),
        coded=round(coded),
        gold=round(gold),
    )


def _percentile(values: Sequence[float], share: float) -> float | None:
    return values[round(share * (len(values) - 1))] if values else None
