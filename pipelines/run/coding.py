"""Stage `code` of a build: articles → coded tables, articles already coded taken from kept results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.code import CODED_TABLES, code_batch
from pipelines.code.batches import FAILURES, RefusedError, coded_schema, failure
from pipelines.coding.article import ArticleInput, CodedArticle
from pipelines.run.ingesting import CONTENT
from pipelines.run.memory_limit import within_memory
from pipelines.run.shards import KEY, ShardStore, keyed_schema
from pipelines.run.time_limit import OverTimeError, within_limit
from pipelines.run.workers import Lost, get_on, run_all
from pipelines.settings import article_seconds

CHUNK = 256  # articles coded and kept together

TOO_SLOW, OUT_OF_MEMORY, CODER_DIED = "too_slow", "out_of_memory", "coder_died"
PASSING = frozenset({TOO_SLOW, OUT_OF_MEMORY, CODER_DIED})
"""Reasons that lie in the machine as much as in the article: `retry-rejects` tries these again."""
_TRY_AGAIN = "run `waqai retry-rejects` with more memory or a larger WAQAI_ARTICLE_SECONDS, or split the article"


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
    """The keys of what coding looks at, in the order of the articles; copies are not coded."""
    columns = pq.read_table(articles, columns=[CONTENT, "duplicate_of"])
    return _keys(columns.filter(pc.is_null(columns["duplicate_of"])))


def _keys(articles: pa.Table) -> list[str]:
    """Hashes of the articles' contents."""
    keys: list[str] = articles[CONTENT].to_pylist()
    return keys


def code_tasks(articles: Path, stamp: str, known: Set[str], store: ShardStore) -> Iterator[CodeTask]:
    """The articles that no shard answers for, in chunks."""
    with pq.ParquetFile(articles) as file:
        for group in range(file.num_row_groups):
            seen = file.read_row_group(group, columns=[CONTENT, "duplicate_of"])
            pairs = zip(_keys(seen), seen["duplicate_of"].to_pylist(), strict=True)
            rows = [row for row, (key, original) in enumerate(pairs) if original is None and key not in known]
            for first in range(0, len(rows), CHUNK):
                yield CodeTask(
                    articles, stamp, group, tuple(rows[first : first + CHUNK]), store.root, store.folder.name
                )


def code_chunk(task: CodeTask) -> int:
    """Code the articles of a task into a shard; returns how many there were. Runs in any process."""
    articles = _articles(task)
    with within_memory():
        coded = code_batch(articles, _timed_coder)
    return _keep(task, articles, coded)


def code_singly(lost: Sequence[Lost[CodeTask]], marker: Path) -> None:
    """Code the articles of lost tasks one by one, in one process at a time; those that cost it again are rejects."""
    singles = [replace(each.task, rows=(row,)) for each in lost for row in each.task.rows]
    marker.touch()  # not in this process
    for each in run_all(code_chunk, singles, 1, marker):
        _give_up(each)


def _give_up(lost: Lost[CodeTask]) -> None:
    articles = _articles(lost.task)
    tables = {name: coded_schema(name).empty_table() for name in CODED_TABLES}
    lost_ids, detail = articles["article_id"].to_pylist(), lost.told("coded")
    rows = [failure(article_id, CODER_DIED, detail, _TRY_AGAIN) for article_id in lost_ids]
    tables[FAILURES] = pa.Table.from_pylist(rows, schema=coded_schema(FAILURES))
    _keep(lost.task, articles, tables)


def _timed_coder(article: ArticleInput) -> CodedArticle:
    """The project's coder, within the time that an article may take."""
    from pipelines.coding.coder import code_article  # late: loads all lexicons

    get_on()
    try:
        try:
            return within_limit(lambda: code_article(article))
        except OverTimeError:  # once more: it may have been loading the lexicons
            return within_limit(lambda: code_article(article))
    except OverTimeError:
        detail = f"coding took more than {article_seconds():g} seconds of the processor"
        raise RefusedError(TOO_SLOW, detail, _TRY_AGAIN) from None
    except MemoryError:
        raise RefusedError(OUT_OF_MEMORY, "coding asked for more memory than there is", _TRY_AGAIN) from None


def _articles(task: CodeTask) -> pa.Table:
    return _row_group(task.articles, task.stamp, task.row_group).take(pa.array(task.rows, pa.int64()))


def _keep(task: CodeTask, articles: pa.Table, coded: dict[str, pa.Table]) -> int:
    keys = _keys(articles)
    tables = {name: _keyed_by_article(table, articles, keys) for name, table in coded.items()}
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
