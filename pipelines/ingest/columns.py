"""Column names of foreign dumps → the fields of a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pipelines.ingest.published import NOTATIONS, as_iso
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

FIELDS = ("id", "url", "source", "title", "published", "language", "country", "text", "html")
_WORDS = ("text", "html")


class ColumnsError(Exception):
    """What metadata say of the columns cannot be used."""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How one kind of dump names the fields: `columns` is field → column, dots leading into nested objects.

    `values` are fields that hold for all its records; `dates` is how it writes `published` (one of NOTATIONS).
    """

    map_id: str
    requires: frozenset[str]
    columns: Mapping[str, str]
    values: Mapping[str, str] = field(default_factory=dict)
    dates: str | None = None


def map_columns(
    values: Mapping[str, Any], wanted: object = None, dates: object = None
) -> tuple[Mapping[str, Any], str | None]:
    """The record under the contract's field names, and the id of the map used.

    `wanted` and `dates` are the settings `columns` (the id of a map, or field → column) and `dates` of its metadata.
    Without them a record that has `text` or `html` and `published` stays as it is; for others the map with the most
    required columns present is used, where the record has `text` or `html` one that requires it. Names that differ in
    capitals and spaces alone count where the record has no words otherwise. A wanted map leaves records alone that lack
    its words, such as the texts beside a dump. Columns that a map does not name keep their names. Raises ColumnsError
    when there is no such map, field or notation.
    """
    if dates is not None and dates not in NOTATIONS:
        raise ColumnsError(f"dates: {dates!r} is none of {', '.join(NOTATIONS)}")
    chosen = _chosen(values, wanted)
    if chosen is None and wanted is None and all(values.get(name) is None for name in _WORDS):
        lowered = {name.lower().replace(" ", "_"): value for name, value in values.items()}
        if len(lowered) == len(values):
            values = lowered
            chosen = _chosen(values, wanted)
    if chosen is None:
        mapped: dict[str, Any] = dict(values)
    else:
        taken = {name: _inner(values, column) for name, column in chosen.columns.items()}
        whole = {column for column in chosen.columns.values() if "." not in column}
        rest = {name: value for name, value in values.items() if name not in whole and name not in taken}
        mapped = {**chosen.values, **rest, **{name: value for name, value in taken.items() if value is not None}}
    notation = dates or (chosen.dates if chosen is not None else None)
    if isinstance(notation, str) and "published" in mapped:
        mapped["published"] = as_iso(mapped["published"], notation)
    return mapped, chosen.map_id if chosen is not None else None


@cache
def load_column_maps() -> Mapping[str, ColumnMap]:
    """Every map under `schemas/sources/columns/`, by id, those that require most first."""
    maps = []
    for path in sorted((schemas_folder() / "sources" / "columns").glob("*.yml")):
        for entry in read_yaml(path, "columns")["maps"]:
            held, dates = entry.get("values", {}), entry.get("dates")
            maps.append(ColumnMap(entry["id"], frozenset(entry["requires"]), entry["columns"], held, dates))
    return {each.map_id: each for each in sorted(maps, key=lambda m: (-len(m.requires), m.map_id))}


def _chosen(values: Mapping[str, Any], wanted: object) -> ColumnMap | None:
    if wanted is not None:
        forced = _wanted(wanted)
        has_words = any(_inner(values, forced.columns[name]) is not None for name in _WORDS if name in forced.columns)
        return forced if has_words else None
    words = {name for name in _WORDS if values.get(name) is not None}
    if words and values.get("published") not in (None, ""):
        return None
    fitting = (m for m in load_column_maps().values() if m.requires <= values.keys())
    return next((m for m in fitting if not words or not words.isdisjoint(m.requires)), None)


def _wanted(wanted: object) -> ColumnMap:
    """The map that metadata name, or write down themselves."""
    if isinstance(wanted, str):
        if wanted not in load_column_maps():
            raise ColumnsError(f"columns: there is no map {wanted!r} under schemas/sources/columns/")
        return load_column_maps()[wanted]
    if not isinstance(wanted, Mapping) or not all(isinstance(column, str) for column in wanted.values()):
        raise ColumnsError("columns: neither the id of a map nor a list of `field: column`")
    if unknown := sorted(str(name) for name in wanted if name not in FIELDS):
        raise ColumnsError(f"columns: {unknown[0]!r} is no field; there are {', '.join(FIELDS)}")
    if not any(name in wanted for name in _WORDS):
        raise ColumnsError("columns: says which column is `text` or `html` in no line")
    return ColumnMap("metadata", frozenset(), wanted)


def _inner(values: Any, column: str) -> Any:
    if isinstance(values, Mapping) and column in values:
        return values[column]
    head, _, rest = column.partition(".")
    return _inner(values.get(head), rest) if rest and isinstance(values, Mapping) else None
