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


def write_baseline(figures: Mapping[str, Figure], path: Path) -> None:
    """Write the F1 of every figure with its tolerance: a hundredth, or a case and a half if that is more."""
    entries = {
        name: {"f1": round(figure.f1, DECIMALS), "tolerance": round(_tolerance(figure), DECIMALS)}
        for name, figure in figures.items()
        if figure.f1 is not None
    }
    path.write_text(json.dumps({"figures": entries}, indent=1) + "\n", encoding="utf-8")


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
