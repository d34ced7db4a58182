"""`waqai evaluate` on the sample, and the figures it must not fall below."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.cli.main import app

SAMPLE = Path(__file__).resolve().parents[1] / "corpus" / "sample"


def run(*arguments):
    return CliRunner().invoke(app, ["evaluate", *map(str, arguments)])


@pytest.fixture(scope="module")
def scored(sample_curated, tmp_path_factory):
    out = tmp_path_factory.mktemp("scores")
    done = run(SAMPLE, "--curated", sample_curated, "--out", out)
    assert done.exit_code == 0, done.output
    return done.stdout, json.loads((out / "scores.json").read_text(encoding="utf-8")), out


def test_no_figure_falls_below_the_baseline(sample_curated):
    done = run(SAMPLE, "--curated", sample_curated, "--baseline", SAMPLE / "baseline.json")
    assert done.exit_code == 0, done.stderr


def test_the_sample_is_whole(scored):
    shown, scores, _ = scored
    assert scores["articles"] == 125
    assert "note:" not in shown


def test_console_and_file_say_the_same(scored):
    shown, scores, _ = scored
    for name in ("detection", "typed", "strict", "slots", "field.actor"):
        line = next(line for line in shown.splitlines() if line.startswith(f"{name} "))
        f1 = float(line.removeprefix(name).split()[2])
        assert f1 == pytest.approx(scores["figures"][name]["f1"], abs=0.001)  # one is rounded to fewer digits
    error = float(shown.partition("expected calibration error ")[2].split(",")[0])
    assert error == pytest.approx(scores["reliability"]["expected_calibration_error"], abs=0.001)


def test_every_figure_lies_in_its_interval(scored):
    for name, figure in scored[1]["figures"].items():
        assert figure["low"] <= figure["f1"] <= figure["high"], name
        assert 0 <= figure["low"] <= figure["high"] <= 1, name


def test_confidence_can_be_trusted(scored):
    reliability = scored[1]["reliability"]
    assert reliability["expected_calibration_error"] < 0.15
    shares = [each["share_right"] for each in reliability["bins"] if each["report_count"] >= 20]
    assert shares[0] < shares[-1]


def test_the_same_bytes_again(scored, sample_curated, tmp_path):
    assert run(SAMPLE, "--curated", sample_curated, "--out", tmp_path).exit_code == 0
    for name in ("scores.json", "errors.html"):
        assert (tmp_path / name).read_bytes() == (scored[2] / name).read_bytes()


def test_a_drop_fails_and_says_which(sample_curated, tmp_path):
    baseline = tmp_path / "baseline.json"
    assert run(SAMPLE, "--curated", sample_curated, "--write-baseline", baseline).exit_code == 0
    content = json.loads(baseline.read_text())
    content["figures"]["typed"]["f1"] = 1.0
    baseline.write_text(json.dumps(content))
    done = run(SAMPLE, "--curated", sample_curated, "--baseline", baseline)
    assert done.exit_code == 1
    assert "typed was 1.000, now 0." in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_articles_are_built_for_the_purpose(tmp_path):
    text = "قُتل 3 مدنيين أمس جراء قصف مدفعي لقوات النظام على مدينة بنش."  # shelling kills three civilians
    (tmp_path / "raw").mkdir()
    article = {"id": "a", "text": text, "published": "2020-02-12", "language": "ar", "country": "Syria"}
    (tmp_path / "raw" / "articles.jsonl").write_text(json.dumps(article), encoding="utf-8")
    incident = {"evidence": text, "sub_event_type": "Shelling/artillery/missile attack", "date": "2020-02-11"}
    incident["killed"] = 3
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"id": "a", "incidents": [incident]}), encoding="utf-8")
    done = run(gold, "--articles", tmp_path / "raw", "--jobs", 1, "--out", tmp_path / "out")
    assert done.exit_code == 0, done.stderr
    figures = json.loads((tmp_path / "out" / "scores.json").read_text())["figures"]
    assert figures["typed"]["f1"] == figures["field.event_date"]["f1"] == figures["field.killed"]["f1"] == 1


@pytest.mark.parametrize(("content", "said"), [("{", "line 1: is not JSON"), ("", "no article")])
def test_wrong_gold_is_one_sentence(content, said, tmp_path, sample_curated):
    (tmp_path / "gold.jsonl").write_text(content)
    done = run(tmp_path, "--curated", sample_curated)
    assert done.exit_code == 1
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
