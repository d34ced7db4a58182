"""Whether rows are right as often as their `confidence` says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

BIN_COUNT = 10


@dataclass(frozen=True, slots=True)
class Sureness:
    """One report: its confidence, the signs that confidence rests on, and whether it was right."""

    article_id: str
    confidence: float
    signs: frozenset[str]
    is_right: bool


@dataclass(frozen=True, slots=True)
class Bin:
    """Reports with a confidence from `low` to below `high` (the last bin includes 1)."""

    low: float
    high: float
    report_count: int
    mean_confidence: float
    share_right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Bins that hold reports; the expected calibration error is their mean gap, weighted by reports (Guo et al. 2017).
    The Brier score is the mean squared gap between confidence and outcome (0 best)."""

    bins: tuple[Bin, ...]
    expected_calibration_error: float | None
    brier: float | None


def reliability_of(reports: Sequence[Sureness]) -> Reliability:
    """Bin reports by confidence and compare it with how many are right."""
    if not reports:
        return Reliability((), None, None)
    held: list[list[Sureness]] = [[] for _ in range(BIN_COUNT)]
    for report in reports:
        held[min(int(round(report.confidence * BIN_COUNT, 6)), BIN_COUNT - 1)].append(report)
    bins = tuple(_bin(number, those) for number, those in enumerate(held) if those)
    gaps = (each.report_count * abs(each.mean_confidence - each.share_right) for each in bins)
    squares = ((report.confidence - report.is_right) ** 2 for report in reports)
    return Reliability(bins, sum(gaps) / len(reports), sum(squares) / len(reports))


def _bin(number: int, reports: Sequence[Sureness]) -> Bin:
    count = len(reports)
    mean = sum(report.confidence for report in reports) / count
    right = sum(report.is_right for report in reports) / count
    return Bin(number / BIN_COUNT, (number + 1) / BIN_COUNT, count, mean, right)
