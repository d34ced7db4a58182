"""The queries of docs/queries.md run on the sample and answer; the macros compute what they say."""

import re
from math import inf

import duckdb
import pytest

from pipelines.metadata.views import load_macros, load_views
from tests.conftest import PROJECT

PAGE = (PROJECT / "docs" / "queries.md").read_text(encoding="utf-8")
EXAMPLES = [query.strip() for query in re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)]


@pytest.fixture(scope="module")
def con(sample_curated):
    with duckdb.connect(str((sample_curated / "waqai.duckdb").resolve()), read_only=True) as opened:
        yield opened


@pytest.mark.parametrize("query", EXAMPLES, ids=lambda query: " ".join(query.split())[:60])
def test_every_example_has_an_answer(con, query):
    assert con.execute(query).fetchall()


@pytest.mark.parametrize("name", load_macros())
def test_every_macro_is_explained(con, name):
    assert f"`{name}(" in PAGE
    found = con.execute("SELECT comment FROM duckdb_functions() WHERE function_name = ?", [name]).fetchall()
    assert found == [(load_macros()[name].description,)]


@pytest.mark.parametrize(
    ("places", "km"),
    [
        ((33.5138, 36.2765, 33.5138, 36.2765), 0.0),
        ((0, 0, 0, 180), 20015.1),  # half the Earth's circumference
        ((33.5138, 36.2765, 36.2012, 37.1612), 309.8),  # Damascus and Aleppo
    ],
)
def test_distances(con, places, km):
    assert con.execute("SELECT distance_km(?, ?, ?, ?)", places).fetchone()[0] == pytest.approx(km, abs=0.5)


def test_incidents_within_are_all_and_only_those(con):
    around = con.execute("SELECT away_km, incident_id FROM incidents_within(35.335, 40.141, 50)").fetchall()
    every = con.execute("SELECT count(*) FROM incidents_within(35.335, 40.141, 30000)").fetchone()[0]
    assert 0 < len(around) < every
    assert [away for away, _ in around] == sorted(away for away, _ in around)
    assert max(away for away, _ in around) <= 50
    assert every == con.execute("SELECT count(*) FROM incidents WHERE latitude IS NOT NULL").fetchone()[0]


def test_daily_counts_have_every_day_and_lose_nothing(con):
    days = con.execute("SELECT event_date, incident_count, mean_count FROM daily_counts('Syria', 3)").fetchall()
    counted = con.execute(
        "SELECT count(*) FROM incidents WHERE country = 'Syria' AND time_precision < 3"
    ).fetchone()[0]
    assert sum(count for _, count, _ in days) == counted
    assert (days[-1][0] - days[0][0]).days + 1 == len(days)
    for place, (_, _, mean) in enumerate(days):
        window = [count for _, count, _ in days[max(0, place - 2) : place + 1]]
        assert mean == pytest.approx(sum(window) / len(window), abs=0.001)


def test_counts_by_actor_and_dyad_add_up_to_the_incidents(con):
    acting = con.execute("SELECT sum(incident_count) FROM actor_month WHERE actor_side = 'actor'").fetchone()[0]
    assert acting == con.execute("SELECT count(*) FROM incidents").fetchone()[0]
    paired = con.execute("SELECT sum(incident_count) FROM dyads").fetchone()[0]
    assert paired == con.execute("SELECT count(*) FROM incidents WHERE target IS NOT NULL").fetchone()[0]


def test_every_value_of_an_incident_that_its_reports_give_is_told_once(con):
    doubled = "SELECT incident_id, field FROM incident_values WHERE is_chosen GROUP BY ALL HAVING count(*) > 1"
    assert con.execute(doubled).fetchall() == []
    chosen = con.execute(
        "SELECT count(*) FROM incident_values WHERE is_chosen AND field = 'sub_event_type'"
    ).fetchone()[0]
    assert chosen == con.execute("SELECT count(*) FROM incidents").fetchone()[0]


def test_the_chosen_toll_is_the_lowest_that_a_text_states(con):
    rows = con.execute(
        "SELECT incident_id, min(CAST(value AS INTEGER)), any_value(CAST(value AS INTEGER)) FILTER (is_chosen) "
        "FROM incident_values WHERE field = 'fatalities_best' GROUP BY ALL"
    ).fetchall()
    assert rows
    assert all(lowest == (chosen if chosen is not None else inf) for _, lowest, chosen in rows)


def test_a_cell_leads_to_its_words(con):
    query = "SELECT incident_id, location FROM incidents WHERE location IS NOT NULL ORDER BY ALL"
    incident, _ = con.execute(query).fetchone()
    rows = con.execute("SELECT evidence_text, sentence_text, raw_path FROM provenance_of(?, 'location')", [incident])
    found = rows.fetchall()
    assert found
    assert all((PROJECT / "raw" / path).exists() for _, _, path in found)


def test_views_are_documented(con):
    unknown = {name for name in load_views() if name not in (PROJECT / "docs" / "codebook.md").read_text("utf-8")}
    assert unknown == set()
