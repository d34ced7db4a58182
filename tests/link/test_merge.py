"""Which value an incident bears when its reports differ: ACLED's rules."""

import datetime as dt

import pytest

from pipelines.link.merge import merge_reports
from pipelines.metadata import load_tables
from tests.link.reports import report


def merged(*rows, told_in=None):
    """The values of an incident of these reports, the oldest first; articles are independent unless `told_in` says."""
    reports = load_tables()["reports"].from_rows(rows).to_pylist()
    return merge_reports(reports, {row["article_id"]: row["article_id"] for row in reports} | (told_in or {}))


def toll(deaths):
    return {"fatalities": deaths or 0, "fatalities_low": deaths, "fatalities_best": deaths, "fatalities_high": deaths}


@pytest.mark.parametrize(
    ("tolls", "chosen", "span"),
    [((5, 3, 8), 3, (3, 8)), ((None, 4), 4, (4, 4)), ((None, None), 0, (None, None)), ((0, 2), 0, (0, 2))],
)
def test_the_lowest_stated_toll_counts(tolls, chosen, span):
    found = merged(*(report(f"r{n}", **toll(deaths)) for n, deaths in enumerate(tolls)))
    assert found["fatalities"] == chosen
    assert (found["fatalities_low"], found["fatalities_high"]) == span


def test_most_texts_decide_the_type_and_copies_are_one_voice():
    strike = {"sub_event_type": "Air/drone strike"}
    rows = [report("a"), report("b", **strike), report("c", **strike)]
    assert merged(*rows)["sub_event_type"] == "Air/drone strike"
    copied = {"article-c": "article-b"}
    assert merged(*rows, report("d"), told_in=copied)["sub_event_type"] == "Shelling/artillery/missile attack"


def test_the_most_precise_day_and_place_win_whole():
    vague = {"time_precision": 2, "event_date": dt.date(2024, 3, 6), "geo_precision": 3, "location": "Idleb"}
    found = merged(report("a", **vague, latitude=1.0), report("b", **vague, latitude=1.0), report("c"))
    assert (found["event_date"], found["time_precision"]) == (dt.date(2024, 3, 5), 1)
    assert (found["location"], found["latitude"], found["geo_precision"]) == ("Binnish", 35.957, 1)


def test_of_equally_precise_days_what_most_texts_say():
    other = {"event_date": dt.date(2024, 3, 4)}
    found = merged(report("a", **other), report("b"), report("c"))
    assert found["event_date"] == dt.date(2024, 3, 5)


def test_people_and_associates_of_all_reports_come_together():
    found = merged(
        report("a", persons=["X"], assoc_actors=["One"]), report("b", persons=["X", "Y"], assoc_actors=["Two", "One"])
    )
    assert found["persons"] == ["X", "Y"]
    assert found["assoc_actors"] == ["One", "Two"]
