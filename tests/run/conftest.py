"""What tests of whole builds share."""

from __future__ import annotations

import os

import pytest

from .disk import Disk


@pytest.fixture
def disk(tmp_path, monkeypatch):
    watched = Disk(tmp_path / "c")
    for name in ("fsync", "replace", "rename"):
        monkeypatch.setattr(os, name, getattr(watched, name))
    return watched
