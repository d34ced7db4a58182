"""Rows in order, however many: a piece at a time, because DuckDB cannot sort two million wide rows in its memory,
spilling or not.

Rows are parted into files by what leads the order, few enough in each to be sorted at once; a file is gone when its
rows were read. Rows that agree in what leads stay in one file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.link.sources import BATCH, Row, quoted

PIECE_ROWS = 250_000
_PARTED = 50_000  # rows of a batch that is parted
_PIECES = """
    SELECT {keys}, CAST(sum(row_count) OVER (ORDER BY {order}) - row_count AS BIGINT) // {size} AS piece
    FROM (SELECT {named}, count(*) AS row_count FROM given GROUP BY ALL)
"""


def sorted_rows(
    con: duckdb.DuckDBPyConnection, query: str, lead: tuple[str, ...], rest: str, path: Path
) -> Iterator[Row]:
    """The rows of a query by the expressions `lead`, nulls first, then by `rest`; a batch in memory at a time. The rows
    pass through `path`, so that joining and sorting never need memory together."""
    con.execute(f"COPY ({query}) TO {quoted(path)} (FORMAT parquet)")
    for batch in sorted_batches(con, path, lead, rest, path.parent):
        yield from batch.to_pylist()


def sorted_batches(
    con: duckdb.DuckDBPyConnection, path: Path, lead: tuple[str, ...], rest: str, beside: Path
) -> Iterator[pa.RecordBatch]:
    """The rows of a Parquet file as `sorted_rows` gives them, in batches; pieces lie in the folder `beside`."""
    order = ", ".join([*(f"{key} NULLS FIRST" for key in lead), rest])
    for piece in [path] if pq.read_metadata(path).num_rows <= PIECE_ROWS else _parted(con, path, lead, beside):
        query = f"SELECT * FROM read_parquet({quoted(piece)}) ORDER BY {order}"
        yield from con.cursor().sql(query).to_arrow_reader(BATCH)
        if piece != path:
            piece.unlink()


def _parted(con: duckdb.DuckDBPyConnection, path: Path, lead: tuple[str, ...], beside: Path) -> list[Path]:
    """The rows of a file in files of about PIECE_ROWS, by what leads their order."""
    names = [f"lead_{number}" for number in range(len(lead))]
    pieces = _PIECES.format(
        keys=", ".join(names),
        order=", ".join(f"{name} NULLS FIRST" for name in names),
        named=", ".join(f"{key} AS {name}" for key, name in zip(lead, names, strict=True)),
        size=PIECE_ROWS,
    ).replace("given", f"read_parquet({quoted(path)})")
    same = " AND ".join(f"{key} IS NOT DISTINCT FROM {name}" for key, name in zip(lead, names, strict=True))
    cursor = con.cursor()
    cursor.execute(f"CREATE TEMP TABLE pieces AS {pieces}")
    given = f"read_parquet({quoted(path)}) AS given"
    query = f"SELECT given.*, pieces.piece AS piece_of_order FROM {given} JOIN pieces ON {same}"
    writers: dict[int, pq.ParquetWriter] = {}
    try:
        for batch in cursor.sql(query).to_arrow_reader(_PARTED):
            numbers = batch["piece_of_order"]
            rows = batch.drop_columns(["piece_of_order"])
            for piece in pc.unique(numbers).to_pylist():
                if piece not in writers:
                    writers[piece] = pq.ParquetWriter(_piece(path, piece, beside), rows.schema)
                writers[piece].write_batch(rows.filter(pc.equal(numbers, piece)))
    finally:
        for writer in writers.values():
            writer.close()
    cursor.execute("DROP TABLE pieces")
    return [_piece(path, piece, beside) for piece in sorted(writers)]


def _piece(path: Path, number: int, beside: Path) -> Path:
    return beside / f"{path.stem}-in-order-{number}.parquet"
