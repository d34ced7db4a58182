"""What held-back rows look like to people."""

import datetime as dt

import pytest

from pipelines.metadata import load_tables
from pipelines.validate.quarantine import Quarantine, as_text
from pipelines.validate.sources import InMemory


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "null"), (True, "true"), (3, "3"), (dt.date(2024, 3, 2), "2024-03-02"), (["a", "b"], "a; b"),
     (dt.datetime(2024, 3, 2, 9), "2024-03-02 09:00:00")],
)  # fmt: skip
def test_values_as_text(value, text):
    assert as_text(value) == text


def test_rows_without_a_key_are_named_by_what_orders_them():
    declared = {"evidence": load_tables()["evidence"]}
    row = {"report_id": "r1", "field": "actor", "article_id": "a", "start": 3, "rule_id": "rule"}
    rows = InMemory(declared["evidence"], declared["evidence"].from_rows([row, row]))
    quarantine = Quarantine(declared, {"evidence": rows})
    quarantine.hold_back_rows("evidence", "some.rule", ("start",), [1])
    quarantine.hold_back_rows("evidence", "other.rule", ("start", "end"), [1])
    assert quarantine.table().to_pylist() == [
        {"table_name": "evidence", "row_key": "r1|actor|3", "rule_id": "other.rule", "column_name": "start, end",
         "value": "3, null"},
        {"table_name": "evidence", "row_key": "r1|actor|3", "rule_id": "some.rule", "column_name": "start",
         "value": "3"},
    ]  # fmt: skip
    assert quarantine.row_count() == 1
    assert quarantine.held["evidence"].tolist() == [False, True]
    assert quarantine.held_values("evidence", "start").to_pylist() == [3]
    assert quarantine.rows_by_rule() == {"other.rule": 1, "some.rule": 1}
