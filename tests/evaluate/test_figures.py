"""Precision, recall, F1 and their intervals."""

import pytest

from pipelines.evaluate.figures import Counts, f1_of, figures_of


def test_f1_of_counts():
    assert f1_of(2, 4, 2, 2) == pytest.approx(2 / 3)
    assert f1_of(0, 4, 0, 0) == 0
    assert f1_of(0, 0, 0, 4) == 0
    assert f1_of(0, 0, 0, 0) is None


def test_figures_sum_over_articles_and_not_over_shares():
    articles = [{"x": Counts(1, 1, 1, 1)}, {"x": Counts(0, 3, 0, 1)}, {}]
    figure = figures_of(articles)["x"]
    assert (figure.precision, figure.recall, figure.coded, figure.gold) == (0.25, 0.5, 4, 2)


def test_intervals_hold_the_figure_and_shrink_with_more_articles():
    few = [{"x": Counts(n % 2, 1, n % 2, 1)} for n in range(10)]
    many = few * 20
    wide, narrow = figures_of(few)["x"], figures_of(many)["x"]
    assert wide.f1 == narrow.f1 == 0.5
    assert wide.low < narrow.low < 0.5 < narrow.high < wide.high


def test_perfect_figures_have_no_spread():
    figure = figures_of([{"x": Counts(2, 2, 2, 2)} for _ in range(5)])["x"]
    assert (figure.low, figure.f1, figure.high) == (1, 1, 1)


def test_no_articles_no_figures():
    assert figures_of([]) == {}
