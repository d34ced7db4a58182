"""Stage `code` of a build: articles → coded tables, articles already coded taken from kept results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.code import CODED_TABLES, code_batch
from pipelines.code.batches import coded_schema
from pipelines.run.ingesting import CONTENT
from pipelines.run.shards import KEY, ShardStore, keyed_schema

CHUNK = 256  # articles coded and kept together


@dataclass(frozen=True, slots=True)
class CodeTask:
    """Articles to code into one shard: rows of a row group of the articles file, which `stamp` identifies."""

    articles: Path
    stamp: str
    row_group: int
    rows: tuple[int, ...]
    store: Path
    fingerprint: str


def article_keys(articles: Path) -> list[str]:
    """The hashes of what coding looks at, in the order of the articles; copies are not coded."""
    columns = pq.read_table(articles, columns=[CONTENT, "duplicate_of"])
    keys: list[str] = columns.filter(pc.is_null(columns["duplicate_of"]))[CONTENT].to_pylist()
    return keys


def code_tasks(articles: Path, stamp: str, known: Set[str], store: ShardStore) -> Iterator[CodeTask]:
    """The articles that no shard answers for, in chunks."""
    with pq.ParquetFile(articles) as file:
        for group in range(file.num_row_groups):
            seen = file.read_row_group(group, columns=[CONTENT, "duplicate_of"])
            pairs = zip(seen[CONTENT].to_pylist(), seen["duplicate_of"].to_pylist(), strict=True)
            rows = [row for row, (key, original) in enumerate(pairs) if original is None and key not in known]
            for first in range(0, len(rows), CHUNK):
                yield CodeTask(
                    articles, stamp, group, tuple(rows[first : first + CHUNK]), store.root, store.folder.name
                )


def code_chunk(task: CodeTask) -> int:
    """Code the articles of a task into a shard; returns how many there were. Runs in any process."""
    articles = _row_group(task.articles, task.stamp, task.row_group).take(pa.array(task.rows, pa.int64()))
    keys: list[str] = articles[CONTENT].to_pylist()
    tables = {name: _keyed_by_article(table, articles, keys) for name, table in code_batch(articles).items()}
    schemas = {name: keyed_schema(coded_schema(name)) for name in CODED_TABLES}
    ShardStore(task.store, task.fingerprint).write(keys, tables, schemas)
    return len(keys)


@lru_cache(maxsize=1)
def _row_group(articles: Path, stamp: str, group: int) -> pa.Table:
    """A row group, kept for its next chunk; the stamp counts because a later build writes to the same path."""
    with pq.ParquetFile(articles) as file:
        return file.read_row_group(group)


def _keyed_by_article(table: pa.Table, articles: pa.Table, keys: Sequence[str]) -> pa.Table:
    """Each row with the key of its article."""
    key_of = dict(zip(articles["article_id"].to_pylist(), keys, strict=True))
    column = pa.array([key_of[article_id] for article_id in table["article_id"].to_pylist()], pa.string())
    return table.add_column(0, KEY, column)
