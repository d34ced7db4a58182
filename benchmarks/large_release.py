"""How queries of the manual do on a large release: `python -m benchmarks.large_release --incidents 10000000`.

Incidents made from those of the sample are laid out as a release has them: one file by day, the same rows by country
and year, and the database. Each query is asked of each, with the files and row groups that were read and the least of
some times. `--in FOLDER` keeps the files, and what lies there already is not made again.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.metadata import load_tables
from pipelines.metadata.ddl import quoted_text
from pipelines.metadata.views import load_views
from pipelines.publish.database import build_database
from pipelines.publish.parquet_files import COMPRESSION, ROWS_PER_GROUP
from pipelines.publish.partitions import FOLDER, write_partitions
from pipelines.run import build
from pipelines.settings import PROJECT

FIRST_DAY, DAYS = dt.date(1995, 1, 1), 30 * 365
REPEATS = 3
LAYOUTS = ("by_country", "file", "database")
_EPOCH = dt.date(1970, 1, 1)
_DAY = 86_400_000_000  # microseconds
_YEAR = {True: "year = 2014", False: "event_date BETWEEN DATE '2014-01-01' AND DATE '2014-12-31'"}
# {year} is the condition for 2014 in the words that the layout knows.
QUERIES: Mapping[str, str] = {
    "one country and year, by governorate": "SELECT admin1, count(*), sum(fatalities) FROM incidents "
    "WHERE country = 'Syria' AND {year} GROUP BY ALL ORDER BY ALL",
    "the same, a country with few incidents": "SELECT admin1, count(*), sum(fatalities) FROM incidents "
    "WHERE country = 'Chad' AND {year} GROUP BY ALL ORDER BY ALL",
    "newest ten of a country and year, with notes": "SELECT event_date, incident_id, notes FROM incidents "
    "WHERE country = 'Syria' AND {year} ORDER BY ALL DESC LIMIT 10",
    "actor by month, in one country": "SELECT month, actor_side, incident_count, fatalities FROM actor_month "
    "WHERE actor = 'Islamic State (Syria)' AND country = 'Syria' ORDER BY ALL",
    "actor by month, anywhere": "SELECT country, month, actor_side, incident_count, fatalities FROM actor_month "
    "WHERE actor = 'Islamic State (Syria)' ORDER BY ALL",
    "count of all": "SELECT count(*) FROM incidents",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave and what it read; seconds of the clock and of CPU, megabytes from files."""

    rows: list[tuple[Any, ...]]
    files: int
    groups: int
    megabytes: float
    seconds: float
    cpu: float


def main() -> None:
    """Make the incidents, ask all queries of all layouts, print a table."""
    parser = argparse.ArgumentParser(description="Time queries on a large release.")
    parser.add_argument("--incidents", type=int, default=10_000_000)
    parser.add_argument("--in", dest="folder", type=Path)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = wanted.folder or Path(name)
        _make(folder, wanted.incidents)
        print("| query | layout | files | row groups | MB read | s | s CPU |\n|---|---|---:|---:|---:|---:|---:|")
        for query in QUERIES:
            answers = {layout: ask(folder, layout, query) for layout in LAYOUTS}
            for layout, found in answers.items():
                megabytes = "" if layout == "database" else f"{found.megabytes:,.1f}"  # it does not tell
                read = f"{found.files:,} | {found.groups:,} | {megabytes}"
                print(f"| {query} | {layout} | {read} | {found.seconds:.3f} | {found.cpu:.3f} |", flush=True)
            assert len({str(found.rows) for found in answers.values()}) == 1, f"answers differ: {query}"


def _make(folder: Path, count: int) -> None:
    if not (folder / "current").exists():
        build(PROJECT / "raw" / "sample", folder / "curated", 1)
        shutil.copytree((folder / "curated" / "current").resolve(), folder / "current")
        (folder / "current" / "waqai.duckdb").unlink()
        write_incidents(pq.read_table(folder / "current" / "incidents.parquet"), count, folder / "incidents.parquet")
        (folder / "incidents.parquet").replace(folder / "current" / "incidents.parquet")
    if not (folder / "current" / FOLDER).exists():
        write_partitions(folder / "current" / "incidents.parquet", folder / "current" / FOLDER / "incidents")
    if not (folder / "current" / "waqai.duckdb").exists():
        build_database(
            folder / "current" / "waqai.duckdb", folder / "current", load_tables().values(), frozenset({"incidents"})
        )


