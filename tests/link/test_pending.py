"""Pending reports that are no further source stay without incident; the one they may tell is named."""

import pytest

from pipelines.link import empty_registry, link_reports
from tests.link.reports import article, article_table, report, report_table

NO_DATE = {"status": "pending", "pending_reason": "no_date", "event_date": None, "time_precision": None}


def hints(pending, day=6):
    rows = [report("a"), report("p", **pending)]
    articles = article_table(article("article-a"), article("article-p", day))
    tables = link_reports(report_table(*rows), articles, empty_registry(), "rel")
    assert tables.reports["incident_id"].to_pylist()[1] is None
    assert tables.incidents["report_count"].to_pylist() == [1]
    told = [row for row in tables.judgements.to_pylist() if row["rule_id"] == "link.pending"]
    return [(row["report_id"], row["other_report_id"], row["verdict"]) for row in told]


def test_an_undated_report_is_looked_for_around_its_publication():
    assert hints(NO_DATE) == [("p", "a", "unsure")]
    assert hints(NO_DATE, day=20) == []


@pytest.mark.parametrize("unknown", ["sub_event_type", "country", "admin1"])
def test_without_kind_or_place_nothing_is_guessed(unknown):
    assert hints({**NO_DATE, unknown: None}) == []
