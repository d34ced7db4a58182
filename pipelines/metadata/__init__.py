"""Declarations under `schemas/`: fields, tables and code lists, and what is rendered from them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.metadata.codes import CodeTable, code_list_names, codes_table, load_codes
    from pipelines.metadata.errors import SchemaError
    from pipelines.metadata.fields import Field, load_fields
    from pipelines.metadata.hashes import schemas_hash
    from pipelines.metadata.tables import Check, ForeignKey, Table, load_tables
    from pipelines.metadata.yaml_files import read_yaml

__all__ = [
    "Check",
    "CodeTable",
    "Field",
    "ForeignKey",
    "SchemaError",
    "Table",
    "code_list_names",
    "codes_table",
    "load_codes",
    "load_fields",
    "load_tables",
    "read_yaml",
    "schemas_hash",
]

_MODULES = ("codes", "errors", "fields", "hashes", "tables", "yaml_files")


def __getattr__(name: str) -> Any:
    """The public names, imported when first asked for: tables bring in Arrow, which coding one text does without."""
    if name in __all__:
        for module in _MODULES:
            found = import_module(f"{__name__}.{module}")
            if name in vars(found):
                return vars(found)[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
