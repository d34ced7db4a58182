"""A user's own places."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.gazetteer import PlaceTableError, add_place, fold_name, load_gazetteer

pytestmark = pytest.mark.usefixtures("few_places")


def test_an_own_place_is_found(own_folder: Path) -> None:
    place_id = add_place(name="Mithal", name_ar="مثال القرية", latitude=35.7, longitude=36.6, country="Syria")
    place = load_gazetteer().by_id(place_id)
    assert place_id == "own:sy-mithal"
    assert (place.admin1, place.country, place.kind) == ("Idleb", "Syria", "village")
    assert load_gazetteer().lookup(fold_name("مثال القرية")) == (place,)
    assert (own_folder / "own.csv").exists()


def test_a_place_stands_once() -> None:
    add_place(name="Mithal", latitude=35.7, longitude=36.6, country="SY")
    with pytest.raises(PlaceTableError, match="already"):
        add_place(name="Mithal", latitude=35.7, longitude=36.6, country="SY")


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        ({"country": "Atlantis"}, "is no country"),
        ({"kind": "admin1"}, "not a kind of place"),
        ({"latitude": 135.0}, "no position on land"),
        ({"admin1": "Nowhere"}, "no first-level unit of Syria"),
        ({"name": "مثال"}, "no Latin letters"),
    ],
)
def test_wrong_values_are_refused(own_folder: Path, wrong: dict[str, object], problem: str) -> None:
    values: dict[str, object] = {"name": "Mithal", "latitude": 35.7, "longitude": 36.6, "country": "SY", **wrong}
    with pytest.raises(PlaceTableError, match=problem):
        add_place(**values)  # type: ignore[arg-type]
    assert not own_folder.exists()
