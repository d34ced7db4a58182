"""One compiled gazetteer per test process, outside the user's own folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.gazetteer import Gazetteer, load_gazetteer


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
