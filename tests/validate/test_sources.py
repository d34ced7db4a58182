"""Tables in files are checked as tables in memory are, whatever the pieces."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.metadata import load_tables
from pipelines.validate import sources, validate_files, validate_tables
from pipelines.validate.sources import InMemory, OnDisk
from tests.publish.example import example_rows, example_tables

ROWS = pa.table({"tally_id": [f"t{n}" for n in range(10)], "article_id": list("aabbccddee")})


def tallies(kind, folder):
    declared = load_tables()["tallies"]
    table = declared.from_rows(
        {**row, "sentence_start": 0, "sentence_end": 1, "killed": n} for n, row in enumerate(ROWS.to_pylist())
    )
    if kind is InMemory:
        return InMemory(declared, table)
    pq.write_table(table, folder / "tallies.parquet", row_group_size=3)
    return OnDisk(declared, folder / "tallies.parquet")


@pytest.fixture(params=[InMemory, OnDisk])
def source(request, tmp_path):
    return tallies(request.param, tmp_path)


@pytest.mark.parametrize("size", [1, 4, 100])
def test_pieces_are_all_rows_in_order(source, size, monkeypatch):
    monkeypatch.setattr(sources, "_PIECE_ROWS", size)
    pieces = list(source.pieces(["killed"]))
    assert [start for start, _ in pieces] == list(range(0, 10, size))
    assert pa.concat_tables([rows for _, rows in pieces])["killed"].to_pylist() == list(range(10))


def test_rows_are_found_by_position_and_by_key(source):
    assert source.rows_at([0, 2, 3, 9], ["tally_id"])["tally_id"].to_pylist() == ["t0", "t2", "t3", "t9"]
    assert source.rows_at([], ["tally_id"]).num_rows == 0
    found = source.with_keys("tally_id", pa.chunked_array([["t8", "t1", "zz", "t8"]]), ["tally_id", "killed"])
    assert {("t1", 1), ("t8", 8)} <= set(zip(*found.to_pydict().values(), strict=True))


def test_files_and_tables_in_memory_come_out_alike(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "_PIECE_ROWS", 20)
    rows = example_rows()
    rows["tallies"] = [
        {"tally_id": f"t{n}", "article_id": "a1", "sentence_start": 0, "sentence_end": 5, "killed": n % 7 - 1}
        for n in range(1, 30)
    ]
    rows["evidence"][0]["text"] = "other words than those of the article"
    tables = example_tables(rows)
    expected = validate_tables(tables)
    assert expected.held_back
    for folder in ("in", "out"):
        (tmp_path / folder).mkdir()
    for name, table in tables.items():
        pq.write_table(table, tmp_path / "in" / f"{name}.parquet", row_group_size=5)
    paths = {name: tmp_path / "in" / f"{name}.parquet" for name in tables}
    found = validate_files(paths, tmp_path / "out", tmp_path / "spill")
    assert (found.held_back, found.failed_rules, found.critical) == (expected.held_back, expected.failed_rules, ())
    for name, table in expected.tables.items():
        assert pq.read_table(tmp_path / "out" / f"{name}.parquet").to_pylist() == table.to_pylist()
