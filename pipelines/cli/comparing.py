"""How two releases differ, table by table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipelines.metadata import Table, load_tables


@dataclass(frozen=True, slots=True)
class TableChange:
    """One table: rows before and after, rows by key added, removed and changed, and how many values changed per
    column."""

    table: str
    old: int
    new: int
    added: int
    removed: int
    changed: int
    columns: Mapping[str, int]


def compare_releases(old: Path, new: Path) -> Iterator[TableChange]:
    """The changes of every table with a primary key that both releases have, by name."""
    with duckdb.connect(":memory:") as con:
        for name, table in load_tables().items():
            if table.primary_key and all((folder / f"{name}.parquet").exists() for folder in (old, new)):
                for side, folder in (("old", old), ("new", new)):
                    path = str(folder / f"{name}.parquet").replace("'", "''")
                    con.execute(f"CREATE OR REPLACE VIEW {side}_rows AS SELECT * FROM read_parquet('{path}')")
                yield _compare(con, table)


def _compare(con: duckdb.DuckDBPyConnection, table: Table) -> TableChange:
    keys = ", ".join(f'"{name}"' for name in table.primary_key)
    key = f'"{table.primary_key[0]}"'
    values = [name for name in table.columns if name not in table.primary_key]
    differs = {name: f'(o."{name}" IS DISTINCT FROM n."{name}")' for name in values}
    both = f"o.{key} IS NOT NULL AND n.{key} IS NOT NULL"
    counted = [
        f"count(o.{key})",
        f"count(n.{key})",
        f"count(*) FILTER (o.{key} IS NULL)",
        f"count(*) FILTER (n.{key} IS NULL)",
        f"count(*) FILTER ({both} AND ({' OR '.join(differs.values()) or 'false'}))",
        *(f"count(*) FILTER ({both} AND {condition})" for condition in differs.values()),
    ]
    joined = f"FROM old_rows AS o FULL OUTER JOIN new_rows AS n USING ({keys})"
    counts = con.execute(f"SELECT {', '.join(counted)} {joined}").fetchall()[0]
    columns = {name: count for name, count in zip(differs, counts[5:], strict=True) if count}
    before, after, added, removed, changed = counts[:5]
    return TableChange(table.name, before, after, added, removed, changed, columns)


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value of one row that differs, as text."""

    table: str
    key: str
    column: str
    old: str | None
    new: str | None


def compare_values(old: Path, new: Path, table: Table) -> Iterator[ValueChange]:
    """The values that differ in rows that both releases have, by key, then in the order of the columns."""
    keys = ", ".join(f'"{name}"' for name in table.primary_key)
    shown = " || '|' || ".join(f'n."{name}"' for name in table.primary_key)
    with duckdb.connect(":memory:") as con:
        for side, folder in (("old", old), ("new", new)):
            path = str(folder / f"{table.name}.parquet").replace("'", "''")
            con.execute(f"CREATE VIEW {side}_rows AS SELECT * FROM read_parquet('{path}')")
        parts = [
            f"SELECT {shown} AS row_key, {place} AS place, '{name}' AS column_name, "
            f'CAST(o."{name}" AS VARCHAR), CAST(n."{name}" AS VARCHAR) '
            f"FROM old_rows AS o JOIN new_rows AS n USING ({keys}) "
            f'WHERE o."{name}" IS DISTINCT FROM n."{name}"'
            for place, name in enumerate(table.columns)
            if name not in table.primary_key
        ]
        rows = con.execute(f"{' UNION ALL '.join(parts)} ORDER BY row_key, place").fetchall()
    yield from (ValueChange(table.name, key, column, before, after) for key, _, column, before, after in rows)