def write_incidents(model: pa.Table, count: int, path: Path, seed: int = 1) -> None:
    """`count` incidents in a file as releases have it, each one of the model's on another day with an id, a sentence
    and a position of its own; a steady number a day, 30 years long. The same ones for the same seed."""
    chance, schema = np.random.default_rng(seed), model.schema
    with pq.ParquetWriter(path, schema, compression=COMPRESSION) as writer:
        for start in range(0, count, ROWS_PER_GROUP):
            numbers = np.arange(start, min(count, start + ROWS_PER_GROUP))
            rows = model.take(pa.array(chance.integers(0, model.num_rows, len(numbers))))
            days = (FIRST_DAY - _EPOCH).days + numbers * DAYS // count
            writer.write_table(_moved(rows, days, chance).cast(schema), row_group_size=ROWS_PER_GROUP)


def _moved(rows: pa.Table, days: np.ndarray, chance: np.random.Generator) -> pa.Table:
    later = days - rows["event_date"].cast(pa.int32()).to_numpy()
    ids = pa.array([f"inc-{number:016x}" for number in chance.integers(0, 2**63, rows.num_rows).tolist()])
    for place, column in enumerate(rows.schema):
        values = rows[column.name]
        if column.name == "incident_id":
            values = ids
        elif column.name in {"notes", "notes_ar"}:  # words of its own, or all would be kept once
            values = pc.binary_join_element_wise(values, ids, " ")
        elif column.name in {"latitude", "longitude"}:
            values = pc.add(values, pa.array(chance.normal(0, 0.1, rows.num_rows).round(4)))
        elif pa.types.is_date32(column.type):
            values = pc.add(values.cast(pa.int32()), pa.array(later, pa.int32())).cast(pa.date32())
        elif pa.types.is_timestamp(column.type):
            values = pc.add(values, pa.array(later * _DAY, pa.duration("us")))
        rows = rows.set_column(place, column.name, values)
    return rows


def ask(folder: Path, layout: str, query: str, repeats: int = REPEATS) -> Answer:
    """Ask a query of one layout: `by_country`, `file` or `database`."""
    text = QUERIES[query].format(year=_YEAR[layout == "by_country"])
    with _opened(folder / "current", layout) as con:
        rows, walls, cpus = con.sql(text).fetchall(), [], []
        for _ in range(repeats):
            wall, cpu = time.perf_counter(), time.process_time()
            con.sql(text).fetchall()
            walls.append(time.perf_counter() - wall)
            cpus.append(time.process_time() - cpu)
        told = con.sql(f"EXPLAIN (ANALYZE, FORMAT json) {text}").fetchall()[0][1]
    profile = json.loads(told)
    files = max((int(scan["extra_info"].get("Total Files Read", 1)) for scan in _scans(profile)), default=1)
    groups = sum(scan.get("row_groups_scanned", 0) for scan in _scans(profile))
    return Answer(rows, files, groups, profile.get("io", {}).get("total_bytes_read", 0) / 1e6, min(walls), min(cpus))


@contextmanager
def _opened(current: Path, layout: str) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        if layout == "database":
            con.execute(f"ATTACH {quoted_text(str(current / 'waqai.duckdb'))} AS release (READ_ONLY)")
            con.execute("USE release")
        else:
            files = current / ("incidents.parquet" if layout == "file" else f"{FOLDER}/incidents/**/*.parquet")
            con.execute(f"CREATE VIEW incidents AS SELECT * FROM read_parquet({quoted_text(str(files))})")
            con.execute(f"CREATE VIEW actor_month AS {load_views()['actor_month'].query}")
        yield con


def _scans(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every look at a table in what `EXPLAIN ANALYZE` tells."""
    if str(node.get("type", "")).endswith("SCAN") and "row_groups_scanned" in node:
        yield node
    for child in [*node.get("operator", []), *node.get("children", [])]:
        yield from _scans(child)


if __name__ == "__main__":
    main()
