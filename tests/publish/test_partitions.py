"""Large tables by country and year: all rows, once, and no file read that a query cannot want."""

import datetime as dt
import re

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.publish import partitions, publish_release, whole_release
from tests.publish.example import example_rows, example_tables

YEARS = (2019, 2020, 2021)
COUNTRIES = ("Syria", "South Sudan", "Côte d'Ivoire")


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setenv("WAQAI_PARTITION_ROWS", "4")
    rows = example_rows()
    model = rows["incidents"][0]
    rows["incidents"] = [
        model
        | {"incident_id": f"{country}-{year}-{number}", "country": country}
        | {"event_date": model["event_date"].replace(year=year)}
        for country in COUNTRIES for year in YEARS for number in range(2)
    ]  # fmt: skip
    curated = tmp_path_factory.mktemp("partitioned")
    yield publish_release(example_tables(rows), curated, {"inputs": "abc"})
    patch.undo()


def ask(query):
    with duckdb.connect() as con:
        return con.sql(query).fetchall()


def rows_of(release):
    return f"read_parquet('{release.folder}/by_country/incidents/**/*.parquet')"


def test_every_row_is_in_one_partition_and_in_the_table(release):
    columns = "incident_id, country, event_date, sub_event_type"
    whole = ask(f"SELECT {columns} FROM '{release.folder}/incidents.parquet' ORDER BY ALL")
    assert ask(f"SELECT {columns} FROM {rows_of(release)} ORDER BY ALL") == whole
    assert len(whole) == 18
    assert not (release.folder / "by_country" / "reports").exists()  # too few rows


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_query_on_a_country_and_a_year_reads_one_file(release, country):
    wanted = f"country = '{country.replace(chr(39), chr(39) * 2)}' AND year = 2020"
    assert ask(f"SELECT count(*) FROM {rows_of(release)} WHERE {wanted}") == [(2,)]
    plan = ask(f"EXPLAIN SELECT incident_id FROM {rows_of(release)} WHERE {wanted}")[0][1]
    assert re.search(r"Scanning Files:\s*1/9\b", plan), plan


def test_arrow_finds_country_and_year_in_the_folders(release):
    found = pq.read_table(release.folder / "by_country" / "incidents", filters=[("year", "=", 2021)])
    assert found.num_rows == 6
    assert set(found["country"].to_pylist()) == set(COUNTRIES)


def test_views_show_the_same_and_the_database_lies_by_country(release):
    with duckdb.connect(str(release.database), read_only=True) as con:
        assert con.sql("SELECT count(*) FROM acled_events WHERE country = 'Syria' AND year = 2020").fetchall() == [(2,)]
        order = con.sql("SELECT country, event_date FROM incidents").fetchall()
    assert order == sorted(order)


def test_a_damaged_partition_is_no_whole_release(release):
    curated = release.folder.parents[1]
    assert whole_release(curated, {"inputs": "abc"}) is not None
    part = next((release.folder / "by_country").rglob("*.parquet"))
    content = part.read_bytes()
    part.write_bytes(content[:-1])
    assert whole_release(curated, {"inputs": "abc"}) is None
    part.write_bytes(content)


@pytest.mark.parametrize("at_once", [1, 3, 1_000])
def test_rows_keep_their_order_however_few_are_sorted_at_once(tmp_path, monkeypatch, at_once):
    days = [None, dt.date(2019, 5, 1), dt.date(2020, 1, 1), dt.date(2020, 12, 31)]
    rows = [
        {"name": f"{number}-{country}-{day}", "country": country, "event_date": day}
        for number in range(2) for day in days for country in ("Syria", None, "Chad")
    ]  # fmt: skip
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "rows.parquet")
    monkeypatch.setattr(partitions, "_SORTED_ROWS", at_once)
    written = partitions.write_partitions(tmp_path / "rows.parquet", tmp_path / partitions.FOLDER / "rows")
    assert sum(file.rows for file in written.values()) == len(rows) == 24
    assert len(written) == 9  # three countries, none among them, in two years and without one
    for path in partitions.partition_files(tmp_path / partitions.FOLDER):
        names = pq.read_table(path, partitioning=None)["name"].to_pylist()
        assert names == [row["name"] for row in rows if row["name"] in names]
        assert len({(name.split("-")[1], name.split("-")[2]) for name in names}) == 1
