"""One compiled gazetteer per test process, outside the user's own folders."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.gazetteer import Gazetteer, load_gazetteer
from pipelines.settings import schemas_folder

FEW = ("SY", "LB", "IQ", "TR")


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def own_folder(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty folder for own places; what a test imports there is gone after it."""
    monkeypatch.setenv("WAQAI_CACHE", str(cache))
    monkeypatch.setenv("WAQAI_GAZETTEER", str(tmp_path / "own"))
    load_gazetteer.cache_clear()
    yield tmp_path / "own"
    load_gazetteer.cache_clear()


@pytest.fixture
def gazetteer(own_folder: Path) -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="session")
def small_schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The schemas with the populated places of four countries only: compiled in a fifth of the time."""
    folder, whole = tmp_path_factory.mktemp("schemas"), schemas_folder()
    (folder / "gazetteer").mkdir()
    for item in (*whole.iterdir(), *(whole / "gazetteer").iterdir()):
        if item.name not in ("gazetteer", "places.csv.gz", "imported", "own.csv"):
            (folder / item.relative_to(whole)).symlink_to(item)
    spoken = "".join(path.read_text(encoding="utf-8") for path in whole.glob("lexicons/*/place_names.yml"))
    named = frozenset(re.findall(r"gn:\d+", spoken))
    with gzip.open(whole / "gazetteer" / "places.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with gzip.open(folder / "gazetteer" / "places.csv.gz", "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(row for row in rows if row["country"] in FEW or f"gn:{row['geonames_id']}" in named)
    return folder


@pytest.fixture
def few_places(small_schemas: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The gazetteer of four countries, for tests that compile it anew."""
    monkeypatch.setenv("WAQAI_SCHEMAS", str(small_schemas))
    load_gazetteer.cache_clear()
