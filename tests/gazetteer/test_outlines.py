"""Points in polygons."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.gazetteer.outlines import Outlines, outline_of

RING = [[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [0.0, 2.0]]
HOLE = [[0.5, 0.5], [1.5, 0.5], [1.5, 1.5], [0.5, 1.5]]


def test_holes_are_outside() -> None:
    outline = outline_of(["pc:X1"], [[RING, HOLE]])
    assert outline.holds(0.25, 0.25)
    assert not outline.holds(1.0, 1.0)
    assert not outline.holds(3.0, 1.0)


def test_distance_to_the_edge() -> None:
    outline = outline_of(["pc:X1"], [[RING]])
    assert outline.distance_km(1.0, 1.0) == 0.0
    assert outline.distance_km(0.0, 3.0) == pytest.approx(111.2, rel=0.01)


def test_countries_are_files(tmp_path: Path) -> None:
    feature = {"properties": {"place_ids": ["pc:X1", "pc:X2"]}, "geometry": {"coordinates": [[RING]]}}
    (tmp_path / "xx.json").write_text(json.dumps({"features": [feature]}))
    outlines = Outlines(tmp_path)
    assert outlines.countries() == ("XX",)
    assert outlines.units_at(1.0, 1.0, None) == ("pc:X1", "pc:X2")
    assert outlines.units_at(1.0, 1.0, "YY") == ()
    assert outlines.distance_km(1.0, 1.0, "XX", "pc:X3") is None
