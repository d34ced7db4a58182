"""Commands that look at a release: `sql`, `diff`, `export`, and the pages made from the declarations."""

from __future__ import annotations

from pathlib import Path

import duckdb
from rich.console import Console
from rich.table import Table

from pipelines.cli.comparing import compare_releases, compare_values
from pipelines.export import UnknownFormatError, write_export
from pipelines.metadata import load_tables
from pipelines.run.outcome import BuildError
from pipelines.settings import PROJECT

DATABASE = "waqai.duckdb"
_LIST = """
    SELECT table_name AS name, comment AS "what it holds" FROM duckdb_tables() WHERE NOT internal
    UNION ALL SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY ALL
"""


def open_release(curated: Path) -> duckdb.DuckDBPyConnection:
    """The database of the release in force, for reading. Raises BuildError when there is none."""
    path = curated / DATABASE
    if not path.exists():
        raise BuildError(f"there is no release in {curated}; run `waqai build` first")
    settings: dict[str, str | bool | int | float | list[str]] = {
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
    }
    return duckdb.connect(str(path.resolve()), read_only=True, config=settings)


def run_sql(query: str | None, curated: Path) -> None:
    """Print the rows of a query; without a query, the tables and views. Raises BuildError when the query is wrong."""
    with open_release(curated) as con:
        try:
            rows = con.execute(query or _LIST)
            heads = [column[0] for column in rows.description or []]
            found = rows.fetchall()
        except duckdb.Error as error:
            raise BuildError(f"the query is wrong: {' '.join(str(error).split())}") from error
    table = Table(*heads, box=None, pad_edge=False, header_style="bold")
    for row in found:
        table.add_row(*("" if value is None else str(value) for value in row))
    console = Console(markup=False, highlight=False)
    console.print(table)


def print_diff(old: Path, new: Path) -> None:
    """Print per table how many rows were added, removed and changed, and in which columns; then the incidents' values
    field by field."""
    before, after = _tables_folder(old), _tables_folder(new)
    table = Table("Table", "Old", "New", "Added", "Removed", "Changed", "In columns", box=None, pad_edge=False)
    for change in compare_releases(before, after):
        columns = ", ".join(f"{name} {count:,}" for name, count in change.columns.items())
        counts = (change.old, change.new, change.added, change.removed, change.changed)
        table.add_row(change.table, *(f"{count:,}" for count in counts), columns)
    console = Console(markup=False, highlight=False)
    console.print(table)
    values = Table("Incident", "Field", "Old", "New", box=None, pad_edge=False)
    for value in compare_values(before, after, load_tables()["incidents"]):
        values.add_row(value.key, value.column, value.old or "", value.new or "")
    if values.row_count:
        console.print()
        console.print(values)


def _tables_folder(folder: Path) -> Path:
    """A release folder itself, or the current one of a curated folder."""
    for candidate in (folder, folder / "current"):
        if (candidate / "incidents.parquet").exists():
            return candidate
    raise BuildError(f"there is no release in {folder}")


def run_export(form: str, curated: Path, out: Path | None) -> None:
    """Write the release in a format and print where. Raises BuildError for an unknown format."""
    with open_release(curated) as con:
        try:
            print(write_export(con, curated / "current", form, out or curated / "exports"))
        except UnknownFormatError as error:
            raise BuildError(str(error)) from error


def write_docs() -> None:
    """Write the generated pages again, and print which."""
    from pipelines.metadata.codebook import write_pages

    for path in write_pages(PROJECT / "docs"):
        print(path)
