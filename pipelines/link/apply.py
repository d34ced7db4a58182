"""Step 4, apply: incident ids into the reports, one row per incident, what was judged and what changed.

Everything passes through DuckDB, which sorts and spills, and Parquet files; Python holds a batch of rows, one region's
open incidents and one incident's reports at a time.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.link.changes import OPEN_RELEASE, heirs_of_ended, list_changes
from pipelines.link.further import further_sources
from pipelines.link.group import group_reports
from pipelines.link.ids import give_ids
from pipelines.link.incident import incident_rows
from pipelines.link.judge import Judgement
from pipelines.link.reading import candidates_of
from pipelines.link.rules import linking_rules
from pipelines.link.rulings import Ruling, Rulings, declared_rulings, joined_groups, rulings_for
from pipelines.link.sinks import Sink, declared_sink
from pipelines.link.sorting import sorted_batches
from pipelines.link.sources import BATCH, Registry, Row, keep, open_views, quoted, rows_in_file
from pipelines.metadata import load_tables

_SAID = tuple(field.name for field in fields(Judgement))
LINKED = ("reports", "incidents", "judgements", "changes")
_GROWN = pa.schema([("number", pa.int64()), ("report_id", pa.string())])
_IDS_IN_ORDER = """
    SELECT incident_of.incident_id
    FROM reports LEFT JOIN incident_of ON incident_of.report_id = reports.report_id
    ORDER BY reports.file_row_number
