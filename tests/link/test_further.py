"""Reports without a day or an actor of their own as further sources of incidents that others establish."""

import datetime as dt

import pytest

from pipelines.link import empty_registry, link_reports
from pipelines.link.days import may_mean
from pipelines.link.rulings import Ruling
from tests.link.reports import article, article_table, registry_of, report, report_table

NO_DATE = {
    "status": "pending", "pending_reason": "no_date", "event_date": None, "time_precision": None, "date_basis": None,
    "persons": ["سالم الحمدي"],
}  # fmt: skip
NO_ACTOR = {"status": "pending", "pending_reason": "no_actor", "actor": None, "actor_id": None, "actor_inter": None}
TUESDAY = dt.date(2024, 3, 5)


def linked(*rows, published=None, declared=()):
    undated = {row["article_id"] for row in rows if row.get("pending_reason") == "no_date"}
    articles = [article(article_id) for article_id in dict.fromkeys(row["article_id"] for row in rows)]
    for one in articles:
        if one["article_id"] in undated:
            one["published"] = published
    tables = link_reports(report_table(*rows), article_table(*articles), empty_registry(), "rel", declared)
    return {row["report_id"]: row for row in tables.reports.to_pylist()}, tables


def told(report_id="a", **changes):
    return report(report_id, **{"persons": ["سالم الحمدي"], **changes})


def test_an_undated_report_is_a_further_source_and_stays_undated():
    reports, tables = linked(told(), report("u", **NO_DATE, date_text="اليوم الثلاثاء"))
    assert reports["u"]["incident_id"] == reports["a"]["incident_id"]
    state = reports["u"]["status"], reports["u"]["pending_reason"], reports["u"]["lacks"]
    assert state == ("published", None, "no_date")
    assert reports["u"]["event_date"] is None
    assert reports["a"]["lacks"] is None
    assert tables.incidents["report_count"].to_pylist() == [2]
    assert tables.incidents["event_date"].to_pylist() == [TUESDAY]
    said = [row for row in tables.judgements.to_pylist() if row["rule_id"] == "link.further"]
    assert [(row["report_id"], row["other_report_id"]) for row in said] == [("u", "a")]
    assert "said_day" in said[0]["traits"]


@pytest.mark.parametrize(
    "changes",
    [
        {"date_text": "اليوم السبت"},  # today, Saturday
        {"date_text": "18 أيار"},  # 18 May
        {"sub_event_type": "Arrests", "event_type": "Strategic developments"},
        {"admin1": "Aleppo"},
        {"persons": [], "fatalities_best": None},  # nothing but the place
        {"fatalities_best": 40},
    ],
)
def test_what_cannot_be_the_incident_or_says_too_little_stays_pending(changes):
    reports, tables = linked(told(), report("u", **{**NO_DATE, **changes}))
    assert (reports["u"]["incident_id"], reports["u"]["status"], reports["u"]["lacks"]) == (None, "pending", None)
    assert reports["u"]["pending_reason"] == "no_date"
    assert tables.incidents["report_count"].to_pylist() == [1]


def test_between_two_likely_incidents_none_is_chosen():
    reports, _ = linked(told(), told("b", event_date=dt.date(2024, 4, 9)), report("u", **NO_DATE))
    assert reports["u"]["incident_id"] is None
    wednesday = report("u", **NO_DATE, date_text="أمس الأربعاء")  # yesterday, Wednesday: the tenth alone
    reports, _ = linked(told(), told("b", event_date=dt.date(2024, 4, 10)), wednesday)
    assert reports["u"]["incident_id"] == reports["b"]["incident_id"]


def test_two_likely_incidents_of_one_day_are_no_reason_to_choose_none():
    apart = told("b", article_id="article-a", sentence_start=90, fatalities_best=5)
    undated = report("u", **NO_DATE | {"fatalities_best": None, "date_text": "اليوم الثلاثاء"})
    reports, _ = linked(told(), apart, undated)
    assert reports["a"]["incident_id"] != reports["b"]["incident_id"]
    assert reports["u"]["incident_id"] in {reports["a"]["incident_id"], reports["b"]["incident_id"]}


def test_an_undated_report_makes_no_incident_and_leads_none_to_another():
    reports, tables = linked(report("u", **NO_DATE), report("v", **NO_DATE))
    assert [row["incident_id"] for row in reports.values()] == [None, None]
    assert tables.incidents.num_rows == 0


