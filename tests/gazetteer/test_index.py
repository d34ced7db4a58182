"""Looking places up in the committed tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.gazetteer import Gazetteer, fold_name, load_gazetteer
from pipelines.gazetteer.compiling import compile_index
from pipelines.gazetteer.index import content_hash, source_files
from pipelines.gazetteer.tables import read_rows
from pipelines.settings import schemas_folder

CORPUS = Path(__file__).parents[1] / "corpus" / "gazetteer" / "lookups.yml"
CASES = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_name_means_its_place_first(gazetteer: Gazetteer, case: dict[str, Any]) -> None:
    entry = gazetteer.entry(fold_name(case["name"]))
    assert entry is not None
    first = entry.places[0]
    told = {"id": first.place_id, "location": first.name, "admin1": first.admin1, "kind": first.kind}
    assert {key: told[key] for key in case if key in told} == {key: case[key] for key in case if key in told}
    assert entry.needs_context == case.get("needs_context", False)


def test_unknown_names_mean_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup(fold_name("قرية لا وجود لها")) == ()
    assert gazetteer.entry("") is None
    assert not gazetteer.needs_context("xyzzy")


def test_an_unknown_id_is_an_error(gazetteer: Gazetteer) -> None:
    with pytest.raises(KeyError):
        gazetteer.by_id("gn:0")


def test_homonyms_are_all_there(gazetteer: Gazetteer) -> None:
    found = {(place.country, place.admin1) for place in gazetteer.lookup(fold_name("سنجار"))}
    assert {("Iraq", "Ninewa"), ("Syria", "Idleb")} <= found


def test_ids_of_every_table_lead_to_the_place(gazetteer: Gazetteer) -> None:
    town = gazetteer.by_id("sup:sy-saraqab")
    assert town.place_id == "gn:164816"
    assert gazetteer.by_id("gn:164816") == town


def test_a_unit_stands_at_its_capital(gazetteer: Gazetteer) -> None:
    unit = gazetteer.by_id("pc:SY09")
    capital = gazetteer.by_id(unit.capital_id or "")
    assert (unit.latitude, unit.longitude) == (capital.latitude, capital.longitude)
    assert unit.place_id in capital.capital_of
    assert (unit.admin1, unit.admin1_pcode, unit.admin2) == ("Deir ez Zor", "SY09", None)


def test_every_chosen_name_is_of_a_first_level_unit() -> None:
    folder = schemas_folder() / "gazetteer"
    units = {row["geonames_code"] for row in read_rows(folder / "admin.csv") if row["level"] == "1"}
    chosen = [row["geonames_code"] for row in read_rows(folder / "admin_names.csv")]
    assert len(set(chosen)) == len(chosen)
    assert set(chosen) <= units


def test_units_know_those_above_them(gazetteer: Gazetteer) -> None:
    unit = gazetteer.by_id("pc:SY070501")
    assert (unit.admin1, unit.admin2_pcode, unit.admin3, unit.kind) == ("Idleb", "SY0705", unit.name, "admin3")


def test_syria_has_all_its_units(gazetteer: Gazetteer) -> None:
    assert [unit.pcode for unit in gazetteer.admin1_units("Syria")] == [f"SY{number:02}" for number in range(1, 15)]


def test_countries_by_name_and_code(gazetteer: Gazetteer) -> None:
    syria = gazetteer.country("سوريا")
    assert syria is not None
    assert all(gazetteer.country(key) == syria for key in ("Syria", "SY", "SYR", 760, "760", "سورية"))
    assert "سوري" in syria.adjectives_ar
    assert gazetteer.country("Atlantis") is None


def test_positions_have_units(gazetteer: Gazetteer) -> None:
    unit = gazetteer.admin1_at(35.336, 40.141)
    assert unit is not None
    assert unit.place_id == "pc:SY09"
    assert gazetteer.admin1_at(35.336, 40.141, "Iraq") is None
    assert gazetteer.admin1_at(0.0, 0.0) is None


def test_fuzzy_names_stay_in_their_country(gazetteer: Gazetteer) -> None:
    found = gazetteer.fuzzy(fold_name("سراقبب"), country="Syria", admin1="Idleb")
    assert found[0][0].place_id == "gn:164816"
    assert all(place.country == "Syria" and 0 < score <= 1 for place, score in found)
    assert gazetteer.fuzzy("saraqib", country="Atlantis") == []


def test_longest_name_wins(gazetteer: Gazetteer) -> None:
    words = fold_name("في مدينة دير الزور شرقي سوريا").split()
    found = gazetteer.longest(words, 2)
    assert found is not None
    taken, entry = found
    assert (taken, entry.places[0].name) == (2, "Deir ez Zor")
    assert gazetteer.longest(words, 0) is None


def test_every_name_finds_its_places(gazetteer: Gazetteer) -> None:
    names = dict(gazetteer.names("arabic"))
    assert len(names) > 20_000
    for name in list(names)[::997]:
        assert tuple(place.place_id for place in gazetteer.lookup(name)) == names[name]


@pytest.mark.usefixtures("few_places")
def test_compiling_is_deterministic() -> None:
    folder = schemas_folder() / "gazetteer"
    assert compile_index(folder, []) == compile_index(folder, [])


@pytest.mark.usefixtures("few_places")
def test_an_unwritable_cache_keeps_it_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("WAQAI_CACHE", str(tmp_path / "file"))
    load_gazetteer.cache_clear()
    assert load_gazetteer().by_id("iso:SY").name == "Syria"


@pytest.mark.usefixtures("few_places")
def test_a_damaged_cache_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WAQAI_CACHE", str(tmp_path))
    committed, extra = source_files()
    path = tmp_path / "gazetteer" / f"{content_hash([*committed, *extra])}.bin"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"something else")
    load_gazetteer.cache_clear()
    assert load_gazetteer().by_id("pc:SY09").name == "Deir ez Zor"
    assert path.read_bytes().startswith(b"WAQAIGZ1")
