"""DuckDB as stages use it: offline, in UTC, within a memory limit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.settings import duckdb_memory

Settings = dict[str, str | bool | int | float | list[str]]


@contextmanager
def spilling(folder: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in memory that spills into a folder what does not fit, or, without one, has no limit."""
    settings: Settings = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    if folder is not None:
        settings |= {"memory_limit": duckdb_memory(), "temp_directory": str(folder)}
    with duckdb.connect(":memory:", config=settings) as con:
        con.execute("SET TimeZone = 'UTC'")
        yield con
