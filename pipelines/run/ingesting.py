"""Stage `ingest` of a build: raw files → articles, rejects and issues, files already read taken from kept results."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

import pyarrow as pa

from pipelines.ingest import Article, FoundFiles, Issue, Reject, input_hash, read_file
from pipelines.ingest.articles import Outcome, UnreadableError
from pipelines.ingest.files import raw_path
from pipelines.metadata import load_tables
from pipelines.run.memory_limit import within_memory
from pipelines.run.shards import ShardStore, keyed, keyed_schema
from pipelines.run.time_limit import OverTimeError, within_limit
from pipelines.run.workers import Lost, get_on, run_all
from pipelines.settings import article_seconds

CONTENT = "_content"
_KEYS_FOR_COPIES = ("url_key", "text_key", "title_key", "sketch")
BLOCKS = "blocks"  # the lines of a text, by which repeated ones are found
_BLOCK = pa.struct([("key", pa.string()), ("start", pa.int32()), ("end", pa.int32())])
_COUNTS = pa.schema([("article_count", pa.int64()), ("reject_count", pa.int64())])
_CODED_FROM = ("text", "title", "published", "published_offset", "language", "country", "source")
_PIECE = 500  # articles in memory at a time
TOO_SLOW, OUT_OF_MEMORY, READER_DIED, CHANGING = "too_slow", "out_of_memory", "reader_died", "changing"
PASSING = frozenset({TOO_SLOW, OUT_OF_MEMORY, READER_DIED, CHANGING})
"""Reasons that lie in the machine as much as in the file: `retry-rejects` tries these again."""
_TRY_AGAIN = "run `waqai retry-rejects` with more memory or a larger WAQAI_ARTICLE_SECONDS, or split the file"
_BUILD_AGAIN = "run `waqai retry-rejects` once nothing writes into the raw folder any more"
_GROUP_FILES, _GROUP_BYTES = 400, 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadTask:
    """Some raw files to read into one shard. `keys` are the files' keys, in the order of `paths`."""

    root: Path
    store: Path
    fingerprint: str
    paths: tuple[Path, ...]
    keys: tuple[str, ...]


def article_schema() -> pa.Schema:
    """Articles as ingest keeps them: the table's columns, what copies are found by, and the hash of what coding looks
    at."""
    extra = [pa.field(name, pa.string()) for name in (*_KEYS_FOR_COPIES, CONTENT)]
    return pa.schema([*load_tables()["articles"].arrow_schema(), *extra, pa.field(BLOCKS, pa.list_(_BLOCK))])


def file_keys(found: FoundFiles, root: Path) -> list[str]:
    """What each file's articles depend on: its path below the raw folder, its bytes and the metadata that bear on
    it."""
    return [_file_key(path, root) for path in found.files]


def _file_key(path: Path, root: Path) -> str:
    try:
        return input_hash(path, root)
    except UnreadableError as error:  # becomes a reject when it is read
        return hashlib.sha256(f"{path.relative_to(root)}\n{error}".encode("utf-8", "surrogateescape")).hexdigest()


def read_tasks(
    found: FoundFiles, keys: Sequence[str], known: Iterable[str], root: Path, store: ShardStore
) -> list[ReadTask]:
    """The files that no shard answers for, small ones together."""
    answered = set(known)
    groups: list[list[tuple[Path, str]]] = []
    size = 0
    for path, key in zip(found.files, keys, strict=True):
        if key in answered:
            continue
        own = file_size(path)
        grown = size + own
        if not groups or len(groups[-1]) >= _GROUP_FILES or grown > _GROUP_BYTES:
            groups.append([])
            grown = own
        groups[-1].append((path, key))
        size = grown
    fingerprint = store.folder.name
    return [
        ReadTask(root, store.root, fingerprint, tuple(path for path, _ in group), tuple(key for _, key in group))
        for group in groups
    ]


