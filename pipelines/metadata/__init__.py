"""Declarations under `schemas/`: fields, tables and code lists, and what is rendered from them."""

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
