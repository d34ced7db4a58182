"""The data itself: positions, units, capitals, spellings."""

from __future__ import annotations

import re

import yaml

from pipelines.gazetteer import Gazetteer, fold_name
from pipelines.gazetteer.audit import misplaced, outline_exceptions
from pipelines.gazetteer.outlines import Outlines
from pipelines.metadata.countries import country_named
from pipelines.settings import schemas_folder

FOLDER = schemas_folder() / "gazetteer"


def test_every_place_lies_in_its_unit_or_is_explained(gazetteer: Gazetteer) -> None:
    found = {place.place_id for place in misplaced(gazetteer, Outlines(FOLDER / "outlines"))}
    assert found == set(outline_exceptions(FOLDER))


def test_names_are_acled_spellings(gazetteer: Gazetteer) -> None:
    wrong = [
        p.place_id
        for p in gazetteer.places()
        if p.kind.startswith("admin") and p.pcode and re.search(r"[-'’‘]", p.name)
    ]
    assert wrong == []


def test_first_level_units_with_p_codes_have_a_capital(gazetteer: Gazetteer) -> None:
    without = {
        unit.place_id for unit in gazetteer.places() if unit.kind == "admin1" and unit.pcode and not unit.capital_id
    }
    assert without == {"pc:YE23"}  # the governorate around Sanaa has no town of its own as capital


def test_capitals_lie_in_their_country(gazetteer: Gazetteer) -> None:
    for country in gazetteer.countries():
        capital = gazetteer.by_id(country.place.capital_id or "")
        assert capital.iso == country.iso or country.place.name == "Palestine", country.place.name


def test_common_words_stand_once() -> None:
    declared = yaml.safe_load((FOLDER / "common_words.yml").read_text(encoding="utf-8"))
    folded = [fold_name(name) for entry in declared["words"] for name in entry["names"]]
    assert sorted({name for name in folded if folded.count(name) > 1}) == []


def test_each_country_has_its_own_ids(gazetteer: Gazetteer) -> None:
    for place in gazetteer.places():
        if place.place_id.startswith("sup:"):
            country = gazetteer.country(place.place_id[4:6])
            assert country is not None
            assert country.iso == place.iso, place.place_id


def test_countries_are_called_as_they_are_published(gazetteer: Gazetteer) -> None:
    published = {country.iso2: country_named(country.iso2) for country in gazetteer.countries()}
    assert {c.iso2: c.place.name for c in gazetteer.countries()} == {
        iso2: country.name for iso2, country in published.items() if country is not None
    }
