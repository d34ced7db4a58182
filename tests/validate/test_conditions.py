"""Conditions: for each kind what fails, what passes, and that nulls do not fail."""

import datetime as dt
from dataclasses import replace

import pyarrow as pa
import pytest

from pipelines.metadata import Check, load_tables
from pipelines.metadata.fields import Field
from pipelines.validate.conditions import CONDITIONS, failing_rows

DAY = dt.date(2024, 3, 2)
ARTICLES = pa.table(
    {
        "article_id": ["a", "b"],
        "text": ["قصف الطيران القرية", "A 👋 short one"],
        "published": [dt.datetime(2024, 3, 2, 12), None],
    }
)


def failing(table, kind, /, **arguments):
    """The positions of the rows that fail a check of a kind."""
    declared = replace(load_tables()["reports"], name="checked", fields=(Field("x", "string", "for this test"),))
    check = Check(rule_id="test.rule", kind=kind, says="for this test", **{"when": {}, **arguments})
    mask = failing_rows(declared, check, {"checked": table, "articles": ARTICLES})
    assert len(mask) == table.num_rows
    assert mask.null_count == 0
    return [row for row, fails in enumerate(mask.to_pylist()) if fails]


def test_every_declared_kind_has_a_condition_or_is_between_tables():
    kinds = {check.kind for table in load_tables().values() for check in table.checks}
    assert kinds - set(CONDITIONS) == {"has_rows"}
    assert set(CONDITIONS) <= kinds


def test_coded_as():
    table = pa.table(
        {"sub": ["Arrests", "Arrests", "Arrests", None], "type": ["Strategic developments", "Riots", None, None]}
    )
    codes = {"codes": "sub_event_type", "codes_column": "event_type"}
    assert failing(table, "coded_as", column="type", source="sub", **codes) == [1, 2]


def test_together():
    table = pa.table({"a": [1, 1, None, None], "b": [1, None, 1, None]})
    assert failing(table, "together", columns=("a", "b")) == [1, 2]


def test_ordered_skips_nulls_between():
    table = pa.table({"low": [1, 3, 3, None], "best": [2, 2, None, 5], "high": [3, 4, 1, 5]})
    assert failing(table, "ordered", columns=("low", "best", "high")) == [1, 2]


def test_required_only_where_the_condition_holds():
    table = pa.table({"status": ["published", "pending", "published", None], "date": [None, None, "2024", None]})
    assert failing(table, "required", columns=("date",), when={"status": ("published",)}) == [0]


def test_allowed():
    table = pa.table({"inter": pa.array([7, 1, None], pa.int32())})
    assert failing(table, "allowed", column="inter", values=(7,)) == [1]


def test_not_after_the_article_with_a_day_of_slack():
    days = [DAY, DAY + dt.timedelta(1), DAY + dt.timedelta(2), None, DAY + dt.timedelta(9)]
    table = pa.table({"date": days, "article_id": ["a", "a", "a", "a", "b"]})
    arguments = {"table": "articles", "source": "article_id", "columns": ("published",), "days": 1}
    assert failing(table, "not_after", column="date", **arguments) == [2]


def test_not_after_a_time_of_the_same_row():
    table = pa.table({"date": [DAY, DAY], "last": [dt.datetime(2024, 3, 2), dt.datetime(2024, 3, 1)]})
    assert failing(table, "not_after", column="date", columns=("last",), days=0) == [1]


def test_within_text_counts_code_points():
    table = pa.table(
        {"article_id": ["a"] * 4 + ["b", "b"], "start": [0, 0, 5, -1, 0, 0], "end": [18, 19, 4, 3, 13, 14]}
    )
    assert failing(table, "within_text", columns=("start", "end")) == [1, 2, 3, 5]


@pytest.mark.parametrize(
    ("article", "start", "end", "words", "fails"),
    [
        ("a", 0, 3, "قصف", False),
        ("a", 4, 11, "الطيران", False),
        ("a", 4, 10, "الطيران", True),
        ("b", 4, 9, "short", False),
        ("b", 2, 3, "👋", False),
        ("b", 4, 9, None, True),
        ("b", None, None, "2024-03-02", False),
    ],
)
def test_quoted(article, start, end, words, fails):
    table = pa.table(
        {
            "article_id": [article],
            "start": pa.array([start], pa.int32()),
            "end": pa.array([end], pa.int32()),
            "text": pa.array([words], pa.string()),
        }
    )
    assert failing(table, "quoted", columns=("start", "end"), column="text") == ([0] if fails else [])


def test_empty_tables_have_no_failing_rows():
    table = pa.table({"a": pa.array([], pa.int32()), "b": pa.array([], pa.int32())})
    assert failing(table, "together", columns=("a", "b")) == []


def test_matches_skips_nulls():
    table = pa.table({"precision": [1, 1, 2, 1], "notes": ["On 5 March 2024, …", "Around 5 March", "Around …", None]})
    assert failing(table, "matches", column="notes", values=("^On [0-9]",), when={"precision": (1,)}) == [1]


def test_interaction_puts_the_lower_type_first():
    table = pa.table({"a": [3, 7, 1, 6, 3], "b": [7, 3, None, None, None], "both": [37, 37, 10, 6, None]})
    assert failing(table, "interaction", column="both", columns=("a", "b")) == [3]


def test_a_place_far_outside_its_unit_fails():
    rows = [
        ("Syria", "Idleb", 35.93, 36.63, "a town in it"),
        ("Syria", "Idleb", 35.33, 40.14, "in another one"),
        ("Syria", "Idleb", None, None, None),
        ("France", "Ile de France", 0.0, 0.0, "no outline"),
        ("Syria", "Idleb", 35.33, 40.14, "gn:165158"),
    ]
    names = ("country", "admin1", "latitude", "longitude", "place_id")
    table = pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))
    assert failing(table, "inside_unit", column="admin1", columns=("latitude", "longitude"), km=30) == [1]
