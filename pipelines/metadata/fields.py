"""The field dictionary: every column of the dataset, described once (`schemas/fields.yml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

import pyarrow as pa

from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

ARROW_TYPES: Mapping[str, pa.DataType] = MappingProxyType(
    {
        "string": pa.string(),
        "boolean": pa.bool_(),
        "integer": pa.int32(),
        "long": pa.int64(),
        "number": pa.float64(),
        "date": pa.date32(),
        "timestamp": pa.timestamp("us"),
        "list": pa.list_(pa.string()),
    }
)
DUCKDB_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "string": "VARCHAR",
        "boolean": "BOOLEAN",
        "integer": "INTEGER",
        "long": "BIGINT",
        "number": "DOUBLE",
        "date": "DATE",
        "timestamp": "TIMESTAMP",
        "list": "VARCHAR[]",
    }
)


@dataclass(frozen=True, slots=True)
class Field:
    """One column. `type` is a key of ARROW_TYPES; `codes` and `codes_column` say which code list holds its values."""

    name: str
    type: str
    description: str
    unit: str | None = None
    codes: str | None = None
    codes_column: str = "code"
    hxl: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str | None = None

    def described(self, description: str) -> Field:
        """The field with another meaning, for a table in which it has one."""
        return replace(self, description=description)

    def arrow_field(self, nullable: bool) -> pa.Field:
        """The Arrow field, with description, unit, code list and HXL tag in its metadata."""
        told = {"description": self.description, "unit": self.unit, "codes": self.codes, "hxl": self.hxl}
        metadata = {key: value for key, value in told.items() if value is not None}
        return pa.field(self.name, ARROW_TYPES[self.type], nullable=nullable, metadata=metadata)


@dataclass(frozen=True, slots=True)
class FieldDictionary:
    """All fields by name, and the groups of columns that several tables share."""

    fields: Mapping[str, Field]
    groups: Mapping[str, tuple[str, ...]]


@cache
def load_fields() -> FieldDictionary:
    """The field dictionary. Raises SchemaError when it is declared wrongly."""
    declared = read_yaml(schemas_folder() / "fields.yml", "fields")
    fields = {name: Field(name=name, **attributes) for name, attributes in declared["fields"].items()}
    groups = {name: tuple(columns) for name, columns in declared["groups"].items()}
    return FieldDictionary(MappingProxyType(fields), MappingProxyType(groups))
