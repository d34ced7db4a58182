"""Large tables once more, one folder per country and year, so that a query on one of them reads no other.

`by_country/<table>/country=<name>/year=<year>/rows.parquet`, as Hive lays tables out: country and year stand in the
names of the folders alone, where DuckDB, Arrow and Spark find them as columns. The table's own file has the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.metadata.ddl import quoted_text
from pipelines.metadata.spilling import spilling
from pipelines.publish.durable import flushed
from pipelines.publish.parquet_files import COMPRESSION, ROWS_PER_GROUP, WrittenFile, regrouped, sha256_of
from pipelines.settings import partition_rows

FOLDER = "by_country"
PARTITIONED = frozenset({"incidents", "reports"})
_NOTHING = "__HIVE_DEFAULT_PARTITION__"  # Hive's name for no value
_FILE = "rows.parquet"
_SORTED_ROWS = 400_000  # at once; two million incidents are more than DuckDB can sort in its memory, spilling or not
_PIECES = """
    CREATE TEMP TABLE pieces AS
    SELECT country, year, first_day, last_day, CAST(
      sum(row_count) OVER (PARTITION BY year IS NULL ORDER BY year, country NULLS FIRST) - row_count AS BIGINT
    ) // {size} AS piece
    FROM (
      SELECT country, year, count(*) AS row_count, min(event_date) AS first_day, max(event_date) AS last_day
      FROM given GROUP BY ALL
    )
"""

_Key = tuple[str | None, int | None]


def is_large(name: str, rows: int) -> bool:
    """Whether a table is written by country and year too."""
    return name in PARTITIONED and rows > partition_rows()


def write_partitions(path: Path, folder: Path) -> dict[str, WrittenFile]:
    """The rows of a table's file by country and year of `event_date`, in their order, below `folder`.

    Returns what was written, by its path below the parent of `folder`'s parent.
    """
    schema = pq.read_schema(path)
    schema = schema.remove(schema.get_field_index("country"))
    written = {}
    with spilling(folder.parent.with_name(f".{folder.name}.spill")) as con:
        batches = _sorted_by_partition(con, path)
        for (country, year), runs in groupby(_runs(batches), key=lambda run: run[0]):
            place = folder / f"country={_in_path(country)}" / f"year={_in_path(year)}" / _FILE
            place.parent.mkdir(parents=True)
            rows = _write(place, (run for _, run in runs), schema)
            told = place.relative_to(folder.parents[1]).as_posix()
            written[told] = WrittenFile(rows, place.stat().st_size, sha256_of(place))
    return dict(sorted(written.items()))


def partition_files(folder: Path) -> list[Path]:
    """The files below a table's folder by country and, within each, by year."""
    return sorted(folder.rglob(_FILE))


def _sorted_by_partition(con: duckdb.DuckDBPyConnection, path: Path) -> Iterator[pa.RecordBatch]:
    """All rows, those of one country and year together and in their order, sorted a piece of the years at a time."""
    con.execute(
        "CREATE TEMP VIEW given AS SELECT *, year(event_date) AS year "
        f"FROM read_parquet({quoted_text(str(path))}, file_row_number = true)"
    )
    con.execute(_PIECES.format(size=_SORTED_ROWS))
    pieces = "SELECT piece, min(first_day), max(last_day) FROM pieces GROUP BY year IS NULL, piece ORDER BY ALL"
    for piece, first, last in con.sql(pieces).fetchall():
        days = "event_date IS NULL" if first is None else f"event_date BETWEEN DATE '{first}' AND DATE '{last}'"
        query = (
            "SELECT given.* EXCLUDE (file_row_number) FROM given JOIN pieces "
            "ON given.country IS NOT DISTINCT FROM pieces.country AND given.year IS NOT DISTINCT FROM pieces.year "
            f"WHERE piece = {piece} AND {days} "
            "ORDER BY given.country NULLS FIRST, given.year NULLS FIRST, file_row_number"
        )
        yield from con.sql(query).to_arrow_reader(ROWS_PER_GROUP)


def _write(path: Path, runs: Iterator[pa.RecordBatch], schema: pa.Schema) -> int:
    rows = 0
    with flushed(path) as file, pq.ParquetWriter(file, schema, compression=COMPRESSION) as writer:
        for piece in regrouped(runs, ROWS_PER_GROUP):
            writer.write_table(piece.select(schema.names).cast(schema), row_group_size=ROWS_PER_GROUP)
            rows += piece.num_rows
    return rows


def _runs(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[_Key, pa.RecordBatch]]:
    """The batches cut where country or year change."""
    for batch in batches:
        start = 0
        keys = zip(batch["country"].to_pylist(), batch["year"].to_pylist(), strict=True)
        for key, same in groupby(keys):
            count = sum(1 for _ in same)
            yield key, batch.slice(start, count)
            start += count


def _in_path(value: str | int | None) -> str:
    return _NOTHING if value is None else quote(str(value), safe="")
