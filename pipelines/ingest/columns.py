"""Column names of foreign dumps → the fields of a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How one kind of dump names the fields: `columns` is field → column, dots leading into nested objects."""

    map_id: str
    requires: frozenset[str]
    columns: Mapping[str, str]


def map_columns(values: Mapping[str, Any], wanted: str | None = None) -> tuple[Mapping[str, Any], str | None]:
    """The record under the contract's field names, and the id of the map used.

    A record that has `text` or `html` stays as it is unless a map is `wanted` by its metadata. Otherwise the map with
    the most required columns present is used. Columns that a map does not name keep their names.
    """
    chosen = _chosen(values, wanted)
    if chosen is None:
        return values, None
    taken = {field: _inner(values, column) for field, column in chosen.columns.items()}
    whole = {column for column in chosen.columns.values() if "." not in column}
    rest = {name: value for name, value in values.items() if name not in whole and name not in taken}
    return {**rest, **{field: value for field, value in taken.items() if value is not None}}, chosen.map_id


@cache
def load_column_maps() -> Mapping[str, ColumnMap]:
    """Every map under `schemas/sources/columns/`, by id, those that require most first."""
    maps = []
    for path in sorted((schemas_folder() / "sources" / "columns").glob("*.yml")):
        for entry in read_yaml(path, "columns")["maps"]:
            maps.append(ColumnMap(entry["id"], frozenset(entry["requires"]), entry["columns"]))
    return {each.map_id: each for each in sorted(maps, key=lambda m: (-len(m.requires), m.map_id))}


def _chosen(values: Mapping[str, Any], wanted: str | None) -> ColumnMap | None:
    if wanted is not None:
        return load_column_maps().get(wanted)
    if values.get("text") is not None or values.get("html") is not None:
        return None
    return next((m for m in load_column_maps().values() if m.requires <= values.keys()), None)


def _inner(values: Any, column: str) -> Any:
    if isinstance(values, Mapping) and column in values:
        return values[column]
    head, _, rest = column.partition(".")
    return _inner(values.get(head), rest) if rest and isinstance(values, Mapping) else None
