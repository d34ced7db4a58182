"""What people rule stands above the score, while the reports are as they were."""

import pytest

from pipelines.link import empty_registry, link_reports
from pipelines.link.rulings import Ruling, declared_rulings, rulings_for
from tests.link.reports import article, article_table, report, report_table

FAR = {"latitude": 36.2, "longitude": 37.16, "place_id": "place-far", "location": "Far"}


def ruling(is_same, *reports, **expect):
    return Ruling("r1", is_same, "somebody looked at both", {r: expect or {"location": "Binnish"} for r in reports})


def linked(rows, *rulings):
    articles = [article(row["article_id"]) for row in rows]
    tables = link_reports(report_table(*rows), article_table(*articles), empty_registry(), "rel", rulings)
    ids = dict(zip(tables.reports["report_id"].to_pylist(), tables.reports["incident_id"].to_pylist(), strict=True))
    return ids, tables.judgements.to_pylist()


def test_the_declared_file_is_read():
    assert all(ruling.reason for ruling in declared_rulings())


def test_different_keeps_twins_apart():
    rows = [report("a"), report("b"), report("c", **FAR)]
    assert len(set(linked(rows)[0].values())) == 2
    ids, judgements = linked(rows, ruling(False, "a", "b"))
    assert len(set(ids.values())) == 3
    assert ("different", "link.ruling.r1") in {(row["verdict"], row["rule_id"]) for row in judgements}


def test_same_brings_together_what_contradicts():
    rows = [report("a"), report("b", **FAR), report("c", **FAR)]
    ids, judgements = linked(rows, Ruling("r1", True, "the place was misread", {"a": {"fatalities": 4}, "b": {}}))
    assert ids["a"] == ids["b"]
    assert next(row["reason"] for row in judgements if row["rule_id"] == "link.ruling.r1") == "the place was misread"


def test_a_ruling_on_changed_reports_is_void_and_says_so():
    ids, judgements = linked([report("a"), report("b")], ruling(False, "a", "b", location="Elsewhere"))
    assert ids["a"] == ids["b"]
    said = next(row for row in judgements if row["rule_id"] == "link.ruling.r1")
    assert said["verdict"] == "unsure"
    assert "location Binnish" in said["reason"]


def test_a_ruling_on_reports_of_another_corpus_says_nothing():
    _, judgements = linked([report("a")], ruling(False, "a", "gone"))
    assert judgements == []


@pytest.mark.parametrize("value", [4, "4"])
def test_guards_compare_values_as_written(value):
    found = rulings_for({"a": report("a"), "b": report("b")}, [ruling(True, "a", "b", fatalities=value)])
    assert found.void == ()
    assert found.barred(["a"]) == frozenset()
