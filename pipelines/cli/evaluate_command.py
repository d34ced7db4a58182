"""`evaluate`: score a release, or articles built for the purpose, against gold."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipelines.evaluate import Evaluation, EvaluationError, evaluate, read_gold, read_release
from pipelines.evaluate.baseline import drops_below, write_baseline
from pipelines.evaluate.console import print_evaluation, print_fit
from pipelines.evaluate.error_page import write_error_page
from pipelines.evaluate.fitting import fit_confidence_file
from pipelines.evaluate.scores_file import write_scores
from pipelines.evaluate.scoring import sureness_of
from pipelines.run.order import build
from pipelines.run.outcome import BuildError

SCORES, ERRORS = "scores.json", "errors.html"


@dataclass(frozen=True, slots=True)
class EvaluationWishes:
    """What to score and what to make of it.

    `articles` are built into a folder that is gone afterwards; without them the release in `curated` is scored.
    """

    gold: Path
    curated: Path
    articles: Path | None = None
    jobs: int = 0
    out: Path | None = None
    baseline: Path | None = None
    new_baseline: Path | None = None
    fits_confidence: bool = False


def run_evaluation(wishes: EvaluationWishes) -> None:
    """Score, print, write what is wished.

    Raises BuildError when gold, release or baseline cannot be used, and when a figure fell below the baseline.
    """
    try:
        gold = read_gold(wishes.gold)
        with _release(wishes) as release:
            evaluation = evaluate(gold, read_release(release))
        print_evaluation(evaluation)
        _write(evaluation, wishes)
        _compare(evaluation, wishes.baseline)
    except EvaluationError as error:
        raise BuildError(str(error)) from error


@contextmanager
def _release(wishes: EvaluationWishes) -> Iterator[Path]:
    if wishes.articles is None:
        yield wishes.curated
        return
    with tempfile.TemporaryDirectory(prefix="waqai-evaluate-") as folder:
        build(wishes.articles, Path(folder), wishes.jobs)
        yield Path(folder)


def _write(evaluation: Evaluation, wishes: EvaluationWishes) -> None:
    if wishes.out is not None:
        wishes.out.mkdir(parents=True, exist_ok=True)
        write_scores(evaluation, wishes.out / SCORES)
        write_error_page(evaluation, wishes.out / ERRORS)
        print(f"scores  {wishes.out / SCORES}\nerrors  {wishes.out / ERRORS}")
    if wishes.new_baseline is not None:
        write_baseline(evaluation.figures, wishes.new_baseline, len(evaluation.articles))
        print(f"baseline  {wishes.new_baseline}")
    if wishes.fits_confidence:
        fitted = fit_confidence_file(sureness_of(evaluation.articles))
        print_fit(fitted)


def _compare(evaluation: Evaluation, baseline: Path | None) -> None:
    drops = drops_below(baseline, evaluation.figures) if baseline is not None else []
    if drops:
        raise BuildError("worse than the baseline: " + "; ".join(map(str, drops)))
    if baseline is not None:
        print(f"no figure fell below {baseline}")