def test_what_was_written_before_the_incident_does_not_tell_it():
    reports, _ = linked(told(), report("u", **NO_DATE), published=dt.datetime(2024, 3, 1))
    assert reports["u"]["incident_id"] is None


def test_what_an_article_tells_apart_stays_apart():
    both = [report(name, **NO_DATE, article_id="one", sentence_start=start) for name, start in (("u", 0), ("v", 90))]
    both[1]["fatalities_best"] = 3
    reports, _ = linked(told(), *both)
    assert sorted(row["lacks"] or "" for row in reports.values()) == ["", "", "no_date"]


def test_the_order_of_the_inputs_does_not_matter():
    undated = report("u", **NO_DATE, date_text="اليوم الثلاثاء")
    rows = [told(), undated, report("n", **NO_ACTOR), told("c", admin1="Aleppo")]
    one, other = linked(*rows)[0], linked(*reversed(rows))[0]
    assert all(one[name]["incident_id"] == other[name]["incident_id"] for name in "acnu")
    assert [one[name]["lacks"] for name in "acnu"] == [None, None, "no_actor", "no_date"]


def test_a_second_likely_incident_takes_the_report_back_and_ids_stay(tmp_path):
    undated = report("u", **NO_DATE)
    reports, before = linked(told(), undated)
    registry = registry_of(before, tmp_path)
    rows = [told(), told("b", event_date=dt.date(2024, 4, 9)), undated]
    articles = [article(row["article_id"]) | {"published": None} for row in rows]
    after = link_reports(report_table(*rows), article_table(*articles), registry, "next", [])
    assert after.reports["status"].to_pylist() == ["published", "published", "pending"]
    assert after.reports["incident_id"].to_pylist()[0] == reports["a"]["incident_id"]
    fields = {(row["change"], row["field"]) for row in after.changes.to_pylist() if row["release_id"] == "next"}
    assert {("added", None), ("updated", "report_count")} <= fields
    assert "merged" not in {change for change, _ in fields}


def ruling(verdict):
    return Ruling("looked-at", verdict == "same", "Read by somebody.", {"a": {}, "u": {}})


def test_rulings_stand_above_points():
    poor = report("u", **{**NO_DATE, "persons": [], "fatalities_best": None})
    assert linked(told(), poor)[0]["u"]["incident_id"] is None
    reports, tables = linked(told(), poor, declared=[ruling("same")])
    assert (reports["u"]["lacks"], tables.incidents["report_count"].to_pylist()) == ("no_date", [2])
    reports, _ = linked(told(), report("u", **NO_DATE), declared=[ruling("different")])
    assert reports["u"]["pending_reason"] == "no_date"


def test_without_actor_it_joins_but_gives_no_id():
    early = article("article-n", day=5)
    rows = [report("a"), report("n", **NO_ACTOR)]
    tables = link_reports(report_table(*rows), article_table(article("article-a"), early), empty_registry(), "rel", [])
    alone = link_reports(report_table(rows[0]), article_table(article("article-a")), empty_registry(), "rel", [])
    reports = {row["report_id"]: row for row in tables.reports.to_pylist()}
    assert (reports["n"]["lacks"], reports["n"]["actor"], reports["n"]["status"]) == ("no_actor", None, "published")
    assert reports["n"]["incident_id"] == alone.incidents["incident_id"].to_pylist()[0]
    assert tables.incidents["actor_id"].to_pylist() == ["generic.unidentified"]


@pytest.mark.parametrize(
    ("words", "language", "day", "may"),
    [
        ("اليوم السبت", "ar", dt.date(2024, 3, 9), True),
        ("اليوم السبت", "ar", dt.date(2024, 3, 10), False),
        ("اليوم", "ar", dt.date(2024, 3, 10), None),
        ("Friday morning", "en", dt.date(2024, 3, 8), True),
        ("Friday morning", "en", dt.date(2024, 3, 7), False),
        ("18 أيار", "ar", dt.date(2022, 5, 18), True),
        ("18 أيار", "ar", dt.date(2022, 5, 19), False),
        ("a few days ago", "en", dt.date(2024, 3, 7), None),
        ("whatever", "xx", dt.date(2024, 3, 7), None),
    ],
)
def test_the_days_that_words_may_mean(words, language, day, may):
    assert may_mean(words, language, "Syria", day) is may
