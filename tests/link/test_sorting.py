"""Sorting a piece at a time gives what sorting at once would, and linking does not notice."""

import random

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.link import empty_registry, link_reports, sorting
from pipelines.link.sorting import sorted_batches, sorted_rows
from tests.link.reports import article, article_table, report, report_table


@pytest.fixture
def rows():
    chance = random.Random(7)
    keys = [(chance.choice(["b", "a", None]), chance.randrange(5), number) for number in range(200)]
    return [{"unit": unit, "day": day, "name": f"{number:03}"} for unit, day, number in keys]


@pytest.mark.parametrize("size", [1, 7, 60, 1000])
def test_pieces_come_in_the_order_of_all(rows, size, tmp_path, monkeypatch):
    monkeypatch.setattr(sorting, "PIECE_ROWS", size)
    chance = random.Random(size)
    chance.shuffle(rows)
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "given.parquet")
    beside = tmp_path / "beside"
    beside.mkdir()
    with duckdb.connect() as con:
        query = f"SELECT * FROM read_parquet('{tmp_path / 'given.parquet'}')"
        found = list(sorted_rows(con, query, ("unit", "day"), "name", beside / "rows.parquet"))
        again = sorted_batches(con, tmp_path / "given.parquet", ("unit", "day"), "name", beside)
        assert [row for batch in again for row in batch.to_pylist()] == found
    assert found == sorted(rows, key=lambda row: (row["unit"] is not None, row["unit"] or "", row["day"], row["name"]))
    assert {path.name for path in beside.iterdir()} == {"rows.parquet"}


def test_linking_in_pieces_gives_the_same_tables(monkeypatch):
    reports = report_table(*(report(f"{n:02}", fatalities_best=n % 3, location=f"town {n % 2}") for n in range(12)))
    articles = article_table(*(article(f"article-{n:02}", day=6 + n % 4) for n in range(12)))
    whole = link_reports(reports, articles, empty_registry(), "rel", [])
    monkeypatch.setattr(sorting, "PIECE_ROWS", 2)
    assert link_reports(reports, articles, empty_registry(), "rel", []) == whole
