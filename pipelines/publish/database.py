"""The DuckDB file of a release: all tables with their rows and comments, and the views."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from pathlib import Path

import duckdb

from pipelines.metadata import SchemaError, Table, load_fields
from pipelines.metadata.ddl import create_table, field_comment, quoted_name, quoted_text, table_comments
from pipelines.metadata.views import View, load_macros, load_views
from pipelines.publish.durable import flush
from pipelines.publish.partitions import FOLDER, partition_files
from pipelines.settings import duckdb_memory

# No extension is fetched, times are UTC, and what does not fit into memory spills beside the file.
_SETTINGS: Mapping[str, str] = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


def build_database(path: Path, parquet_folder: Path, tables: Iterable[Table], large: Set[str] = frozenset()) -> None:
    """Write a database that stands alone: tables from `<parquet_folder>/<table>.parquet`, comments, views, macros.

    The rows of `large` tables come from their files by country and year, and lie in that order without being sorted
    again, so that DuckDB passes over what a query cannot want.
    """
    settings: dict[str, str | bool | int | float | list[str]] = {
        **_SETTINGS,
        "memory_limit": duckdb_memory(),
        "temp_directory": str(path.with_name(".spill")),
    }
    with duckdb.connect(str(path), config=settings) as con:
        con.execute("SET TimeZone = 'UTC'")
        for table in tables:
            _fill(con, table, parquet_folder / f"{table.name}.parquet", table.name in large)
        for view in load_views().values():  # a view may build on those before it in alphabetical order
            create_view(con, view)
        for macro in load_macros().values():  # likewise
            create_macro(con, macro)
        con.execute("CHECKPOINT")
    flush(path)


def create_view(con: duckdb.DuckDBPyConnection, view: View) -> None:
    """Create a view with its comments. Raises SchemaError when the query fails or a column is described nowhere."""
    file = f"schemas/views/{view.name}.sql"
    try:
        con.execute(f"CREATE VIEW {quoted_name(view.name)} AS {view.query}")
        columns = [row[0] for row in con.execute(f"DESCRIBE {quoted_name(view.name)}").fetchall()]
    except duckdb.Error as error:
        raise SchemaError(file, view.name, f"the query fails: {' '.join(str(error).split())}") from error
    con.execute(f"COMMENT ON VIEW {quoted_name(view.name)} IS {quoted_text(view.description)}")
    for column in columns:
        place = f"{quoted_name(view.name)}.{quoted_name(column)}"
        con.execute(f"COMMENT ON COLUMN {place} IS {quoted_text(column_meaning(view, column))}")


def create_macro(con: duckdb.DuckDBPyConnection, macro: View) -> None:
    """Create a macro with its comment. Raises SchemaError when its statement fails or makes another name."""
    try:
        con.execute(macro.query)
        kind = "MACRO TABLE" if " AS TABLE" in macro.query else "MACRO"
        con.execute(f"COMMENT ON {kind} {quoted_name(macro.name)} IS {quoted_text(macro.description)}")
    except duckdb.Error as error:
        problem = f"the statement fails: {' '.join(str(error).split())}"
        raise SchemaError(f"schemas/macros/{macro.name}.sql", macro.name, problem) from error


def column_meaning(view: View, column: str) -> str:
    """What a column of a view means: its note in the view's file, else its field. Raises SchemaError without either."""
    if column in view.column_notes:
        return view.column_notes[column]
    field = load_fields().fields.get(column)
    if field is None:
        raise SchemaError(
            f"schemas/views/{view.name}.sql", column, "is described neither here (-- @name: …) nor in fields.yml"
        )
    return field_comment(field)


def _fill(con: duckdb.DuckDBPyConnection, table: Table, parquet: Path, is_large: bool) -> None:
    con.execute(create_table(table))
    columns = ", ".join(quoted_name(name) for name in table.columns)
    paths = partition_files(parquet.parent / FOLDER / table.name) if is_large else [parquet]
    files = ", ".join(quoted_text(str(path)) for path in paths)
    con.execute(
        f"INSERT INTO {quoted_name(table.name)} "
        f"SELECT {columns} FROM read_parquet([{files}], hive_partitioning = {str(is_large).lower()})"
    )
    for statement in table_comments(table):
        con.execute(statement)
