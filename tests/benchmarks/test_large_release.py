"""The large release that queries are timed on: rows of its own, the same answers from every layout."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from benchmarks.large_release import QUERIES, ask, write_incidents
from pipelines.publish.partitions import FOLDER, write_partitions
from tests.publish.example import example_rows, example_tables

COUNT = 300


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    (folder / "current").mkdir()
    path = folder / "current" / "incidents.parquet"
    rows = example_rows()
    rows["incidents"] = [row | {"country": name} for row in rows["incidents"] for name in ("Syria", "Chad")]
    write_incidents(example_tables(rows)["incidents"], COUNT, path)
    write_partitions(path, folder / "current" / FOLDER / "incidents")
    return folder


def test_incidents_are_as_many_as_asked_for_and_all_different(folder: Path) -> None:
    rows = pq.read_table(folder / "current" / "incidents.parquet").to_pylist()
    assert len(rows) == len({row["incident_id"] for row in rows}) == len({row["notes"] for row in rows}) == COUNT
    days = [row["event_date"] for row in rows]
    assert days == sorted(days)
    assert {day.year for day in days} == set(range(1995, 2025))


@pytest.mark.parametrize("query", QUERIES)
def test_both_layouts_answer_alike(folder: Path, query: str) -> None:
    found = {layout: ask(folder, layout, query, repeats=1) for layout in ("by_country", "file")}
    assert found["by_country"].rows == found["file"].rows
    assert found["file"].files == 1


def test_a_country_and_a_year_open_one_file(folder: Path) -> None:
    found = ask(folder, "by_country", "one country and year, by governorate", repeats=1)
    assert found.rows
    assert (found.files, found.groups) == (1, 1)
    assert ask(folder, "by_country", "count of all", repeats=1).files > 30
