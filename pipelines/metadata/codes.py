"""Code lists: the values a field may have, with definitions (`schemas/codes/*.yml`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pipelines.metadata.errors import SchemaError
from pipelines.metadata.yaml_files import read_yaml, shown
from pipelines.settings import schemas_folder

if TYPE_CHECKING:
    import pyarrow as pa

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
    rows: dict[Code, Mapping[str, Any]] = {}
    for entry in declared["entries"]:
        _check_entry(entry, declared, rows, path)
        rows[entry["code"]] = MappingProxyType(entry)
    return CodeTable(
        name=name,
        title=declared["title"],
        description=declared["description"],
        source=declared["source"],
        columns=MappingProxyType(declared["columns"]),
        rows=MappingProxyType(rows),
    )


def _check_entry(entry: Mapping[str, Any], declared: Mapping[str, Any], rows: Mapping[Code, Any], path: Path) -> None:
    code, known = entry["code"], {"code", *declared["columns"]}
    if code in rows:
        raise SchemaError(shown(path), str(code), "this code stands twice")
    if not isinstance(code, int if declared["code_type"] == "integer" else str):
        raise SchemaError(shown(path), str(code), f"the code is no {declared['code_type']}")
    if "label" not in entry:
        raise SchemaError(shown(path), str(code), "has no label")
    if not known.issuperset(entry):
        unknown = ", ".join(sorted(map(str, set(entry) - known)))
        raise SchemaError(shown(path), str(code), f"columns that the list does not describe: {unknown}")


@cache
def code_list_names() -> tuple[str, ...]:
    """The names of all code lists, sorted."""
    return tuple(sorted(path.stem for path in (schemas_folder() / "codes").glob("*.yml")))


def codes_table() -> pa.Table:
    """Table `codes`: one row per code of every code list, lists by name, codes in their order."""
    import pyarrow as pa  # late: coding needs the lists and no Arrow

    from pipelines.metadata.tables import load_tables

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
