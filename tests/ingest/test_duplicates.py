"""Exact repeats."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

import pyarrow as pa

from pipelines.ingest import mark_duplicates
from pipelines.ingest.identity import sketch_of

LONG = 500


def _row(number: int, **given: Any) -> dict[str, Any]:
    base = {
        "article_id": f"a{number}",
        "raw_path": "x.jsonl",
        "raw_record": number,
        "source": None,
        "source_id": None,
        "published": None,
        "url_key": None,
        "text_key": f"t{number}",
        "sketch": "",
        "text_length": LONG,
    }
    return base | given


def _table(rows: list[dict[str, Any]]) -> pa.Table:
    schema = pa.schema(
        [(name, pa.string()) for name in ("article_id", "raw_path", "source", "source_id", "url_key", "text_key")]
        + [("sketch", pa.string())]
        + [("raw_record", pa.int64()), ("text_length", pa.int64()), ("published", pa.timestamp("us"))]
    )
    return pa.Table.from_pylist(rows, schema)


def _marked(rows: list[dict[str, Any]]) -> list[tuple[str, str | None]]:
    found = mark_duplicates(_table(rows))
    return list(zip(found["article_id"].to_pylist(), found["duplicate_of"].to_pylist(), strict=True))


def test_the_first_published_is_the_original() -> None:
    day = dt.datetime(2023, 12, 14)
    rows = [
        _row(1, text_key="t", source="S"),
        _row(2, text_key="t", source="s", published=day + dt.timedelta(days=1)),
        _row(3, text_key="t", source="s", published=day),
        _row(4, text_key="t", source="other", published=day),
    ]
    assert _marked(rows) == [("a1", "a3"), ("a2", "a3"), ("a3", None), ("a4", None)]


def test_same_address_and_text_under_two_source_names() -> None:
    rows = [
        _row(1, text_key="t", source="A", url_key="u"),
        _row(2, text_key="t", source="B", url_key="u"),
        _row(3, source="B", url_key="u"),
    ]
    assert _marked(rows) == [("a1", None), ("a2", "a1"), ("a3", None)]


def test_groups_join_through_a_common_member() -> None:
    rows = [
        _row(1, text_key="t", source="A", url_key="u"),
        _row(2, text_key="t", source="B", url_key="v"),
        _row(3, text_key="t", source="B", url_key="u"),
    ]
    assert _marked(rows) == [("a1", None), ("a2", "a1"), ("a3", "a1")]


def test_known_sources_count_by_their_id() -> None:
    rows = [
        _row(1, text_key="t", source="Sana", source_id="sana"),
        _row(2, text_key="t", source="سانا", source_id="sana"),
    ]
    assert _marked(rows) == [("a1", None), ("a2", "a1")]


def test_short_bulletins_of_different_days_are_no_repeats() -> None:
    days = [dt.datetime(2023, 12, 14, 8), dt.datetime(2023, 12, 14, 20), dt.datetime(2023, 12, 15)]
    rows = [_row(n, text_key="t", text_length=40, published=day) for n, day in enumerate(days, start=1)]
    assert _marked(rows) == [("a1", None), ("a2", "a1"), ("a3", None)]


def test_repeated_ids_are_told_apart_by_their_place() -> None:
    rows = [
        _row(2, article_id="a", text_key="t"),
        _row(1, article_id="a", text_key="t"),
        _row(1, article_id="a", text_key="t", raw_path="b.jsonl"),
    ]
    assert _marked(rows) == [("a-3", "a"), ("a-2", "a"), ("a", None)]


def test_the_order_of_rows_does_not_matter() -> None:
    rows = [
        _row(
            n, article_id=f"a{n % 7}", text_key=f"t{n % 7}", source=f"s{n % 3}", url_key=f"u{n % 5}" if n % 2 else None
        )
        for n in range(60)
    ]
    expected = {row["raw_record"]: mark for row, mark in zip(rows, _marked(rows), strict=True)}
    random.Random(3).shuffle(rows)
    assert {row["raw_record"]: mark for row, mark in zip(rows, _marked(rows), strict=True)} == expected
    assert len({mark[0] for mark in expected.values()}) == 60


def test_other_columns_pass_and_lengths_come_from_the_text() -> None:
    table = _table([_row(1), _row(2)]).drop_columns(["text_length"]).append_column("text", pa.array(["x", "y"]))
    marked = mark_duplicates(table)
    assert marked["text"].to_pylist() == ["x", "y"]
    assert mark_duplicates(table.slice(0, 0)).num_rows == 0


def test_changed_text_at_one_address_is_a_version_and_stays() -> None:
    words = " ".join(f"w{n}" for n in range(100))
    texts = [words, words.replace("w50", "five"), "quite another article " * 20]
    rows = [
        _row(n, url_key="example.org/1", sketch=sketch_of(text), published=dt.datetime(2023, 12, 14, n))
        for n, text in enumerate(texts, start=1)
    ]
    front = [
        dict(row, article_id=f"f{row['article_id']}", text_key=f"f{row['text_key']}", url_key="example.org")
        for row in rows
    ]
    found = mark_duplicates(_table(rows + front))
    assert found["version_of"].to_pylist() == [None, "a1", None, None, None, None]
    assert found["duplicate_of"].null_count == 6
