"""What tests of whole builds share."""

from __future__ import annotations

import os

import pytest

from .disk import Disk


@pytest.fixture(autouse=True)
def _without_expectations(monkeypatch):
    """Columns go unchecked in builds of these tests: `tests/validate` and `tests/test_end_to_end.py` have them checked,
    and here it would take most of the time."""
    monkeypatch.setattr("pipelines.validate.checking.unmet_expectations", lambda *_: ())


@pytest.fixture
def disk(tmp_path, monkeypatch):
    watched = Disk(tmp_path / "c")
    for name in ("fsync", "replace", "rename"):
        monkeypatch.setattr(os, name, getattr(watched, name))
    return watched
