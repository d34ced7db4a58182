"""From reports to incidents, and from one release to the next."""

import datetime as dt

import pytest

from pipelines.link import empty_registry, link_reports
from tests.link.reports import article, article_table, registry_of, report, report_table

PENDING = {"status": "pending", "pending_reason": "no_date", "event_date": None, "time_precision": None}


def linked(rows, articles, registry=None, release_id="rel-1"):
    return link_reports(report_table(*rows), article_table(*articles), registry or empty_registry(), release_id)


@pytest.fixture
def two_sources():
    rows = [
        report("a", article_id="x", fatalities=4),
        report("b", article_id="y", fatalities=3, fatalities_best=3, fatalities_low=3),
    ]
    return rows, [article("x", 6), article("y", 7, source_scale="International")]


def test_an_incident_bears_the_lowest_toll_and_all_sources(two_sources):
    incident = linked(*two_sources).incidents.to_pylist()[0]
    assert incident["fatalities"] == 3
    assert (incident["fatalities_low"], incident["fatalities_high"]) == (3, 4)
    assert incident["sources"] == ["x", "y"]
    assert incident["source_scale"] == "National-International"
    assert (incident["report_count"], incident["article_count"]) == (2, 2)
    assert incident["first_published"] == dt.datetime(2024, 3, 6)
    assert incident["interaction"] == 37
    assert incident["civilian_targeting"] is True
    assert incident["cameo_root"] == "19"
    assert incident["event_id_cnty"].startswith("SYR")


def test_every_required_column_is_filled(two_sources):
    incidents = linked(*two_sources).incidents
    for field in incidents.schema:
        assert field.nullable or incidents[field.name].null_count == 0, field.name


def test_pending_reports_get_no_incident_and_nothing_else_changes():
    rows = [report("a", article_id="x"), report("p", article_id="x", **PENDING)]
    tables = linked(rows, [article("x")])
    assert tables.incidents.num_rows == 1
    assert tables.reports["incident_id"].to_pylist()[1] is None
    assert tables.reports.drop_columns("incident_id").equals(report_table(*rows).drop_columns("incident_id"))


def test_without_reports_there_are_no_incidents():
    tables = linked([], [])
    assert (tables.incidents.num_rows, tables.changes.num_rows) == (0, 0)


def test_a_rebuild_from_nothing_gives_the_same_ids(two_sources):
    rows, articles = two_sources
    assert linked(rows, articles).incidents.equals(linked(rows[::-1], articles[::-1]).incidents)


def test_an_id_stays_when_an_older_article_comes_in(two_sources, tmp_path):
    rows, articles = two_sources
    before = linked(rows, articles)
    more = [*rows, report("older", article_id="z")], [*articles, article("z", 5)]
    after = linked(*more, registry_of(before, tmp_path), "rel-2")
    assert after.incidents["incident_id"].to_pylist() == before.incidents["incident_id"].to_pylist()
    fresh = [row for row in after.changes.to_pylist() if row["release_id"] == "rel-2"]
    assert {row["change"] for row in fresh} == {"updated"}
    assert {"field": "article_count", "old": "2", "new": "3"}.items() <= next(
        r for r in fresh if r["field"] == "article_count"
    ).items()


def test_nothing_changes_without_change(two_sources, tmp_path):
    before = linked(*two_sources)
    after = linked(*two_sources, registry_of(before, tmp_path), "rel-2")
    assert after.changes.equals(before.changes)
    assert after.incidents.equals(before.incidents)


def test_a_merge_keeps_the_older_id_and_leaves_a_tombstone(tmp_path):
    far = {"latitude": 36.2, "longitude": 37.16, "place_id": "place-far", "location": "Far"}
    articles = [article("x", 6), article("y", 7)]
    before = linked([report("a", article_id="x"), report("b", article_id="y", **far)], articles)
    ids = dict(zip(before.reports["report_id"].to_pylist(), before.reports["incident_id"].to_pylist(), strict=True))
    assert len(set(ids.values())) == 2
    near = [report("a", article_id="x"), report("b", article_id="y")]
    after = linked(near, articles, registry_of(before, tmp_path), "rel-2")
    assert after.incidents["incident_id"].to_pylist() == [ids["a"]]
    tombstone = next(row for row in after.changes.to_pylist() if row["change"] == "merged")
    assert (tombstone["incident_id"], tombstone["new"]) == (ids["b"], ids["a"])


def test_an_incident_without_reports_is_removed(two_sources, tmp_path):
    rows, articles = two_sources
    before = linked(rows, articles)
    after = linked([], [], registry_of(before, tmp_path), "rel-2")
    assert [row["change"] for row in after.changes.to_pylist()] == ["added", "removed"]


def test_identified_sides_win_over_unidentified_ones():
    known = {"actor": "Islamic State (Syria)", "actor_id": "islamic_state", "actor_inter": 2}
    rows = [report("a", article_id="x"), report("b", article_id="y", **known), report("c", article_id="z")]
    incidents = linked(rows, [article("x"), article("y"), article("z")]).incidents.to_pylist()
    assert [(i["actor"], i["actor_inter"], i["interaction"]) for i in incidents] == [("Islamic State (Syria)", 2, 27)]
