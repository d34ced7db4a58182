"""Which articles are exact repeats of others, found from ids and hashes alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

SHORT_TEXT_CHARACTERS = 200
"""Shorter texts ("3 killed in clashes today") are repeats only when they bear the same day: bulletins reuse words."""

NEEDED = (
    "article_id",
    "raw_path",
    "raw_record",
    "source",
    "source_id",
    "published",
    "url_key",
    "text_key",
    "text_length",
)


def mark_duplicates(articles: pa.Table) -> pa.Table:
    """The table with unique `article_id`s and `duplicate_of` filled; rows and their order stay as they are.

    Takes the columns NEEDED, or `text` in place of `text_length`; others are passed through.
    - Articles of one `article_id` are told apart by their place in the raw folder: the second is "<id>-2".
    - A repeat has the same address and text as another, or the same source and text (marks and white space aside).
    - `duplicate_of` is the first of its group by publication time (null last), then id; the first has null.

    Depends on the rows only, not on their order. Time and memory grow with the number of articles, not their texts.
    """
    rows = [_Key(*values) for values in zip(*_columns(articles), strict=True)]
    ids = _unique_ids(rows)
    groups = _groups(rows)
    first: dict[int, int] = {}
    for index in sorted(range(len(rows)), key=lambda i: _age(rows[i], ids[i])):
        first.setdefault(groups[index], index)
    originals = [None if first[group] == index else ids[first[group]] for index, group in enumerate(groups)]
    articles = _with_column(articles, "article_id", pa.array(ids, pa.string()))
    return _with_column(articles, "duplicate_of", pa.array(originals, pa.string()))


class _Key(NamedTuple):
    """What is compared of one article, in the order of NEEDED."""

    article_id: str
    raw_path: str
    raw_record: int
    source: str | None
    source_id: str | None
    published: dt.datetime | None
    url_key: str | None
    text_key: str
    text_length: int


def _age(row: _Key, article_id: str) -> tuple[bool, object, str]:
    """Sorts by publication time, null last, then by id; times are compared with times only."""
    return row.published is None, row.published or 0, article_id


def _columns(articles: pa.Table) -> list[list[Any]]:
    lengths = articles["text_length"] if "text_length" in articles.schema.names else pc.utf8_length(articles["text"])
    return [articles[name].to_pylist() for name in NEEDED[:-1]] + [lengths.to_pylist()]


def _unique_ids(rows: list[_Key]) -> list[str]:
    ids, seen = [""] * len(rows), dict[str, int]()
    for index in sorted(range(len(rows)), key=lambda i: (rows[i].raw_path, rows[i].raw_record)):
        given = rows[index].article_id
        seen[given] = seen.get(given, 0) + 1
        ids[index] = given if seen[given] == 1 else f"{given}-{seen[given]}"
    return ids


def _groups(rows: list[_Key]) -> list[int]:
    """For each row the number of its group: rows that share any key, directly or through others (union-find)."""
    parent = list(range(len(rows)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    holder: dict[tuple[object, ...], int] = {}
    for index, row in enumerate(rows):
        for key in _sharing_keys(row):
            one, other = root(index), root(holder.setdefault(key, index))
            parent[max(one, other)] = min(one, other)
    return [root(index) for index in range(len(rows))]


def _sharing_keys(row: _Key) -> Iterator[tuple[object, ...]]:
    day = row.published.date() if row.text_length < SHORT_TEXT_CHARACTERS and row.published is not None else None
    yield "source", row.source_id or (row.source or "").casefold(), row.text_key, day
    if row.url_key:
        yield "url", row.url_key, row.text_key, day


def _with_column(table: pa.Table, name: str, column: pa.Array) -> pa.Table:
    position = table.schema.get_field_index(name)
    if position < 0:
        return table.append_column(name, column)
    return table.set_column(position, table.schema.field(position), column)
