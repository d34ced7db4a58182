"""Declarations that were checked before: what is kept is what reading gives, and no more is trusted than may be."""

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.metadata import SchemaError, read_yaml, yaml_files

PROJECT = Path(__file__).resolve().parents[2]
COLOURS = """\
code_list: colour
title: Colours
description: For this test only.
source: The project's own.
code_type: string
columns: {label: Name, since: Since}
entries:
  - {code: red, label: Red, since: 2001-02-03}
"""


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("WAQAI_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache" / "declarations"


@pytest.fixture
def parsed(monkeypatch):
    """The files that were parsed and checked, not taken from the cache."""
    found, really = [], yaml_files._read_checked

    def watched(path, *given):
        found.append(path.name)
        return really(path, *given)

    monkeypatch.setattr(yaml_files, "_read_checked", watched)
    return found


def read(tmp_path, text=COLOURS, kind="code_list"):
    path = tmp_path / "colour.yml"
    path.write_text(text, encoding="utf-8")
    return read_yaml(path, kind)


def test_what_is_kept_is_what_was_read(tmp_path, cache, parsed):
    first, second = read(tmp_path), read(tmp_path)
    assert parsed == ["colour.yml"]
    assert first == second
    assert second["entries"] == [{"code": "red", "label": "Red", "since": dt.date(2001, 2, 3)}]


def test_what_is_kept_can_be_changed_by_whoever_reads_it(tmp_path, cache):
    read(tmp_path)["title"] = "Shades"
    assert read(tmp_path)["title"] == "Colours"


def test_a_changed_file_is_read_again_and_kept_in_place_of_the_older(tmp_path, cache, parsed):
    read(tmp_path)
    assert read(tmp_path, COLOURS.replace("Colours", "Shades"))["title"] == "Shades"
    assert parsed == ["colour.yml"] * 2
    assert len(list(cache.iterdir())) == 1


def test_another_kind_is_checked_by_its_own_schema(tmp_path, cache):
    read(tmp_path)
    with pytest.raises(SchemaError):
        read(tmp_path, kind="fields")


def test_a_wrong_file_is_wrong_every_time(tmp_path, cache):
    for _ in range(2):
        with pytest.raises(SchemaError, match="stands twice"):
            read(tmp_path, COLOURS + "title: Again\n")


def test_a_damaged_entry_is_read_again(tmp_path, cache, parsed):
    read(tmp_path)
    next(cache.iterdir()).write_text('{"code_list": "col')
    assert read(tmp_path)["title"] == "Colours"
    assert parsed == ["colour.yml"] * 2


def test_a_folder_that_others_may_write_to_is_not_believed(tmp_path, cache, parsed):
    cache.mkdir(parents=True)
    cache.chmod(0o777)
    assert read(tmp_path) == read(tmp_path)
    assert parsed == ["colour.yml"] * 2
    assert list(cache.iterdir()) == []


def test_keys_that_json_would_change_are_not_kept(tmp_path, cache, parsed):
    text = COLOURS.replace("{code: red, label: Red, since: 2001-02-03}", "{code: red, label: Red, since: {1: a}}")
    assert read(tmp_path, text)["entries"][0]["since"] == {1: "a"}
    assert read(tmp_path, text)["entries"][0]["since"] == {1: "a"}
    assert parsed == ["colour.yml"] * 2


def test_coding_one_text_loads_nothing_heavy():
    code = (
        "import sys; from pipelines.cli.code_text import code; code('قصفت قوات النظام مدينة بنش', None, 'ar', None);"
        "print(sorted({'pyarrow', 'pandas', 'duckdb', 'numpy', 'dateparser', 'great_expectations'} & set(sys.modules)))"
    )
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout == "[]\n"