"""


@dataclass(frozen=True, slots=True)
class LinkedTables:
    """`reports` with their incident ids (null while pending), `incidents` by date and id, `judgements` of this release,
    `changes` up to it."""

    reports: pa.Table
    incidents: pa.Table
    judgements: pa.Table
    changes: pa.Table


def link_reports(
    reports: pa.Table,
    articles: pa.Table,
    registry: Registry,
    release_id: str = OPEN_RELEASE,
    declared: Sequence[Ruling] | None = None,
) -> LinkedTables:
    """Reports → incidents, for tables that fit into memory: see `link_files`."""
    with tempfile.TemporaryDirectory() as name, duckdb.connect(":memory:") as con:
        folder = Path(name)
        (folder / "linked").mkdir()
        pq.write_table(reports, folder / "reports.parquet")
        pq.write_table(articles, folder / "articles.parquet")
        given = folder / "reports.parquet", folder / "articles.parquet"
        link_files(con, *given, registry, folder / "linked", release_id, declared)
        read = {table: pq.read_table(folder / "linked" / f"{table}.parquet") for table in LINKED}
    schemas = {name: load_tables()[name].arrow_schema() for name in LINKED}
    return LinkedTables(**{name: pa.Table.from_arrays(read[name].columns, schema=schemas[name]) for name in LINKED})


def link_files(
    con: duckdb.DuckDBPyConnection,
    reports: Path,
    articles: Path,
    registry: Registry,
    folder: Path,
    release_id: str = OPEN_RELEASE,
    declared: Sequence[Ruling] | None = None,
) -> None:
    """Reports → the tables LINKED, as Parquet files in `folder`.

    `articles` needs `article_id`, `duplicate_of`, `published`, `source`, `source_scale`; with `text` as well, reports
    are also compared by their words and near-copies of a text count as one source. Without `release_id` this release's
    changes bear OPEN_RELEASE, without `declared` the rulings of `schemas/corrections` hold. Reports keep their order
    and all their values; pending ones get no incident. `con` is a database of no other use; what does not fit into its
    memory limit goes to its temporary folder.
    """
    open_views(con, reports, articles, registry)
    rulings = _rulings(con, declared_rulings() if declared is None else declared)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        beside = Path(name)
        keep(con, "told", "SELECT * FROM told", beside)
        _grow(con, rulings, beside, folder)
        give_ids(con)
        with declared_sink(beside, "incidents") as sink:
            for row in incident_rows(con, beside):
                sink.add(row)
        by_day = sorted_batches(con, beside / "incidents.parquet", ("event_date",), "incident_id", beside)
        _write(by_day, folder, "incidents")
        _write(_with_ids(con, reports), folder, "reports")
        _write_changes(con, registry, folder, beside, release_id)


def _rulings(con: duckdb.DuckDBPyConnection, declared: Sequence[Ruling]) -> Rulings:
    """The rulings on reports that are there; only these reports are looked at."""
    named = sorted({report_id for ruling in declared for report_id in ruling.expect})
    if not named:
        return Rulings()
    query = "SELECT * FROM reports WHERE list_contains(?, report_id) ORDER BY report_id"
    rows = con.sql(query, params=[named]).to_arrow_table().to_pylist()
    return rulings_for({row["report_id"]: row for row in rows}, declared)


def _grow(con: duckdb.DuckDBPyConnection, rulings: Rulings, beside: Path, folder: Path) -> None:
    """Tables `grown` and `joined` of the database, and the file of judgements."""
    ruled: dict[str, int] = {}
    with declared_sink(beside, "judgements") as judged:
        with Sink(beside / "grown.parquet", _GROWN) as grown:
            for found in _grouped(con, rulings, beside, judged):
                grown.add(found)
                if rulings.is_named(found["report_id"]):
                    ruled[found["report_id"]] = found["number"]
        con.execute(f"CREATE TABLE grown AS SELECT * FROM read_parquet({quoted(beside / 'grown.parquet')})")
        _ruled_further(con, rulings, ruled)
        for judgement in further_sources(con, beside, linking_rules(), rulings):
            judged.add(_row(judgement))
    con.execute("CREATE TABLE joined (number BIGINT, into_number BIGINT)")
    for pair in joined_groups(rulings, ruled):
        con.execute("INSERT INTO joined VALUES (?, ?)", pair)
    order = ", ".join(load_tables()["judgements"].order)
    _write(sorted_batches(con, beside / "judgements.parquet", ("report_id[:3]",), order, beside), folder, "judgements")


def _ruled_further(con: duckdb.DuckDBPyConnection, rulings: Rulings, ruled: dict[str, int]) -> None:
    """Reports that make no incident of their own, where a ruling says which one they tell: they need no points."""
    for pair in rulings.same:
        known = [report_id for report_id in sorted(pair) if report_id in ruled]
        if len(known) == 1:
            (other,) = pair - {known[0]}
            ruled[other] = ruled[known[0]]
            con.execute("INSERT INTO grown VALUES (?, ?)", [ruled[other], other])


def _grouped(con: duckdb.DuckDBPyConnection, rulings: Rulings, beside: Path, judged: Sink) -> Iterator[Row]:
    """Reports with the numbers of their groups; what was judged goes to its sink."""
    number = 0
    for found in group_reports(candidates_of(con, beside), linking_rules(), rulings):
        if isinstance(found, Judgement):
            judged.add(_row(found))
            continue
        for member in (*found.members, *found.further):
            yield {"number": number, "report_id": member.report_id}
        number += 1


def _row(judgement: Judgement) -> Row:
    return {name: getattr(judgement, name) for name in _SAID}


def _write_changes(
    con: duckdb.DuckDBPyConnection, registry: Registry, folder: Path, beside: Path, release_id: str
) -> None:
    with declared_sink(folder, "changes") as sink:
        for row in rows_in_file(registry.changes) if registry.changes else ():
            sink.add(row)
        before = _by_id(con, registry.incidents, beside / "before")
        now = _by_id(con, folder / "incidents.parquet", beside / "now")
        for row in list_changes(before, now, heirs_of_ended(con), release_id):
            sink.add(row)


def _by_id(con: duckdb.DuckDBPyConnection, incidents: Path | None, beside: Path) -> Iterator[Row]:
    if incidents is not None:
        beside.mkdir()
        for batch in sorted_batches(con, incidents, ("incident_id[:6]",), "incident_id", beside):
            yield from batch.to_pylist()


def _with_ids(con: duckdb.DuckDBPyConnection, reports: Path) -> Iterator[pa.RecordBatch]:
    """The reports in their order with their incident ids. Only ids are sorted: the file has its order already."""
    ids = con.cursor().sql(_IDS_IN_ORDER).to_arrow_reader(BATCH)
    given = pa.table({"incident_id": pa.array([], pa.string())})
    with pq.ParquetFile(reports) as file:
        for batch in file.iter_batches(BATCH):
            while given.num_rows < batch.num_rows:
                given = pa.concat_tables([given, pa.Table.from_batches([ids.read_next_batch()])])
            yield _published(batch, given["incident_id"][: batch.num_rows].combine_chunks())
            given = given.slice(batch.num_rows)


def _published(batch: pa.RecordBatch, ids: pa.Array) -> pa.RecordBatch:
    """Reports with their incident ids; those that lacked something and have one now are further sources."""
    has = pc.is_valid(ids)
    nothing = pa.nulls(batch.num_rows, pa.string())
    changed = {
        "incident_id": ids,
        "status": pc.if_else(has, "published", batch["status"]),
        "pending_reason": pc.if_else(has, nothing, batch["pending_reason"]),
        "lacks": pc.if_else(has, batch["pending_reason"], nothing),
    }
    return pa.RecordBatch.from_pydict({name: changed.get(name, batch[name]) for name in batch.schema.names})


def _write(batches: Iterator[pa.RecordBatch], folder: Path, table: str) -> None:
    with declared_sink(folder, table) as sink:
        for batch in batches:
            sink.add_batch(batch)
