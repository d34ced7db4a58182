"""Scores as tables for people to read."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from pipelines.evaluate.figures import Figure
from pipelines.evaluate.fitting import Fit
from pipelines.evaluate.reliability import Reliability
from pipelines.evaluate.scoring import NONE, Evaluation

SHOWN_CONFUSIONS = 15


def print_evaluation(evaluation: Evaluation) -> None:
    """All figures with their intervals, the commonest confusions of types, and how far `confidence` can be trusted."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(_figures_table(evaluation))
    console.print(_shares_table(evaluation))
    console.print(_confusion_table(evaluation))
    console.print(_reliability_table(evaluation.reliability))
    error = evaluation.reliability.expected_calibration_error
    console.print(f"expected calibration error {_share(error)}, Brier score {_share(evaluation.reliability.brier)}")
    for article in evaluation.articles:
        if article.is_missing:
            console.print(f"note: article {article.article_id} is not in the release; all it reports counts as missed")
        for clause in article.unfound:
            console.print(f"note: article {article.article_id} does not hold the gold's words: {clause[:60]}")


def print_fit(fitted: Fit) -> None:
    """The fitted weights, and how the confidence they give holds on articles that the fit did not see."""
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(f"confidence fitted to {fitted.report_count:,} reports, {fitted.right_count:,} of them right")
    table = _table("Sign", "Log-odds")
    table.add_row("(none)", f"{fitted.model.start:.2f}")
    for name, weight in fitted.model.weights.items():
        table.add_row(name, f"{weight:+.2f}")
    console.print(table)
    console.print("on articles left out of the fit:")
    console.print(_reliability_table(fitted.left_out))
    console.print(f"expected calibration error {_share(fitted.left_out.expected_calibration_error)}")


def _table(*heads: str, left: int = 1) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, head in enumerate(heads):
        table.add_column(head, justify="left" if number < left else "right")
    return table


def _figures_table(evaluation: Evaluation) -> Table:
    table = _table("Figure", "Precision", "Recall", "F1", "95 %", "Coded", "Gold")
    for name, figure in evaluation.figures.items():
        if not name.startswith("right."):
            shares = (_share(figure.precision), _share(figure.recall), _share(figure.f1))
            table.add_row(name, *shares, _interval(figure), f"{figure.coded:,}", f"{figure.gold:,}")
    return table


def _shares_table(evaluation: Evaluation) -> Table:
    table = _table("Of the paired incidents, right in", "Share", "95 %", "Pairs")
    for name, figure in evaluation.figures.items():
        if name.startswith("right."):
            table.add_row(name.removeprefix("right."), _share(figure.f1), _interval(figure), f"{figure.gold:,}")
    return table


def _confusion_table(evaluation: Evaluation) -> Table:
    table = _table("Gold says", "Coded as", "Times", left=2)
    wrong = [(count, told, coded) for (told, coded), count in evaluation.confusion.items() if told != coded]
    for count, told, coded in sorted(wrong, key=lambda cell: (-cell[0], cell[1:]))[:SHOWN_CONFUSIONS]:
        table.add_row(told if told != NONE else "(no incident)", coded if coded != NONE else "(not found)", str(count))
    return table


def _reliability_table(reliability: Reliability) -> Table:
    table = _table("Confidence", "Mean", "Right", "Reports")
    for each in reliability.bins:
        span = f"{each.low:.1f}–{each.high:.1f}"
        table.add_row(span, _share(each.mean_confidence), _share(each.share_right), f"{each.report_count:,}")
    return table


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(figure: Figure) -> str:
    return "" if figure.low is None or figure.high is None else f"{figure.low:.3f}–{figure.high:.3f}"
