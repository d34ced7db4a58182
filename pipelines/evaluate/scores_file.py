"""Scores as JSON, for programs to read."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipelines.evaluate.scoring import Evaluation

DECIMALS = 4


def scores_of(evaluation: Evaluation) -> dict[str, Any]:
    """Figures, confusion matrix and reliability as plain values, shares rounded to four decimals."""
    return {
        "articles": len(evaluation.articles),
        "figures": {name: _rounded(asdict(figure)) for name, figure in evaluation.figures.items()},
        "confusion": [
            {"gold": told or None, "coded": coded or None, "count": count}
            for (told, coded), count in evaluation.confusion.items()
        ],
        "reliability": {
            "expected_calibration_error": _round(evaluation.reliability.expected_calibration_error),
            "brier": _round(evaluation.reliability.brier),
            "bins": [_rounded(asdict(each)) for each in evaluation.reliability.bins],
        },
    }


def write_scores(evaluation: Evaluation, path: Path) -> None:
    """Write the scores; the same evaluation gives the same bytes."""
    path.write_text(json.dumps(scores_of(evaluation), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _round(value: Any) -> Any:
    return round(value, DECIMALS) if isinstance(value, float) else value


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _round(value) for name, value in values.items()}
