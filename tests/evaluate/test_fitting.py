"""Weights fitted to outcomes give confidence that holds."""

import random
import shutil
from pathlib import Path

import pytest
import yaml

from pipelines.evaluate.errors import EvaluationError
from pipelines.evaluate.fitting import fit, fit_confidence_file, fit_weights
from pipelines.evaluate.reliability import Sureness, reliability_of

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
NAMES = ("vague", "late", "rare")


def reports(count=600):
    """Reports right nine times in ten, three in ten when vague; being late says nothing."""
    chance = random.Random(7)
    made = []
    for n in range(count):
        signs = frozenset(name for name in ("vague", "late") if chance.random() < 0.5)
        made.append(Sureness(f"a{n // 3}", 0.5, signs, chance.random() < (0.3 if "vague" in signs else 0.9)))
    return made


def test_fitted_shares_are_those_of_the_reports():
    model = fit_weights(reports(), NAMES)
    assert model.share(frozenset()) == pytest.approx(0.9, abs=0.05)
    assert model.share(frozenset({"vague"})) == pytest.approx(0.3, abs=0.05)
    assert abs(model.weights["late"]) < 0.4
    assert model.weights["rare"] == 0


def test_the_order_of_reports_does_not_matter():
    assert fit_weights(reports(), NAMES) == fit_weights(reports()[::-1], NAMES)


def test_left_out_articles_bear_it_out():
    fitted = fit(reports(), NAMES)
    assert fitted.left_out.expected_calibration_error < 0.06
    assert fitted.left_out.brier < reliability_of(reports()).brier
    assert (fitted.report_count, fitted.right_count) == (600, sum(report.is_right for report in reports()))


def test_a_sign_that_always_means_wrong_does_not_run_away():
    sure = [Sureness(f"a{n}", 0.5, frozenset({"rare"}), False) for n in range(5)]
    model = fit_weights(reports() + sure, NAMES)
    assert -6 < model.weights["rare"] < -0.5


@pytest.mark.parametrize("given", [[], reports(20), [r for r in reports() if r.is_right]])
def test_too_little_to_learn_from(given):
    with pytest.raises(EvaluationError, match="too little"):
        fit(given, NAMES)


def test_only_weights_change_in_the_file(tmp_path, monkeypatch):
    schemas = Path(shutil.copytree(SCHEMAS / "coding", tmp_path / "schemas" / "coding")).parent
    shutil.copytree(SCHEMAS / "json", schemas / "json")
    monkeypatch.setenv("WAQAI_SCHEMAS", str(schemas))
    before = yaml.safe_load((SCHEMAS / "coding" / "confidence.yml").read_text(encoding="utf-8"))
    names = {"vague": "no_place", "late": "headline"}
    given = [Sureness(r.article_id, 0.5, frozenset(names[s] for s in r.signs), r.is_right) for r in reports()]
    fit_confidence_file(given)
    after = yaml.safe_load((schemas / "coding" / "confidence.yml").read_text(encoding="utf-8"))
    assert [(sign["id"], sign["says"]) for sign in after["signs"]] == [(s["id"], s["says"]) for s in before["signs"]]
    weights = {sign["id"]: sign["weight"] for sign in after["signs"]}
    assert weights["no_place"] < -2
    assert weights["claimed"] == 0
