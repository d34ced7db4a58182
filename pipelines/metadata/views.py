"""The views and macros of the published database (`schemas/views`, `schemas/macros`): SQL under a comment on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from pipelines.metadata.errors import SchemaError
from pipelines.metadata.yaml_files import shown
from pipelines.settings import schemas_folder

_COLUMN = re.compile(r"--\s*@(\w+):\s*(.+)")


@dataclass(frozen=True)
class View:
    """One view: the query, what it shows, and what its columns mean where fields.yml does not say or says otherwise."""

    name: str
    query: str
    description: str
    column_notes: Mapping[str, str]


@cache
def load_views() -> Mapping[str, View]:
    """All views by name, sorted. Raises SchemaError for a file without a description or a query."""
    paths = sorted((schemas_folder() / "views").glob("*.sql"))
    return MappingProxyType({path.stem: _read_view(path) for path in paths})


@cache
def load_macros() -> Mapping[str, View]:
    """All macros by name, sorted; `query` is the whole CREATE MACRO statement. Raises SchemaError as for views."""
    paths = sorted((schemas_folder() / "macros").glob("*.sql"))
    return MappingProxyType({path.stem: _read_view(path) for path in paths})


def _read_view(path: Path) -> View:
    lines = path.read_text(encoding="utf-8").splitlines()
    size = next((place for place, line in enumerate(lines) if not line.startswith("--")), len(lines))
    notes = {found[1]: found[2].strip() for line in lines[:size] if (found := _COLUMN.match(line))}
    told = " ".join(line.removeprefix("--").strip() for line in lines[:size] if not _COLUMN.match(line))
    query = "\n".join(lines[size:]).strip().removesuffix(";")
    if not told or not query:
        raise SchemaError(shown(path), path.stem, "must begin with a comment that describes the view, and hold a query")
    return View(path.stem, query, told, MappingProxyType(notes))
