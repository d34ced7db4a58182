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
