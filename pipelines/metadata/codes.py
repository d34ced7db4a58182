"""Code lists: the values a field may have, with definitions (`schemas/codes/*.yml`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import pyarrow as pa

from pipelines.metadata.errors import SchemaError
from pipelines.metadata.tables import load_tables
from pipelines.metadata.yaml_files import read_yaml, shown
from pipelines.settings import schemas_folder

Code = str | int
_OWN_COLUMNS = ("code", "label", "definition")


@dataclass(frozen=True)
class CodeTable:
    """One code list. `rows` hold code, label and the columns described in `columns`, in the order of the file."""

    name: str
    title: str
    description: str
    source: str
    columns: Mapping[str, str]
    rows: Mapping[Code, Mapping[str, Any]]

    @property
    def codes(self) -> tuple[Code, ...]:
        """All codes, in order."""
        return tuple(self.rows)

    def row(self, code: Code) -> Mapping[str, Any]:
        """The entry of a code. Raises KeyError naming the list when there is none."""
        try:
            return self.rows[code]
        except KeyError:
            raise KeyError(f"{code!r} is not in code list {self.name}") from None

    def value(self, code: Code, column: str) -> Any:
        """One column of a code's entry, None when the entry leaves it out."""
        return self.row(code).get(column)

    def values(self, column: str = "code") -> tuple[Any, ...]:
        """What a column holds, without gaps and repetitions, in order."""
        return tuple(dict.fromkeys(row[column] for row in self.rows.values() if row.get(column) is not None))


@cache
def load_codes(name: str) -> CodeTable:
    """A code list by name. Raises SchemaError when it is missing or declared wrongly."""
    path = schemas_folder() / "codes" / f"{name}.yml"
    declared = read_yaml(path, "code_list")
    if declared["code_list"] != name:
        raise SchemaError(shown(path), declared["code_list"], f"must bear the name of its file, {name}")
    known = {"code", *declared["columns"]}
    wanted = int if declared["code_type"] == "integer" else str
    rows: dict[Code, Mapping[str, Any]] = {}
    for entry in declared["entries"]:
        code = entry["code"]
        if code in rows:
            raise SchemaError(shown(path), str(code), "this code stands twice")
        if not isinstance(code, wanted):
            raise SchemaError(shown(path), str(code), f"the code is no {declared['code_type']}")
        if "label" not in entry or not known.issuperset(entry):
            raise SchemaError(shown(path), str(code), f"must have a label and no columns but {', '.join(sorted(known))}")
        rows[code] = MappingProxyType(entry)
    return CodeTable(
        name, declared["title"], declared["description"], declared["source"], declared["columns"], MappingProxyType(rows)
    )


@cache
def code_list_names() -> tuple[str, ...]:
    """The names of all code lists, sorted."""
    return tuple(sorted(path.stem for path in (schemas_folder() / "codes").glob("*.yml")))


def codes_table() -> pa.Table:
    """Table `codes`: one row per code of every code list, lists by name, codes in their order."""
    rows = [
        {
            "code_list": name,
            "code": str(code),
            "label": row["label"],
            "definition": row.get("definition"),
            "code_rank": rank,
            "attributes": _attributes(row),
        }
        for name in code_list_names()
        for rank, (code, row) in enumerate(load_codes(name).rows.items(), 1)
    ]
    return pa.Table.from_pylist(rows, schema=load_tables()["codes"].arrow_schema())


def _attributes(row: Mapping[str, Any]) -> str | None:
    """The columns of an entry that table `codes` has no column for, as a JSON object."""
    other = {key: value for key, value in row.items() if key not in _OWN_COLUMNS}
    return json.dumps(other, ensure_ascii=False) if other else None
