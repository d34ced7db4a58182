"""The tables: grain, columns, keys and checks (`schemas/tables/*.yml`), and the Arrow schemas made from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from pipelines.metadata.errors import SchemaError
from pipelines.metadata.fields import Field, FieldDictionary, load_fields
from pipelines.metadata.yaml_files import read_yaml, shown
from pipelines.settings import schemas_folder


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A column that holds keys of another table; with `is_held_back_with`, rows go to quarantine with theirs."""

    column: str
    table: str
    references: str
    is_held_back_with: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A condition between columns or tables. `kind` names the mechanism, `rule_id` the rule, `says` tells it in words.

    Which of the other attributes mean something depends on the kind: see `pipelines.validate.conditions`.
    """

    rule_id: str
    kind: str
    says: str
    when: Mapping[str, tuple[Any, ...]]
    columns: tuple[str, ...] = ()
    column: str = ""
    source: str = ""
    codes: str = ""
    codes_column: str = ""
    values: tuple[Any, ...] = ()
    days: int = 0
    km: int = 0
    table: str = ""

    @property
    def checked_columns(self) -> tuple[str, ...]:
        """The columns of the table that the check looks at."""
        named = (*self.columns, self.column) if self.table == "" else (self.column,)
        return tuple(dict.fromkeys(name for name in named if name))


@dataclass(frozen=True)
class Table:
    """One table of the dataset. `required` columns are never null; `order` is how its published rows are sorted."""

    name: str
    grain: str
    description: str
    stage: str
    fields: tuple[Field, ...]
    required: frozenset[str]
    primary_key: tuple[str, ...]
    order: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...] = ()
    checks: tuple[Check, ...] = ()
    is_optional: bool = False
    minimum_rows: int = 0

    @property
    def columns(self) -> tuple[str, ...]:
        """Column names, in order."""
        return tuple(field.name for field in self.fields)

    def field(self, name: str) -> Field:
        """The field of a column. Raises KeyError when the table has no such column."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(f"table {self.name} has no column {name}")

    def arrow_schema(self) -> pa.Schema:
        """The Arrow schema; descriptions of the table and its columns are in the metadata."""
        fields = [field.arrow_field(nullable=field.name not in self.required) for field in self.fields]
        return pa.schema(fields, metadata={"table": self.name, "grain": self.grain, "description": self.description})

    def empty(self) -> pa.Table:
        """The table without rows."""
        schema: pa.Schema = self.arrow_schema()
        return schema.empty_table()

    def from_rows(self, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
        """Rows as an Arrow table; columns a row leaves out are null. Raises ValueError for an unknown column."""
        known = set(self.columns)
        kept = list(rows)
        for row in kept:
            if not known.issuperset(row):
                raise ValueError(f"table {self.name} has no column {', '.join(sorted(set(row) - known))}")
        arrays = [pa.array([row.get(column.name) for row in kept], column.type) for column in self.arrow_schema()]
        return pa.Table.from_arrays(arrays, schema=self.arrow_schema())


@cache
def load_tables() -> Mapping[str, Table]:
    """All tables by name, sorted. Raises SchemaError when a declaration is wrong or points to something unknown."""
    paths = sorted((schemas_folder() / "tables").glob("*.yml"))
    tables = {path.stem: _read_table(path, load_fields()) for path in paths}
    for path in paths:
        _check_references(tables[path.stem], tables, path)
    return MappingProxyType(tables)


def _read_table(path: Path, dictionary: FieldDictionary) -> Table:
    declared = read_yaml(path, "table")
    name = declared["table"]
    if name != path.stem:
        raise SchemaError(shown(path), name, f"must bear the name of its file, {path.stem}")
    notes = declared.get("notes", {})
    columns = _columns(declared["columns"], dictionary, path)
    fields = (dictionary.fields[column] for column in columns)
    table = Table(
        name=name,
        grain=declared["grain"],
        description=declared["description"],
        stage=declared["stage"],
        fields=tuple(field.described(notes[field.name]) if field.name in notes else field for field in fields),
        required=frozenset(declared["required"]),
        primary_key=tuple(declared["primary_key"]),
        order=tuple(declared.get("order", declared["primary_key"])),
        foreign_keys=tuple(ForeignKey(**key) for key in declared.get("foreign_keys", [])),
        checks=tuple(_check(check) for check in declared.get("checks", [])),
        is_optional=declared.get("is_optional", False),
        minimum_rows=declared.get("minimum_rows", 0),
    )
    _check_columns(table, notes, path)
    return table


def _columns(declared: list[Any], dictionary: FieldDictionary, path: Path) -> list[str]:
    columns: list[str] = []
    for column in declared:
        group = column["group"] if isinstance(column, dict) else None
        if group is not None and group not in dictionary.groups:
            raise SchemaError(shown(path), group, "no such group of columns in fields.yml")
        columns.extend([column] if group is None else dictionary.groups[group])
    for column in columns:
        if column not in dictionary.fields:
            raise SchemaError(shown(path), column, "no such field in fields.yml")
        if columns.count(column) > 1:
            raise SchemaError(shown(path), column, "this column stands twice")
    return columns


def _check(declared: Mapping[str, Any]) -> Check:
    return Check(
        rule_id=declared["id"],
        kind=declared["kind"],
        says=declared["says"],
        when=MappingProxyType({column: tuple(values) for column, values in declared.get("when", {}).items()}),
        columns=tuple(declared.get("columns", ())),
        column=declared.get("column", ""),
        source=declared.get("from", ""),
        codes=declared.get("codes", ""),
        codes_column=declared.get("codes_column", ""),
        values=tuple(declared.get("values", ())),
        days=declared.get("days", 0),
        km=declared.get("km", 0),
        table=declared.get("table", ""),
    )


def _check_columns(table: Table, notes: Mapping[str, str], path: Path) -> None:
    named = {
        "required": table.required,
        "primary_key": table.primary_key,
        "order": table.order,
        "notes": notes,
        "foreign_keys": [key.column for key in table.foreign_keys],
        **{check.rule_id: (*check.when, *_own_columns(check)) for check in table.checks},
    }
    for entry, columns in named.items():
        for column in columns:
            if column not in table.columns:
                raise SchemaError(shown(path), entry, f"the table has no column {column}")
    for column in table.primary_key:
        if column not in table.required:
            raise SchemaError(shown(path), "primary_key", f"column {column} must be required")


def _own_columns(check: Check) -> tuple[str, ...]:
    """Columns of the checked table itself, not of the one it is compared with."""
    if check.kind == "has_rows":
        return ()
    source = (check.source,) if check.source else ()
    return (*source, *check.checked_columns)


def _check_references(table: Table, tables: Mapping[str, Table], path: Path) -> None:
    targets = [(key.column, key.table, key.references) for key in table.foreign_keys]
    targets += [(check.rule_id, check.table, check.column) for check in table.checks if check.kind == "has_rows"]
    dated = [check for check in table.checks if check.kind == "not_after" and check.table]
    targets += [(check.rule_id, check.table, column) for check in dated for column in check.columns]
    for entry, other, column in targets:
        if other not in tables or column not in tables[other].columns:
            raise SchemaError(shown(path), entry, f"there is no column {other}.{column}")
