"""A baseline holds figures up, with the tolerance that their size asks for."""

import json
from dataclasses import replace

import pytest

from pipelines.evaluate.baseline import drops_below, write_baseline
from pipelines.evaluate.errors import EvaluationError
from pipelines.evaluate.figures import Figure

FIGURES = {"big": Figure(0.8, 0.8, 0.8, 0.7, 0.9, 400, 400), "small": Figure(0.5, 0.5, 0.5, 0.1, 0.9, 10, 10)}


@pytest.fixture
def baseline(tmp_path):
    write_baseline(FIGURES, tmp_path / "baseline.json", 12)
    return tmp_path / "baseline.json"


def with_f1(name, f1):
    return FIGURES | {name: replace(FIGURES[name], f1=f1)}


def test_what_was_written_holds(baseline):
    assert drops_below(baseline, FIGURES) == []


@pytest.mark.parametrize(
    ("name", "f1", "falls"),
    [("big", 0.791, 0), ("big", 0.789, 1), ("small", 0.36, 0), ("small", 0.34, 1), ("big", 0.99, 0)],
)
def test_small_drops_are_tolerated_large_ones_are_not(baseline, name, f1, falls):
    found = drops_below(baseline, with_f1(name, f1))
    assert len(found) == falls
    assert all(name in str(drop) for drop in found)


def test_a_figure_that_is_gone_is_a_drop(baseline):
    assert "not counted any more" in str(drops_below(baseline, {"big": FIGURES["big"]})[0])
    assert len(drops_below(baseline, with_f1("big", None))) == 1


def test_figures_without_cases_are_not_held(tmp_path):
    write_baseline({"none": Figure(None, None, None, None, None, 0, 0)}, tmp_path / "b.json", 1)
    assert json.loads((tmp_path / "b.json").read_text())["figures"] == {}


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"figures": {"x": 1}}', '{"figures": []}'])
def test_what_is_no_baseline_is_said(tmp_path, content):
    (tmp_path / "b.json").write_text(content)
    with pytest.raises(EvaluationError, match="is no baseline"):
        drops_below(tmp_path / "b.json", FIGURES)
