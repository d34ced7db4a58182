"""Pages without an article give no report, from the file to the coder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import yaml

from pipelines.code import code_batch
from pipelines.ingest import Article, Reject, read_file

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[1] / "corpus" / "junk" / "pages.yml").read_text(encoding="utf-8")
)["cases"]
CODED_FROM = ("article_id", "text", "language", "title", "country", "source")


def _params() -> list[Any]:
    known = {case["id"]: pytest.mark.xfail(reason=case["gap"], strict=True) for case in CASES if "gap" in case}
    return [pytest.param(case, id=case["id"], marks=known.get(case["id"], [])) for case in CASES]


@pytest.mark.parametrize("case", _params())
def test_junk_gives_no_report(case, tmp_path):
    path = tmp_path / f"page{case['ending']}"
    path.write_text(case["page"], encoding="utf-8")
    (outcome,) = list(read_file(path, tmp_path))
    if isinstance(outcome, Reject):
        assert outcome.reason == "no_article"
        return
    assert isinstance(outcome, Article)
    row = {name: getattr(outcome, name) for name in CODED_FROM} | {"published": dt.datetime(2024, 3, 15)}
    schema = pa.schema([*((name, pa.string()) for name in CODED_FROM), ("published", pa.timestamp("us"))])
    coded = code_batch(pa.Table.from_pylist([row], schema))
    assert coded["reports"].to_pylist() == []
    assert coded["tallies"].to_pylist() == []


def test_enough_of_it_is_known():
    assert sum("gap" in case for case in CASES) <= 0.1 * len(CASES)
