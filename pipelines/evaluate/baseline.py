"""A baseline: the figures reached so far, below which a change must not fall."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.evaluate.errors import EvaluationError
from pipelines.evaluate.figures import Figure

LEAST_TOLERANCE = 0.01
CASES = 1.5  # as many cases of a figure may be lost before it counts as a drop
DECIMALS = 4


@dataclass(frozen=True, slots=True)
class Drop:
    """A figure below its baseline by more than its tolerance. `now` is None when it is no longer counted."""

    name: str
    before: float
    now: float | None
    tolerance: float

    def __str__(self) -> str:
        now = "not counted any more" if self.now is None else f"now {self.now:.3f}"
        return f"{self.name} was {self.before:.3f}, {now} (tolerance {self.tolerance:.3f})"


def write_baseline(figures: Mapping[str, Figure], path: Path, article_count: int) -> None:
    """Write the F1 of every figure with its interval, its cases in the gold and its tolerance: a hundredth, or a case
    and a half if that is more."""
    entries = {name: _entry(figure) for name, figure in figures.items() if figure.f1 is not None}
    written = {"articles": article_count, "figures": entries}
    path.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


def _entry(figure: Figure) -> dict[str, float | int | None]:
    shares = {"f1": figure.f1, "low": figure.low, "high": figure.high, "tolerance": _tolerance(figure)}
    rounded = {name: None if share is None else round(share, DECIMALS) for name, share in shares.items()}
    return {**rounded, "cases": figure.gold}


def _tolerance(figure: Figure) -> float:
    return max(LEAST_TOLERANCE, CASES / max(figure.coded, figure.gold, 1))


def drops_below(path: Path, figures: Mapping[str, Figure]) -> list[Drop]:
    """The figures that fell below a baseline, in its order.

    Raises EvaluationError when the file is no baseline. Figures that the baseline lacks are not looked at.
    """
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["figures"]
        expected = {name: (float(entry["f1"]), float(entry["tolerance"])) for name, entry in entries.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        remedy = f"`waqai evaluate GOLD --write-baseline {path}` writes one"
        raise EvaluationError(f"{path}: is no baseline; {remedy}") from error
    found = []
    for name, (before, tolerance) in expected.items():
        now = figures[name].f1 if name in figures else None
        if now is None or now < before - tolerance:
            found.append(Drop(name, before, now, tolerance))
    return found
