"""A copy of the declarations that a test may spoil."""

import shutil

import pytest

from pipelines.metadata import codes, countries, fields, tables, views, yaml_files
from pipelines.settings import PROJECT

CACHED = (
    codes.load_codes,
    codes.code_list_names,
    countries._countries,
    countries._names,
    countries._numbers,
    fields.load_fields,
    tables.load_tables,
    views.load_views,
    yaml_files._validator,
)


@pytest.fixture
def schemas(tmp_path, monkeypatch):
    """The folder of the copy; what was loaded before is forgotten, and what the test loads afterwards too."""
    folder = tmp_path / "schemas"
    for part in ("json", "tables", "codes", "views"):
        shutil.copytree(PROJECT / "schemas" / part, folder / part)
    shutil.copy(PROJECT / "schemas" / "fields.yml", folder)
    monkeypatch.setenv("WAQAI_SCHEMAS", str(folder))
    for function in CACHED:
        function.cache_clear()
    yield folder
    for function in CACHED:
        function.cache_clear()


@pytest.fixture
def edit(schemas):
    """A function that replaces words in one file of the copy."""

    def replace(file, old, new):
        path = schemas / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
