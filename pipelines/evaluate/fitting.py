"""Fitting the weights of `schemas/coding/confidence.yml` to gold, so that 0.9 means right nine times in ten."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.evaluate.errors import EvaluationError
from pipelines.evaluate.reliability import Reliability, Sureness, reliability_of
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

FILE = Path("coding") / "confidence.yml"
FEWEST = 50  # reports from which weights can be learned at all
RIDGE = 4.0  # how strongly weights are held near nought (L2), so that rare signs do not run away
SWEEPS, STILL = 500, 1e-7
LONGEST_STEP = 1.0
FOLDS = 5
DECIMALS = 2
_HEAD = """\
# How sure a row is: the log-odds that its type, date, admin1 and actor are all right, of a row without any sign
# (`start`), and what each sign adds. `waqai evaluate GOLD --fit-confidence` fits them to gold and writes this file.
"""


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model: log-odds of a report without signs, and what each sign adds."""

    start: float
    weights: Mapping[str, float]

    def share(self, signs: frozenset[str]) -> float:
        """How likely a report with these signs is right."""
        return 1 / (1 + math.exp(-self.start - sum(weight for name, weight in self.weights.items() if name in signs)))


@dataclass(frozen=True, slots=True)
class Fit:
    """Fitted weights, how the confidence they give holds on articles left out of the fit, and the reports they saw."""

    model: Model
    left_out: Reliability
    report_count: int
    right_count: int


def fit_weights(reports: Sequence[Sureness], names: Sequence[str]) -> Model:
    """Weights of the largest likelihood, less RIDGE times their squares (start excepted), by Newton steps on one weight
    after the other until none moves. The same reports give the same weights whatever their order of articles."""
    ordered = sorted(reports, key=lambda report: (report.article_id, sorted(report.signs), report.is_right))
    holders = {name: [n for n, report in enumerate(ordered) if name in report.signs] for name in names}
    right = [float(report.is_right) for report in ordered]
    odds = [0.0] * len(ordered)
    start, weights = 0.0, dict.fromkeys(names, 0.0)
    for _ in range(SWEEPS):
        moved = _step(odds, right, range(len(ordered)), 0.0, start)
        start += moved
        largest = abs(moved)
        for name in names:
            moved = _step(odds, right, holders[name], RIDGE, weights[name])
            weights[name] += moved
            largest = max(largest, abs(moved))
        if largest < STILL:
            break
    return Model(start, weights)


def _step(odds: list[float], right: Sequence[float], members: Sequence[int], ridge: float, weight: float) -> float:
    """Move one weight to where the likelihood grows; returns by how much."""
    slope, bend = -ridge * weight, ridge
    for n in members:
        share = 1 / (1 + math.exp(-odds[n]))
        slope += right[n] - share
        bend += share * (1 - share)
    move = max(-LONGEST_STEP, min(LONGEST_STEP, slope / bend)) if bend > 0 else 0.0
    for n in members:
        odds[n] += move
    return move


def fit(reports: Sequence[Sureness], names: Sequence[str]) -> Fit:
    """Fit to all reports, and five times to four fifths of the articles to see how the rest comes out.

    Raises EvaluationError when there are too few reports, or none of them right or wrong.
    """
    right_count = sum(report.is_right for report in reports)
    if len(reports) < FEWEST or right_count in (0, len(reports)):
        raise EvaluationError(f"{len(reports)} reports, {right_count} right: too little to fit confidence to")
    articles = sorted({report.article_id for report in reports})
    fold_of = {article: number % FOLDS for number, article in enumerate(articles)}
    judged = []
    for fold in range(FOLDS):
        model = fit_weights([report for report in reports if fold_of[report.article_id] != fold], names)
        left_out = (report for report in reports if fold_of[report.article_id] == fold)
        judged += [replace(report, confidence=model.share(report.signs)) for report in left_out]
    return Fit(fit_weights(reports, names), reliability_of(judged), len(reports), right_count)


def fit_confidence_file(reports: Sequence[Sureness]) -> Fit:
    """Fit the declared signs and write their weights to `schemas/coding/confidence.yml`; nothing else in it changes.

    Raises EvaluationError as `fit` does; SchemaError when the file is wrong.
    """
    path = schemas_folder() / FILE
    signs = read_yaml(path, "confidence")["signs"]
    fitted = fit(reports, [sign["id"] for sign in signs])
    lines = [f"start: {round(fitted.model.start, DECIMALS)}", "signs:"]
    for sign in signs:
        weight = round(fitted.model.weights[sign["id"]], DECIMALS) + 0.0
        says = json.dumps(sign["says"], ensure_ascii=False)
        lines.append(f"  - {{id: {sign['id']}, weight: {weight}, says: {says}}}")
    path.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
    return fitted
