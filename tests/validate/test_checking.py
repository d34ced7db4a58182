"""All checks together: what is held back, what follows from it, and what stops a release."""

import datetime as dt
import random

import pyarrow as pa
import pytest

from pipelines.metadata import load_tables
from pipelines.validate import validate_tables
from tests.publish.example import example_rows, example_tables


def outcome_of(change):
    """The outcome for the example after a change to its rows."""
    rows = example_rows()
    change(rows)
    return validate_tables(example_tables(rows))


def rules(outcome):
    return {(row["table_name"], row["row_key"], row["rule_id"]) for row in outcome.quarantine.to_pylist()}


def test_the_example_passes_unchanged():
    tables = example_tables()
    outcome = validate_tables(tables)
    assert outcome.is_publishable
    assert outcome.summary == ("all checks passed",)
    assert set(outcome.tables) == set(load_tables())
    for name, table in tables.items():
        assert outcome.tables[name].equals(table), name
    assert outcome.tables["quarantine"].num_rows == 0


TALLY_RULES = [
    ({"operations": -1}, "tallies.operations.range"),
    ({"country": "Atlantis"}, "tallies.country.codes"),
    ({"tally_id": "t 1"}, "tallies.tally_id.form"),
    ({"sentence_end": 10_000}, "tally.sentence.span"),
    ({"period_start": dt.date(2024, 3, 1), "period_end": dt.date(2024, 2, 1)}, "tally.period.order"),
]


@pytest.mark.parametrize(("values", "rule_id"), TALLY_RULES, ids=[rule_id for _, rule_id in TALLY_RULES])
def test_a_row_that_fails_is_held_back_with_rule_and_value(values, rule_id):
    if rule_id == "tallies.tally_id.form":
        outcome = outcome_of(lambda rows: rows["tallies"][0].update(values) or rows["mentions"][1].update(values))
        assert [failure.rule_id for failure in outcome.critical] == [rule_id]  # a broken key cannot be trusted
        return
    outcome = outcome_of(lambda rows: rows["tallies"][0].update(values))
    assert outcome.is_publishable
    assert rules(outcome) == {("tallies", "t1", rule_id)}
    (row,) = outcome.quarantine.to_pylist()
    assert str(next(iter(values.values()))) in row["value"]
    assert outcome.tables["tallies"].num_rows == 0
    assert outcome.held_back == {"tallies": 1}
    assert outcome.failed_rules == {rule_id: 1}


REPORT_RULES = [
    ({"event_type": "Battles"}, "taxonomy.event_type"),
    ({"disorder_type": "Demonstrations"}, "taxonomy.disorder_type"),
    ({"fatalities_low": 3}, "fatalities.order"),
    ({"longitude": None}, "place.coordinates"),
    ({"event_date": dt.date(2024, 3, 9)}, "date.published"),
]


@pytest.mark.parametrize(("values", "rule"), REPORT_RULES, ids=[rule for _, rule in REPORT_RULES])
def test_reports_and_incidents_are_held_to_the_same_rules(values, rule):
    outcome = outcome_of(lambda rows: rows["reports"][0].update(values) or rows["incidents"][0].update(values))
    assert {("reports", "r1", f"report.{rule}"), ("incidents", "inc-1", f"incident.{rule}")} <= rules(outcome)


def test_violence_against_civilians_needs_a_civilian_target():
    values = {"event_type": "Violence against civilians", "sub_event_type": "Attack", "target_inter": 2}
    outcome = outcome_of(lambda rows: rows["incidents"][0].update(values))
    assert ("incidents", "inc-1", "incident.target.civilian") in rules(outcome)


@pytest.mark.parametrize("column", ["event_date", "country", "sub_event_type", "actor", "fatalities", "incident_id"])
def test_a_published_report_is_complete(column):
    outcome = outcome_of(lambda rows: rows["reports"][0].update({column: None}))
    assert ("reports", "r1", "report.published.complete") in rules(outcome)


def test_a_pending_report_needs_a_reason():
    outcome = outcome_of(lambda rows: rows["reports"][1].update(pending_reason=None))
    assert rules(outcome) == {("reports", "r2", "report.pending.reason")}


