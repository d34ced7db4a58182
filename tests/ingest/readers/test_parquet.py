"""`.parquet`."""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ..conftest import Raw


def _write(raw: Raw, **columns: pa.Array) -> None:
    pq.write_table(pa.table(columns), raw.folder / "a.parquet")


def test_rows_over_several_groups(raw: Raw) -> None:
    table = pa.table({"text": [f"نص {n}" for n in range(700)], "id": list(range(700))})
    pq.write_table(table, raw.folder / "a.parquet", row_group_size=100)
    whole = raw.all
    assert [a.raw_record for a in whole.articles] == list(range(1, 701))
    assert whole.articles[699].external_id == "699"


@pytest.mark.parametrize(
    "kind",
    [pa.timestamp("ns"), pa.timestamp("us", "UTC"), pa.timestamp("ms", "Asia/Damascus"), pa.date32(), pa.string()],
)
def test_published_in_every_type(raw: Raw, words: str, kind: pa.DataType) -> None:
    when = "2023-12-14" if kind == pa.string() else dt.datetime(2023, 12, 14)
    _write(raw, text=pa.array([words]), published=pa.array([when]).cast(kind))
    found = raw.article.published
    assert found is not None
    assert found.date() == dt.date(2023, 12, 14)


def test_other_columns_are_kept_or_told(raw: Raw, words: str) -> None:
    _write(raw, text=pa.array([words]), n=pa.array([1.5]), at=pa.array([dt.date(2023, 1, 2)]), blob=pa.array([b"\xff"]))
    whole = raw.all
    assert whole.articles[0].fields == '{"at":"2023-01-02","n":1.5}'
    assert [i.code for i in whole.issues] == ["ingest.column.not_kept"]


@pytest.mark.parametrize("columns", [{"text": pa.array([1])}, {"text": pa.array(["x"]), "published": pa.array([1.5])}])
def test_a_column_of_a_wrong_type_is_one_reject(raw: Raw, columns: dict[str, pa.Array]) -> None:
    _write(raw, **columns)
    reject = raw.reject
    assert (reject.raw_record, reject.reason) == (None, "column_type")


def test_bytes_that_are_no_text_reject_their_row_only(raw: Raw, words: str) -> None:
    bad = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff")])
    _write(raw, text=pa.concat_arrays([pa.array([words]), bad, pa.array([words])]))
    whole = raw.all
    assert [a.raw_record for a in whole.articles] == [1, 3]
    assert [(r.raw_record, r.reason) for r in whole.rejects] == [(2, "undecodable")]


@pytest.mark.parametrize("content", [b"", b"PAR1", b"PAR1" + b"\0" * 100 + b"PAR1"])
def test_no_parquet_at_all(raw: Raw, content: bytes) -> None:
    raw.write("a.parquet", content)
    assert raw.reject.reason == "broken_parquet"
