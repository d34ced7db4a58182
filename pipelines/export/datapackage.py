"""The release as a Frictionless data package: CSV files and `datapackage.json` (Frictionless Standards, version 1)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipelines.export.cells import write_csv
from pipelines.export.released import Released
from pipelines.metadata import Field, Table, load_tables
from pipelines.metadata.tables import ForeignKey

DESCRIPTION = "datapackage.json"
_TYPES = {
    "string": "string",
    "boolean": "boolean",
    "integer": "integer",
    "long": "integer",
    "number": "number",
    "date": "date",
    "timestamp": "datetime",
    "list": "string",
}
# Wording belongs to its publishers: the package says where things stand, not what the articles say.
_TABLES = ("incidents", "reports", "articles", "tallies", "changes", "actors", "places", "codes")
_LEFT_OUT = {"articles": ("text", "fields")}


def write_datapackage(released: Released, path: Path) -> Path:
    """A folder with one CSV file per table and `datapackage.json`, whose path is returned. Articles come without their
    texts."""
    folder = path.parent
    folder.mkdir(parents=True, exist_ok=True)
    tables = [load_tables()[name] for name in _TABLES]
    for table in tables:
        fields = _fields(table)
        query = f'SELECT {", ".join(map(_sql, fields))} FROM "{table.name}"'
        write_csv(folder / f"{table.name}.csv", ([field.name for field in fields],), released.rows(query))
    package = {
        "profile": "tabular-data-package",
        "name": "waqai-release",
        "title": "Conflict incidents coded from news articles",
        "version": released.release_id,
        "resources": [_resource(table) for table in tables],
    }
    path.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
    return path


def _fields(table: Table) -> list[Field]:
    return [field for field in table.fields if field.name not in _LEFT_OUT.get(table.name, ())]


def _sql(field: Field) -> str:
    """Timestamps in the form of the standard, truth values as it spells them."""
    name = f'"{field.name}"'
    if field.type == "timestamp":
        return f"strftime({name}, '%Y-%m-%dT%H:%M:%SZ')"
    return f"CASE WHEN {name} THEN 'true' WHEN NOT {name} THEN 'false' END" if field.type == "boolean" else name


def _resource(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(table, field) for field in _fields(table)], "missingValues": [""]}
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    keys = [_reference(table, key) for key in table.foreign_keys if key.table in _TABLES]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.grain,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _reference(table: Table, key: ForeignKey) -> dict[str, Any]:
    """A foreign key; the standard calls the table itself by an empty name."""
    other = "" if key.table == table.name else key.table
    return {"fields": key.column, "reference": {"resource": other, "fields": key.references}}


def _field(table: Table, field: Field) -> dict[str, Any]:
    """A field with its constraints; numbers that a spreadsheet would hold as text stay numbers."""
    constraints: dict[str, Any] = {"required": True} if field.name in table.required else {}
    if field.minimum is not None:
        constraints["minimum"] = field.minimum
    if field.maximum is not None:
        constraints["maximum"] = field.maximum
    described: dict[str, Any] = {"name": field.name, "type": _TYPES[field.type], "description": field.description}
    return described | ({"constraints": constraints} if constraints else {})