def test_an_incident_falls_with_its_only_report_and_takes_evidence_along():
    outcome = outcome_of(lambda rows: rows["reports"][0].update(sentence_end=10_000))
    failed = {(table, rule_id) for table, _, rule_id in rules(outcome)}
    assert failed == {
        ("reports", "report.sentence.span"),
        ("reports", "reports.incident_id.held_back"),
        ("incidents", "incident.report.exists"),
        ("evidence", "evidence.report_id.held_back"),
    }
    assert outcome.held_back == {"evidence": 2, "incidents": 1, "reports": 1}
    assert outcome.tables["mentions"].num_rows == 3  # what was found stays accounted for


def test_reports_fall_with_their_incident_and_others_stay():
    def change(rows):
        rows["incidents"].append({**rows["incidents"][0], "incident_id": "inc-2", "source_scale": "Galactic"})
        rows["reports"].append({**rows["reports"][0], "report_id": "r3", "incident_id": "inc-2"})

    outcome = outcome_of(change)
    assert outcome.held_back == {"incidents": 1, "reports": 1}
    assert outcome.tables["reports"]["report_id"].to_pylist() == ["r1", "r2"]


def test_words_that_are_not_where_the_evidence_says_are_held_back_alone():
    outcome = outcome_of(lambda rows: rows["evidence"][1].update(start=17, end=21))
    assert {(table, rule_id) for table, _, rule_id in rules(outcome)} == {("evidence", "evidence.words.quoted")}
    assert outcome.tables["evidence"]["field"].to_pylist() == ["sub_event_type"]


CRITICAL = [
    (lambda rows: rows["reports"].append(rows["reports"][1]), "reports.key"),
    (lambda rows: rows["reports"][1].update(report_id=None), "reports.report_id.required"),
    (lambda rows: rows["mentions"][0].update(report_id="gone"), "mentions.report_id.reference"),
    (lambda rows: rows["reports"][0].update(incident_id="gone"), "reports.incident_id.reference"),
    (lambda rows: rows["articles"].clear(), "reports.article_id.reference"),
    (lambda rows: rows.pop("mentions"), "mentions.missing"),
]


@pytest.mark.parametrize(("change", "rule_id"), CRITICAL, ids=[rule_id for _, rule_id in CRITICAL])
def test_critical_failures_stop_the_release_and_name_the_rule(change, rule_id):
    outcome = outcome_of(change)
    assert not outcome.is_publishable
    assert rule_id in {failure.rule_id for failure in outcome.critical}
    assert outcome.summary[0] == str(outcome.critical[0])


@pytest.mark.parametrize(
    ("spoil", "rule_id", "problem"),
    [
        (lambda t: t | {"poems": pa.table({"a": [1]})}, "poems.unknown", "no such table"),
        (lambda t: t | {"codes": t["codes"].slice(0, 0)}, "codes.rows", "not met"),
        (
            lambda t: t | {"tallies": t["tallies"].append_column("colour", pa.array(["red"]))},
            "tallies.columns",
            "colour",
        ),
        (lambda t: t | {"tallies": t["tallies"].drop_columns(["tally_id"])}, "tallies.columns", "no tally_id"),
    ],
)
def test_tables_that_are_not_as_declared_stop_the_release(spoil, rule_id, problem):
    outcome = validate_tables(spoil(example_tables()))
    (failure,) = outcome.critical
    assert failure.rule_id == rule_id
    assert problem in failure.problem


def test_optional_tables_may_be_missing_and_come_back_empty():
    outcome = validate_tables(example_tables())
    assert outcome.tables["places"].num_rows == 0


def test_the_outcome_does_not_depend_on_chunks():
    rows = example_rows()
    rows["tallies"] = [
        {"tally_id": f"t{n}", "article_id": "a1", "sentence_start": 0, "sentence_end": 5, "killed": n % 7 - 1}
        for n in range(1, 60)
    ]
    tables = example_tables(rows)
    whole = validate_tables(tables)
    cuts = sorted(random.Random(1).sample(range(1, 59), 5))
    pieces = [tables["tallies"].slice(a, b - a) for a, b in zip([0, *cuts], [*cuts, 59], strict=True)]
    chunked = validate_tables(tables | {"tallies": pa.concat_tables(pieces)})
    assert chunked.quarantine.equals(whole.quarantine)
    assert whole.held_back == {"tallies": sum(n % 7 == 0 for n in range(1, 60))}