def file_size(path: Path) -> int:
    """The bytes of a file; 0 for one that is no longer there, which becomes a reject when it is read."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def read_group(task: ReadTask) -> int:
    """Read the files of a task into a shard; returns the number of articles. Runs in any process."""
    with within_memory():
        files = zip(task.paths, task.keys, strict=True)
        return _keep(task, [_outcomes(path, key, task.root) for path, key in files])


def read_singly(lost: Sequence[Lost[ReadTask]], marker: Path) -> None:
    """Read the files of lost tasks one by one, in one process at a time; those that cost it again are rejects."""
    singles = [
        ReadTask(each.task.root, each.task.store, each.task.fingerprint, (path,), (key,))
        for each in lost
        for path, key in zip(each.task.paths, each.task.keys, strict=True)
    ]
    marker.touch()  # not in this process
    for each in run_all(read_group, singles, 1, marker):
        _give_up(each)


def _give_up(lost: Lost[ReadTask]) -> None:
    (path,) = lost.task.paths
    _keep(lost.task, [iter([Reject(raw_path(path, lost.task.root), None, READER_DIED, lost.told("read"), _TRY_AGAIN)])])


def _outcomes(path: Path, key: str, root: Path) -> Iterator[Outcome]:
    """What is read of a file, as it was when the build began: one that something else writes into is a reject, whole
    or behind what was read of it. Where one record takes longer than it may, the rest of the file is one reject."""
    before = _state(path)
    if _file_key(path, root) != key:
        yield _changing(path, root, "the file, or the metadata beside it, has changed since the build began")
        return
    yield from _records(path, root)
    if _state(path) != before:
        yield _changing(path, root, "the file changed while it was read")


def _state(path: Path) -> tuple[int, int, int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns, state.st_ino


def _changing(path: Path, root: Path, detail: str) -> Reject:
    return Reject(raw_path(path, root), None, CHANGING, detail, _BUILD_AGAIN)


def _records(path: Path, root: Path) -> Iterator[Outcome]:
    outcomes = read_file(path, root)
    while True:
        get_on()
        try:
            outcome = within_limit(lambda: next(outcomes, None))
        except OverTimeError:
            detail = f"reading on took more than {article_seconds():g} seconds of the processor"
            yield Reject(raw_path(path, root), None, TOO_SLOW, detail, _TRY_AGAIN)
            return
        except MemoryError:
            detail = "reading on asked for more memory than there is"
            yield Reject(raw_path(path, root), None, OUT_OF_MEMORY, detail, _TRY_AGAIN)
            return
        if outcome is None:
            return
        yield outcome


def _keep(task: ReadTask, files: Sequence[Iterator[Outcome]]) -> int:
    """Write what was read of each file of a task into a shard; returns the number of articles."""
    rejects: list[pa.Table] = []
    issues: list[pa.Table] = []
    counts: list[pa.Table] = []
    schemas = {
        "articles": keyed_schema(article_schema()),
        **{name: keyed_schema(load_tables()[name].arrow_schema()) for name in ("rejects", "issues")},
        "counts": keyed_schema(_COUNTS),
    }

    def articles() -> Iterator[pa.Table]:
        for outcomes, key in zip(files, task.keys, strict=True):
            yield from _read_one(outcomes, key, rejects, issues, counts)

    # The articles come first: reading them fills the other lists.
    tables: dict[str, Iterable[pa.Table]] = {
        "articles": articles(),
        "rejects": rejects,
        "issues": issues,
        "counts": counts,
    }
    ShardStore(task.store, task.fingerprint).write(list(task.keys), tables, schemas)
    return sum(table["article_count"][0].as_py() for table in counts)


def _read_one(
    outcomes: Iterator[Outcome], key: str, rejects: list[pa.Table], issues: list[pa.Table], counts: list[pa.Table]
) -> Iterator[pa.Table]:
    articles = rejected = 0
    while some := list(islice(outcomes, _PIECE)):
        found = [outcome for outcome in some if isinstance(outcome, Article)]
        refused = [outcome for outcome in some if isinstance(outcome, Reject)]
        articles, rejected = articles + len(found), rejected + len(refused)
        yield keyed(_article_table(found), key)
        rejects.append(keyed(reject_table(refused), key))
        issues.append(keyed(issue_table([outcome for outcome in some if isinstance(outcome, Issue)]), key))
    counts.append(keyed(pa.table({"article_count": [articles], "reject_count": [rejected]}, schema=_COUNTS), key))


def reject_table(rejects: Sequence[Reject]) -> pa.Table:
    """Rejects as a table."""
    return load_tables()["rejects"].from_rows(asdict(reject) for reject in rejects)


def issue_table(issues: Sequence[Issue]) -> pa.Table:
    """Issues as a table."""
    return load_tables()["issues"].from_rows(asdict(issue) for issue in issues)


def _article_table(articles: Sequence[Article]) -> pa.Table:
    columns = {name: [getattr(article, name) for article in articles] for name in Article.__slots__}
    columns[CONTENT] = [_content_hash(article) for article in articles]
    return pa.table({name: columns[name] for name in article_schema().names}, schema=article_schema())


def _content_hash(article: Article) -> str:
    """The hash of what coding looks at."""
    seen = json.dumps([getattr(article, name) for name in _CODED_FROM], ensure_ascii=False, default=str)
    return hashlib.sha256(seen.encode("utf-8", "surrogatepass")).hexdigest()
