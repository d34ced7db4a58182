"""The golden corpora of incidents: what short texts must yield, case by case; one runner for every language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.coding.article import ArticleInput, CodedArticle
from pipelines.coding.coder import code_article
from pipelines.metadata.codes import load_codes
from pipelines.settings import PROJECT

CORPUS = Path(__file__).parents[2] / "corpus" / "events"
CONTENTS = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(CORPUS.glob("*.yml"))]

# Short names of the corpus → columns of `reports`.
COLUMNS = {
    "type": "sub_event_type", "date": "event_date", "killed": "fatalities_best", "injured": "injured_best",
    "actor": "actor_id", "target": "target_id", "background": "is_background",
}  # fmt: skip

CODED = {"event_type", "target_inter", "actor_inter", "sub_event_type"}  # columns that coding alone fills
# What `reports` allows where: rows that break it are held back by the checks, and never published.
ALLOWED = [
    rule
    for rule in yaml.safe_load((PROJECT / "schemas" / "tables" / "reports.yml").read_text(encoding="utf-8"))["checks"]
    if rule["kind"] == "allowed" and {*rule["when"], rule["column"]} <= CODED
]


def _cases() -> list[Any]:
    return [
        pytest.param(
            content["language"], case, id=case["id"],
            marks=[pytest.mark.xfail(reason=case["gap"], strict=True, raises=AssertionError)] if "gap" in case else [],
        )
        for content in CONTENTS
        for case in content["cases"]
    ]  # fmt: skip


def _code(language: str, case: dict[str, Any]) -> CodedArticle:
    published, country = case.get("published"), case.get("country")
    return code_article(ArticleInput(case["id"], case["text"], language, published=published, country=country))


def _told(row: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """The expected fields of a row, under the corpus's names; hyphens in names of places are the gazetteer's matter."""
    told = {name: row[COLUMNS.get(name, name)] for name in expected}
    if told.get("location"):
        told["location"] = told["location"].replace("-", " ")
    return told


def _held_back(row: dict[str, Any]) -> list[str]:
    """The rules that a row breaks."""
    meant = [rule for rule in ALLOWED if all(row[name] in values for name, values in rule["when"].items())]
    return [rule["id"] for rule in meant if row[rule["column"]] not in (None, *rule["values"])]


@pytest.mark.parametrize(("language", "case"), _cases())
def test_text_yields_what_the_corpus_says(language: str, case: dict[str, Any]) -> None:
    coded = _code(language, case)
    reports = sorted(coded.reports, key=lambda row: row["sentence_start"])
    assert [rule for row in reports for rule in _held_back(row)] == []
    expected = case["incidents"]
    shapes = expected + [{"type": None, "location": None}] * (len(reports) - len(expected))
    assert [_told(row, shape) for row, shape in zip(reports, shapes, strict=False)] == expected
    tallies = case.get("tallies", [])
    assert len(coded.tallies) == len(tallies)
    assert [{name: row[name] for name in shape} for row, shape in zip(coded.tallies, tallies, strict=True)] == tallies
    found = {row["trigger_text"]: row["disposition"] for row in coded.mentions}
    if "triggers" in case:
        wanted = case["triggers"]
        assert {word: found.get(word) for word in wanted} == wanted
        assert wanted or not found


@pytest.mark.parametrize("content", CONTENTS, ids=[content["language"] for content in CONTENTS])
def test_every_type_and_disposition_is_covered(content: dict[str, Any]) -> None:
    types = {incident.get("type") for case in content["cases"] for incident in case["incidents"]}
    assert set(load_codes("sub_event_type").codes) <= types
    coded = [_code(content["language"], case) for case in content["cases"]]
    dispositions = {row["disposition"] for article in coded for row in article.mentions}
    assert dispositions == set(load_codes("disposition").codes)


@pytest.mark.parametrize("content", CONTENTS, ids=[content["language"] for content in CONTENTS])
def test_corpus_is_large_and_its_ids_unique(content: dict[str, Any]) -> None:
    ids = [case["id"] for case in content["cases"]]
    assert len(ids) == len(set(ids)) >= content.get("least", 90)
