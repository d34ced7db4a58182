"""Parquet files: rows in the declared order, bytes that depend on the content alone."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.metadata import load_tables
from pipelines.publish.parquet_files import in_order, write_table


def test_rows_are_sorted_by_the_order_nulls_first_and_equal_ones_stay():
    table = pa.table({"a": ["y", None, "x", "x"], "b": [1, 2, 3, 4]})
    assert in_order(table, ("a",))["b"].to_pylist() == [2, 3, 4, 1]


def test_without_an_order_rows_stay_as_they_are():
    table = pa.table({"a": ["y", "x"]})
    assert in_order(table, ()) is table


@pytest.mark.parametrize("size", [1, 7, 20_000])
def test_bytes_do_not_depend_on_chunks(tmp_path, size):
    declared = load_tables()["changes"]
    rows = [{"incident_id": f"inc-{number:05}", "change": "added", "release_id": "r"} for number in range(20_000)]
    whole = declared.from_rows(rows)
    chunked = pa.concat_tables([whole.slice(start, size) for start in range(0, 200 if size < 20 else 20_000, size)])
    rest = whole.slice(chunked.num_rows)
    first = write_table(tmp_path / "first.parquet", declared, whole)
    second = write_table(tmp_path / "second.parquet", declared, pa.concat_tables([chunked, rest]))
    assert first == second
    assert pq.read_table(tmp_path / "first.parquet").num_rows == first.rows == 20_000
