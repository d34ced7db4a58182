"""Suites on frames: rows are named by their place in the whole table, and nothing goes out."""

import socket

import pyarrow as pa
import pytest

from pipelines.metadata import load_tables
from pipelines.validate import suites


@pytest.fixture
def tallies():
    def rows(count):
        return load_tables()["tallies"].from_rows(
            {
                "tally_id": f"t{n}",
                "article_id": "a",
                "sentence_start": 0,
                "sentence_end": 1,
                "killed": -1 if n == 4 else 1,
            }
            for n in range(count)
        )

    return rows


def test_rows_are_counted_over_frames(tallies, monkeypatch):
    monkeypatch.setattr(suites, "_ROWS_PER_FRAME", 3)
    (unmet,) = suites.unmet_expectations(load_tables()["tallies"], tallies(7))
    assert (unmet.expectation.rule_id, unmet.rows) == ("tallies.killed.range", (4,))


def test_an_empty_table_meets_its_suite(tallies):
    assert list(suites.unmet_expectations(load_tables()["tallies"], tallies(0))) == []


def test_only_what_the_rows_could_fail_is_asked(tallies, monkeypatch):
    asked = []
    monkeypatch.setattr(suites, "_run", lambda _, expectations: asked.extend(e.rule_id for e in expectations) or [])
    list(suites.unmet_expectations(load_tables()["tallies"], tallies(2)))
    assert {"tallies.rows", "tallies.key.unique", "tallies.killed.range"} <= set(asked)
    assert not {"tallies.injured.range", "tallies.article_id.required"} & set(asked)  # no value, no null


def test_nulls_where_none_may_be_are_told(tallies):
    table = tallies(3)
    place = table.column_names.index("article_id")
    table = table.set_column(place, table.schema.field(place), pa.array(["a", None, "b"]))
    (unmet,) = suites.unmet_expectations(load_tables()["tallies"], table)
    assert (unmet.expectation.rule_id, unmet.rows) == ("tallies.article_id.required", (1,))


def test_another_type_is_told_every_time(tallies):
    table = tallies(2)
    place = table.column_names.index("sentence_end")
    table = table.set_column(place, "sentence_end", pa.array([1.5, 2.5]))
    for _ in range(2):
        (unmet,) = suites.unmet_expectations(load_tables()["tallies"], table)
        assert (unmet.expectation.rule_id, unmet.observed) == ("tallies.sentence_end.type", "float64")


def test_no_connection_and_no_progress_bar(tallies, monkeypatch, capsys):
    def refuse(*_):
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    suites._context.cache_clear()
    suites._definition.cache_clear()
    list(suites.unmet_expectations(load_tables()["tallies"], tallies(2)))
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "")
    assert suites._context().config.analytics_enabled is False


def test_nested_exceptions_are_found():
    assert suites.any_exception({"raised_exception": True})
    assert suites.any_exception({"metric": {"raised_exception": True}})
    assert not suites.any_exception({"raised_exception": False})
