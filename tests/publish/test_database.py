"""The database of a release: it stands alone, explains itself, and its views show what they promise."""

import datetime as dt
import shutil

import duckdb
import pytest

from pipelines.metadata import SchemaError, load_tables
from pipelines.metadata.views import View, load_views
from pipelines.publish import publish_release
from pipelines.publish.database import create_view
from tests.publish.example import example_tables

# The columns of an ACLED export, in its order.
ACLED = [
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type",
    "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction",
    "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location", "latitude",
    "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp",
]  # fmt: skip


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    """The database alone, far from the Parquet files."""
    folder = tmp_path_factory.mktemp("database")
    made = publish_release(example_tables(), folder / "curated", {})
    shutil.copy(made.database, folder / "alone.duckdb")
    shutil.rmtree(folder / "curated")
    with duckdb.connect(str(folder / "alone.duckdb"), read_only=True) as con:
        yield con


def rows(con, query):
    found = con.execute(query)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def test_tables_hold_the_rows_and_columns(database):
    for name, table in load_tables().items():
        columns = [row["column_name"] for row in rows(database, f"DESCRIBE {name}")]
        assert columns == list(table.columns)
    assert database.sql("SELECT count(*) FROM reports").fetchall() == [(2,)]


def test_every_table_view_and_column_has_a_comment(database):
    tables = rows(database, "SELECT table_name AS name, comment FROM duckdb_tables() WHERE NOT internal")
    views = rows(database, "SELECT view_name AS name, comment FROM duckdb_views() WHERE NOT internal")
    columns = rows(
        database, "SELECT table_name || '.' || column_name AS name, comment FROM duckdb_columns() WHERE NOT internal"
    )
    assert {row["name"] for row in tables} == set(load_tables())
    assert {row["name"] for row in views} == set(load_views())
    assert [row["name"] for row in (*tables, *views, *columns) if not row["comment"]] == []


@pytest.mark.parametrize("view", ["acled_events", "acled_events_numeric"])
def test_acled_views_have_exactly_the_columns_of_an_export(database, view):
    assert [row["column_name"] for row in rows(database, f"DESCRIBE {view}")] == ACLED


def test_acled_events_say_in_words_what_the_incident_holds(database):
    (event,) = rows(database, "FROM acled_events")
    expected = {
        "event_id_cnty": "SYR123",
        "event_date": dt.date(2024, 3, 2),
        "year": 2024,
        "actor1": "Unidentified Armed Group (Syria)",
        "assoc_actor_1": "First Ally; Second Ally",
        "inter1": "Political militia",
        "actor2": "Civilians (Syria)",
        "assoc_actor_2": None,
        "inter2": "Civilians",
        "interaction": "Political militia-Civilians",
        "civilian_targeting": "Civilians targeted",
        "region": "Middle East",
        "latitude": 35.1235,
        "source": "Example Daily; Other Daily",
        "fatalities": 2,
        "tags": None,
        "timestamp": int(dt.datetime(2024, 3, 2, tzinfo=dt.UTC).timestamp()),
    }
    assert {column: event[column] for column in expected} == expected


def test_numeric_view_differs_in_actor_types_only(database):
    (words,), (numbers,) = rows(database, "FROM acled_events"), rows(database, "FROM acled_events_numeric")
    different = {column: numbers[column] for column in ACLED if numbers[column] != words[column]}
    assert different == {"inter1": 3, "inter2": 7, "interaction": 37}


def test_long_views_have_a_row_per_actor_and_source(database):
    actors = [(row["actor_side"], row["position"], row["actor"]) for row in rows(database, "FROM actors_long")]
    assert actors == [
        ("actor", 1, "Unidentified Armed Group (Syria)"),
        ("assoc_actor", 1, "First Ally"),
        ("assoc_actor", 2, "Second Ally"),
        ("target", 1, "Civilians (Syria)"),
    ]
    assert [row["source"] for row in rows(database, "FROM sources_long")] == ["Example Daily", "Other Daily"]


def test_months_sum_incidents_up(database):
    (month,) = rows(database, "FROM admin1_month")
    assert (month["country"], month["month"], month["incident_count"], month["fatalities"]) == (
        "Syria", dt.date(2024, 3, 1), 1, 2)  # fmt: skip


def test_provenance_leads_from_a_value_to_its_words_and_file(database):
    found = {row["field"]: row for row in rows(database, "FROM incident_provenance")}
    assert set(found) == {"sub_event_type", "location"}
    assert found["location"]["evidence_text"] == "Nada"
    assert found["location"]["sentence_text"] == "Aircraft struck Nada on Saturday."
    assert found["location"]["raw_path"] == "a.txt"


def test_pending_reports_come_with_a_remedy(database):
    (report,) = rows(database, "FROM pending")
    assert (report["report_id"], report["pending_reason"], report["sentence_text"]) == (
        "r2", "no_actor", "A shop was looted.")  # fmt: skip
    assert report["remedy"]


@pytest.mark.parametrize(
    ("query", "problem"),
    [("SELECT nothing FROM nowhere", "the query fails"), ("SELECT 1 AS colour", "colour: is described neither here")],
)
def test_a_view_that_fails_or_has_undescribed_columns_is_refused(query, problem):
    with duckdb.connect() as con, pytest.raises(SchemaError, match=problem):
        create_view(con, View("new", query, "For this test.", {}))
