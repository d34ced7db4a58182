"""The Great Expectations suite of a table, as plain configuration: what every single column must look like.

Conditions between columns and tables are the table's `checks`, see `pipelines.validate.conditions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pipelines.metadata.codes import load_codes
from pipelines.metadata.fields import Field
from pipelines.metadata.tables import Table

OF_TYPE, NOT_NULL = "expect_column_values_to_be_of_type", "expect_column_values_to_not_be_null"

# How Great Expectations names each type in the frames that `pipelines.validate` makes; lists are not in them.
_FRAME_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "string": "str",
        "boolean": "bool",
        "integer": "int32",
        "long": "int64",
        "number": "float64",
        "date": "datetime64",
        "timestamp": "datetime64",
    }
)


@dataclass(frozen=True, slots=True)
class Expectation:
    """One expectation: the rule it stands for, its Great Expectations type, and its arguments.

    `is_critical` ones concern a whole table or column: holding rows back would not help.
    """

    rule_id: str
    type: str
    arguments: dict[str, Any]
    is_critical: bool = False

    @property
    def column(self) -> str | None:
        """The column concerned, None for the whole table."""
        column: str | None = self.arguments.get("column")
        return column


def expectation_suite(table: Table) -> tuple[Expectation, ...]:
    """All expectations of a table: row count and key; then type, nulls, codes, range and form of each column."""
    return (*_whole_table(table), *(found for field in table.fields for found in _of_field(table, field)))


def _whole_table(table: Table) -> Iterator[Expectation]:
    rows = {"min_value": table.minimum_rows}
    yield Expectation(f"{table.name}.rows", "expect_table_row_count_to_be_between", rows, is_critical=True)
    if len(table.primary_key) == 1:
        key = {"column": table.primary_key[0]}
        yield Expectation(f"{table.name}.key.unique", "expect_column_values_to_be_unique", key, is_critical=True)
    elif table.primary_key:
        keys = {"column_list": list(table.primary_key)}
        yield Expectation(f"{table.name}.key.unique", "expect_compound_columns_to_be_unique", keys, is_critical=True)


def _of_field(table: Table, field: Field) -> Iterator[Expectation]:
    prefix = f"{table.name}.{field.name}"
    column = {"column": field.name}
    if field.type in _FRAME_TYPES:
        wanted = {**column, "type_": _FRAME_TYPES[field.type]}
        yield Expectation(f"{prefix}.type", OF_TYPE, wanted, is_critical=True)
    if field.name in table.required:
        yield Expectation(f"{prefix}.required", NOT_NULL, column)
    if field.codes:
        allowed = {"value_set": list(load_codes(field.codes).values(field.codes_column))}
        yield Expectation(f"{prefix}.codes", "expect_column_values_to_be_in_set", {**column, **allowed})
    if field.minimum is not None or field.maximum is not None:
        limits = {"min_value": field.minimum, "max_value": field.maximum}
        given = {name: limit for name, limit in limits.items() if limit is not None}
        yield Expectation(f"{prefix}.range", "expect_column_values_to_be_between", {**column, **given})
    if field.pattern:
        yield Expectation(f"{prefix}.form", "expect_column_values_to_match_regex", {**column, "regex": field.pattern})
