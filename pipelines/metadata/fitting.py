"""Whether a table that was handed over has the declared columns."""

from __future__ import annotations

import pyarrow as pa

from pipelines.metadata.tables import Table


class UnfitTableError(Exception):
    """A table that does not have the declared columns, in one sentence."""


def fitted(declared: Table, table: pa.Table) -> pa.Table:
    """The table with the declared columns in their order and types; nullable columns that are missing are null.

    Raises UnfitTableError when required columns are missing, columns are unknown, or values do not fit their type.
    """
    unknown = sorted(set(table.column_names) - set(declared.columns))
    missing = sorted(declared.required - set(table.column_names))
    if unknown or missing:
        wrong = [f"unknown columns {', '.join(unknown)}"] * bool(unknown) + [f"no {', '.join(missing)}"] * bool(missing)
        raise UnfitTableError(f"table {declared.name} has {' and '.join(wrong)} (schemas/tables/{declared.name}.yml)")
    schema = declared.arrow_schema()
    return pa.Table.from_arrays([_column(declared, table, field) for field in schema], schema=schema)


def require_values(declared: Table, table: pa.Table) -> None:
    """Raises UnfitTableError when a required column is null somewhere."""
    for name in declared.columns:
        if name in declared.required and table[name].null_count:
            raise UnfitTableError(f"table {declared.name}: column {name} is null in {table[name].null_count} rows")


def _column(declared: Table, table: pa.Table, field: pa.Field) -> pa.ChunkedArray | pa.Array:
    if field.name not in table.column_names:
        return pa.nulls(table.num_rows, field.type)
    try:
        return table[field.name].cast(field.type)
    except pa.ArrowException as error:
        raise UnfitTableError(f"table {declared.name}: column {field.name} is no {field.type}: {error}") from error
