"""The tables as DuckDB statements: CREATE TABLE, and comments that tell what tables and columns mean."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.metadata.fields import DUCKDB_TYPES, Field
from pipelines.metadata.tables import Table


def quoted_name(name: str) -> str:
    """A name as an SQL identifier, also where it is a reserved word (`end`)."""
    return '"' + name.replace('"', '""') + '"'


def quoted_text(text: str) -> str:
    """A text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def create_table(table: Table) -> str:
    """CREATE TABLE with the columns in order; required ones are NOT NULL."""
    columns = ",\n".join(f"  {_column(field, field.name in table.required)}" for field in table.fields)
    return f"CREATE TABLE {quoted_name(table.name)} (\n{columns}\n)"


def table_comments(table: Table) -> Iterator[str]:
    """COMMENT statements for a table and its columns."""
    comment = f"{table.grain} {table.description}"
    yield f"COMMENT ON TABLE {quoted_name(table.name)} IS {quoted_text(comment)}"
    for field in table.fields:
        place = f"{quoted_name(table.name)}.{quoted_name(field.name)}"
        yield f"COMMENT ON COLUMN {place} IS {quoted_text(field_comment(field))}"


def field_comment(field: Field) -> str:
    """Description, unit and code list of a field in one line."""
    unit = f" Unit: {field.unit}." if field.unit else ""
    codes = f" Code list: {field.codes}." if field.codes else ""
    return field.description + unit + codes


def _column(field: Field, is_required: bool) -> str:
    return f"{quoted_name(field.name)} {DUCKDB_TYPES[field.type]}{' NOT NULL' if is_required else ''}"
