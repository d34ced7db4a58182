"""Which articles are exact repeats of others, found from ids and hashes alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest.identity import likeness

SHORT_TEXT_CHARACTERS = 200
"""Shorter texts ("3 killed in clashes today") are repeats only when they bear the same day: bulletins reuse words."""

MOST_ON_A_PAGE = 50
"""Articles of one address that later ones are compared with."""

NEEDED = (
    "article_id",
    "raw_path",
    "raw_record",
    "source",
    "source_id",
    "published",
    "url_key",
    "text_key",
    "sketch",
    "text_length",
)

LIKE_ENOUGH = 0.3
"""Texts at one address that share this much of their word triples are versions of one article."""



def mark_duplicates(articles: pa.Table) -> pa.Table:
    """The table with unique `article_id`s, `duplicate_of` and `version_of` filled; rows stay in their order.

    Takes the columns NEEDED, or `text` in place of `text_length`; others are passed through.
    - Articles of one `article_id` are told apart by their place in the raw folder: the second is "<id>-2".
    - A repeat has the same address and words as another, or the same source and words (see `identity.text_key`).
    - `duplicate_of` is the first of its group by publication time (null last), then id; the first has null.
    - `version_of` is the first article with the same address and much of the same words; both texts are kept and coded.

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
    articles = _with_column(articles, "duplicate_of", pa.array(originals, pa.string()))
    versions = _versions(rows, ids, originals)
    return _with_column(articles, "version_of", pa.array(versions, pa.string()))


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
    sketch: str
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


def _versions(rows: list[_Key], ids: list[str], originals: list[str | None]) -> list[str | None]:
    """For each row the id of the first version of its article, null for first versions and for repeats."""
    firsts: dict[str, list[int]] = {}
    versions: list[str | None] = [None] * len(rows)
    for index in sorted(range(len(rows)), key=lambda i: _age(rows[i], ids[i])):
        row = rows[index]
        if originals[index] is not None or not row.url_key or not row.sketch or not _is_page(row.url_key):
            continue
        before = firsts.setdefault(row.url_key, [])
        first = next((i for i in before if likeness(rows[i].sketch, row.sketch) >= LIKE_ENOUGH), None)
        if first is not None:
            versions[index] = ids[first]
        elif len(before) < MOST_ON_A_PAGE:
            before.append(index)
    return versions


def _is_page(url_key: str) -> bool:
    """Whether an address names more than a site's front page, where another article stands every hour."""
    return any(mark in url_key for mark in "/?")


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
