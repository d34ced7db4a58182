"""Stage `ingest` of a build: what was read of each file, brought together into one table of articles."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from pipelines.ingest import FoundFiles, Reject, find_files, mark_duplicates
from pipelines.metadata import load_tables
from pipelines.metadata.spilling import spilling
from pipelines.run import fingerprint, ingesting
from pipelines.run.assemble import quoted, shard_rows, wanted_table, write_query
from pipelines.run.engines import Engine
from pipelines.run.ingesting import CONTENT
from pipelines.run.outcome import BuildError
from pipelines.run.plan import raw_files
from pipelines.run.repeated_blocks import SPANS, find_repeated
from pipelines.run.shards import ShardStore
from pipelines.run.workspace import Workspace, write_table

_WORTH_A_POOL_BYTES = 30_000_000  # less is read before fresh processes have started
_SETTLED = (
    *("article_id", "raw_path", "raw_record", "source", "source_id", "published", "url_key", "text_key", "sketch"),
    CONTENT,
)
_FOUND = ("duplicate_of", "version_of", SPANS)  # known only when all articles are


def run_ingest(
    space: Workspace, raw: Path, engine: Engine, as_of: dt.date | None = None, refused: Sequence[Reject] = ()
) -> dict[str, str]:
    """Raw files → `articles`, `rejects`, `issues`, `counts` in the workspace; files already read come from kept
    results.

    Returns what was there: the path of each file, and the hash of what its articles depend on. Articles published after
    `as_of` are rejected, so that a build shows what was known on that day. `refused` is what could not be brought here.
    Raises BuildError when the raw folder is missing or cannot be read.
    """
    found = _find(raw)
    found.rejects += refused
    root = raw if raw.is_dir() else raw.parent
    keys = ingesting.file_keys(found, root)
    store = ShardStore(space.work / "ingested", fingerprint.ingest_hash())
    tasks = ingesting.read_tasks(found, keys, store.known(), root, store)
    unread = sum(ingesting.file_size(path) for task in tasks for path in task.paths)
    marker = space.work / "reading"
    if lost := engine.run_all(ingesting.read_group, tasks, marker, unread <= _WORTH_A_POOL_BYTES):
        ingesting.read_singly(lost, marker)
    given = hashlib.sha256(
        "\n".join([fingerprint.ingest_hash(), str(as_of), *sorted(keys), *_refused(found)]).encode()
    ).hexdigest()
    by = fingerprint.release_hash()
    if not space.is_made("ingest", "", given, by):
        with space.writing("ingest", "", given, by) as folder, spilling(space.work / "spill") as con:
            _assemble(con, folder, found, keys, store, as_of)
        if not space.is_trial:
            store.sweep(set(keys))
    return raw_files(found, keys, root)


def forget_ingested(space: Workspace) -> None:
    """Let the next run read again what was refused for want of time or memory."""
    ShardStore(space.work / "ingested", fingerprint.ingest_hash()).forget("rejects", ingesting.PASSING)


def _find(raw: Path) -> FoundFiles:
    try:
        found = find_files(raw)
        if raw.is_dir():
            next(raw.iterdir(), None)
        return found
    except FileNotFoundError as error:
        raise BuildError(f"there is no folder {raw}; name the folder with the articles with --raw") from error
    except OSError as error:
        raise BuildError(f"{raw} cannot be read ({error.strerror})") from error


def _refused(found: FoundFiles) -> list[str]:
    return [f"{reject.raw_path} {reject.reason}" for reject in found.rejects] + [
        f"{issue.raw_path} {issue.code}" for issue in found.issues
    ]


def _assemble(
    con: duckdb.DuckDBPyConnection,
    folder: Path,
    found: FoundFiles,
    keys: Sequence[str],
    store: ShardStore,
    as_of: dt.date | None,
) -> None:
    known = store.known()
    order = sorted(set(keys))
    shards = sorted({known[key] for key in order})
    con.register("wanted", wanted_table(order, known))
    tables = load_tables()
    settled, late = _settle(con, shards, as_of)
    _write_articles(con, folder, settled, shards)
    for name, outside in (
        ("rejects", ingesting.reject_table([*found.rejects, *late])),
        ("issues", ingesting.issue_table(found.issues)),
    ):
        schema = tables[name].arrow_schema()
        con.register("outside", outside)
        columns = ", ".join(schema.names)
        kept = shard_rows(name, shards, "wanted")
        union = f"SELECT {columns} FROM ({kept}) UNION ALL " if kept else ""
        by = f"raw_path, raw_record NULLS FIRST, {columns}"
        write_query(
            con,
            f"SELECT {columns} FROM ({union}SELECT {columns} FROM outside) ORDER BY {by}",
            schema,
            folder / f"{name}.parquet",
        )
    summed = "SELECT coalesce(sum(article_count), 0), coalesce(sum(reject_count), 0) FROM "
    read = con.sql(f"{summed}({shard_rows('counts', shards, 'wanted')})").fetchall()[0] if shards else (0, 0)
    records = int(read[0]) + int(read[1]) + len(found.rejects)
    write_table(folder, "counts", pa.table({"record_count": pa.array([records], pa.int64())}))


def _settle(
    con: duckdb.DuckDBPyConnection, shards: Sequence[Path], as_of: dt.date | None
) -> tuple[pa.Table, list[Reject]]:
    """Every article without its text: settled ids and originals, and where its row lies; and the rejects of later
    articles."""
    if not shards:
        empty = pa.table(
            {name: pa.array([], pa.string()) for name in (*_SETTLED, "shard", "row_in_shard", *_FOUND)}
        )
        return empty, []
    light = con.sql(
        f"SELECT {', '.join(_SETTLED)}, length(text) AS text_length, filename AS shard, row_in_shard "
        f"FROM ({shard_rows('articles', shards, 'wanted')}) ORDER BY raw_path, raw_record, shard, row_in_shard"
    ).to_arrow_table()
    late: list[Reject] = []
    if as_of is not None:
        is_late = pc.fill_null(
            pc.greater_equal(
                light["published"], pa.scalar(dt.datetime.combine(as_of, dt.time()) + dt.timedelta(days=1))
            ),
            False,
        )
        for row in light.filter(is_late).select(["raw_path", "raw_record", "published"]).to_pylist():
            late.append(_late(row["raw_path"], row["raw_record"], row["published"], as_of))
        light = light.filter(pc.invert(is_late))
    settled = mark_duplicates(light)
    return _with_coding_keys(settled.append_column(SPANS, find_repeated(con, shards, settled))), late


def _late(raw_path: str, raw_record: int, published: dt.datetime, as_of: dt.date) -> Reject:
    detail = f"published on {published.date()}, after {as_of}"
    return Reject(raw_path, raw_record, "after_as_of", detail, "build without --as-of, or with a later day")


def _with_coding_keys(settled: pa.Table) -> pa.Table:
    """The hash of what coding looks at, the settled id and the repeated parts included."""
    columns = (settled[name].to_pylist() for name in ("article_id", CONTENT, SPANS))
    looked_at = (" ".join((article_id, content, *spans)) for article_id, content, spans in zip(*columns, strict=True))
    hashes = pa.array([hashlib.sha256(words.encode()).hexdigest() for words in looked_at], pa.string())
    return settled.set_column(settled.schema.get_field_index(CONTENT), CONTENT, hashes)


def _write_articles(con: duckdb.DuckDBPyConnection, folder: Path, settled: pa.Table, shards: Sequence[Path]) -> None:
    schema = ingesting.article_schema()
    path = folder / "articles.parquet"
    if not shards:
        write_table(folder, "articles", schema.empty_table())
        return
    con.register("settled", settled.append_column("place_in_table", pa.array(range(settled.num_rows), pa.int64())))
    own = ("article_id", *_FOUND, CONTENT)
    columns = ", ".join(f"settled.{name}" if name in own else f"kept.{name}" for name in schema.names)
    files = ", ".join(quoted(shard / "articles.parquet") for shard in shards)
    write_query(
        con,
        f"SELECT {columns} FROM read_parquet([{files}], filename = true, file_row_number = true) AS kept "
        "JOIN settled ON kept.filename = settled.shard AND kept.file_row_number = settled.row_in_shard "
        "ORDER BY settled.place_in_table",
        schema,
        path,
    )
