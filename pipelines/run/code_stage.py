"""Stage `code` of a build: what was coded of each article, brought together into the coded tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from pipelines.code.batches import DATES, FAILURES, ROW_TABLES, coded_schema
from pipelines.metadata import load_tables
from pipelines.metadata.spilling import spilling
from pipelines.run import coding, fingerprint
from pipelines.run.assemble import quoted, shard_rows, wanted_table, write_query
from pipelines.run.engines import Engine
from pipelines.run.kept_coding import KeptCoding
from pipelines.run.workspace import Workspace

_WORTH_A_POOL_ARTICLES = 400  # fewer are coded before fresh processes have loaded their lexicons


def run_code(space: Workspace, engine: Engine) -> int:
    """`articles` → coded tables, and articles with the dates that coding found; failed articles move to `rejects`.

    Returns how many articles were coded in this run; the others have kept results.
    """
    made_from = space.stamp("ingest")
    if space.is_made("code", made_from, fingerprint.coded_hash()):
        return 0
    articles = space.table_path("ingest", "articles")
    kept = KeptCoding(space.work / "coded")
    order = coding.article_keys(articles)
    held = kept.answers(articles)
    tasks = list(coding.code_tasks(articles, made_from, held.keys(), kept.store))
    uncoded = sum(len(task.rows) for task in tasks)
    marker = space.work / "coding"
    if lost := engine.run_all(coding.code_chunk, tasks, marker, uncoded <= _WORTH_A_POOL_ARTICLES):
        coding.code_singly(lost, marker)
    if tasks:
        held |= kept.store.known()
    answers = {key: held[key] for key in order}
    with space.writing("code", made_from, fingerprint.coded_hash()) as folder, spilling(space.work / "spill") as con:
        _assemble(con, space, folder, answers)
    if not space.is_trial:
        kept.sweep(answers)
    return uncoded


def forget_coded(space: Workspace) -> None:
    """Let the next run code again what was refused for want of time or memory."""
    KeptCoding(space.work / "coded").forget(coding.PASSING)


def _assemble(
    con: duckdb.DuckDBPyConnection, space: Workspace, folder: Path, answers: Mapping[str, Path]
) -> None:
    shards = sorted(set(answers.values()))
    con.register("wanted", wanted_table(list(answers), answers))
    for name in (*ROW_TABLES, DATES, FAILURES):
        _write_rows(con, name, shards, folder / f"{name}.parquet")
    ingested = space.table_path("ingest", "articles")
    con.execute(f"CREATE VIEW ingested AS SELECT * FROM read_parquet({quoted(ingested)}, file_row_number = true)")
    for name in (DATES, FAILURES):
        con.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet({quoted(folder / f'{name}.parquet')})")
    _write_articles(con, folder)
    _write_rejects(con, space, folder)
    _join_issues(con, space, folder)


def _write_rows(con: duckdb.DuckDBPyConnection, name: str, shards: Sequence[Path], path: Path) -> None:
    schema = coded_schema(name)
    if shards:
        write_query(
            con, f"SELECT * FROM ({shard_rows(name, shards, 'wanted')}) ORDER BY place, row_in_shard", schema, path
        )
    else:
        write_query(con, _nothing(schema), schema, path)


def _nothing(schema: pa.Schema) -> str:
    return "SELECT " + ", ".join(f'NULL AS "{name}"' for name in schema.names) + " WHERE false"


def _write_articles(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The articles that could be coded, dated by their text where nothing else dated them."""
    schema = load_tables()["articles"].arrow_schema()
    dated = {"published": "coalesce(ingested.published, found.published)"}
    dated["published_basis"] = (
        "CASE WHEN ingested.published IS NULL THEN found.published_basis ELSE ingested.published_basis END"
    )
    dated["duplicate_of"] = f"CASE WHEN duplicate_of NOT IN (SELECT article_id FROM {FAILURES}) THEN duplicate_of END"
    dated["version_of"] = f"CASE WHEN version_of NOT IN (SELECT article_id FROM {FAILURES}) THEN version_of END"
    columns = ", ".join(f"{dated.get(name, f'ingested.{name}')} AS {name}" for name in schema.names)
    write_query(
        con,
        f"SELECT {columns} FROM ingested LEFT JOIN {DATES} AS found USING (article_id) "
        f"WHERE article_id NOT IN (SELECT article_id FROM {FAILURES}) ORDER BY file_row_number",
        schema,
        folder / "articles.parquet",
    )


def _write_rejects(con: duckdb.DuckDBPyConnection, space: Workspace, folder: Path) -> None:
    """The rejects of ingest, then those of coding, known by the place of their article in the raw folder."""
    schema = load_tables()["rejects"].arrow_schema()
    of_coding = {"stage": "'code'", "reason": "failed.reason", "detail": "failed.detail", "remedy": "failed.remedy"}
    of_article = ("article_id", "raw_path", "raw_record")
    columns = ", ".join(
        f"{of_coding.get(n) or (f'ingested.{n}' if n in of_article else 'NULL')} AS {n}" for n in schema.names
    )
    earlier = quoted(space.table_path("ingest", "rejects"))
    write_query(
        con,
        f"SELECT {', '.join(schema.names)} FROM (SELECT *, 0 AS step, file_row_number AS place "
        f"FROM read_parquet({earlier}, file_row_number = true) UNION ALL BY NAME "
        f"SELECT {columns}, 1 AS step, ingested.file_row_number AS place "
        f"FROM {FAILURES} AS failed JOIN ingested USING (article_id)) ORDER BY step, place",
        schema,
        folder / "rejects.parquet",
    )


def _join_issues(con: duckdb.DuckDBPyConnection, space: Workspace, folder: Path) -> None:
    """The issues of ingest before those of coding, in one file."""
    schema = coded_schema("issues")
    path, beside = folder / "issues.parquet", folder / "issues_joined.parquet"
    parts = [space.table_path("ingest", "issues"), path]
    union = " UNION ALL BY NAME ".join(
        f"SELECT *, {step} AS step FROM read_parquet({quoted(part)}, file_row_number = true)"
        for step, part in enumerate(parts)
    )
    write_query(con, f"SELECT * FROM ({union}) ORDER BY step, file_row_number", schema, beside)
    beside.replace(path)
