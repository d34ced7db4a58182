"""Taking in place tables, with small tables of invented places in the real formats."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.gazetteer import PlaceTableError, fold_name, import_table, load_gazetteer
from pipelines.gazetteer.tables import read_rows

pytestmark = pytest.mark.usefixtures("few_places")

COD = """\
adm1_en,adm1_ar,adm1_pcode,adm2_en,adm2_pcode,adm3_en,adm3_pcode,place_en,place_ar,place_pcode,lon,lat
Idleb,إدلب,SY07,Ariha,SY0705,Ehsem,SY070501,Tell-Mithal,تل مثال,C9001,36.5001,35.7001
Idleb,إدلب,SY07,Saraqab,SY0700,Saraqab,SY070003,Saraqeb-Example,سراقب,C9002,36.81,35.865
Idleb,إدلب,SY07,Ariha,SY0705,Ehsem,SY070501,Mithal Quarter,حي مثال,C9001,36.5002,35.7002
Idleb,إدلب,SY07,Ariha,SY0705,Ehsem,SY070501,,,C9003,36.5,35.7
Idleb,إدلب,SY07,Ariha,SY0705,Ehsem,SY070501,Nowhere,لا مكان,C9004,,
Atlantis,,SY99,,,,,Far,بعيد,C9005,36.5,35.7
"""


def geonames_line(**fields: str) -> str:
    order = [
        "geonameid",
        "name",
        "asciiname",
        "alternatenames",
        "latitude",
        "longitude",
        "feature_class",
        "feature_code",
        "country",
        "cc2",
        "admin1",
        "admin2",
        "admin3",
        "admin4",
        "population",
        "elevation",
        "dem",
        "timezone",
        "changed",
    ]
    return "\t".join(fields.get(name, "") for name in order)


GEONAMES = "\n".join(
    [
        geonames_line(
            geonameid="99000001",
            name="Tall al-Mithāl",
            alternatenames="Tel Mithal,تل المثال",
            latitude="35.7",
            longitude="36.9",
            feature_code="PPL",
            country="SY",
            admin1="12",
            population="7000",
        ),
        geonames_line(
            geonameid="99000002",
            name="Wadi Mithal",
            latitude="35.7",
            longitude="36.9",
            feature_code="WAD",
            country="SY",
        ),
        geonames_line(
            geonameid="99000003", name="Lost", latitude="95", longitude="36.9", feature_code="PPL", country="SY"
        ),
        geonames_line(
            geonameid="164816",
            name="Saraqib renamed",
            alternatenames="سراقب المثال",
            latitude="35.861",
            longitude="36.806",
            feature_code="PPL",
            country="SY",
            admin1="12",
        ),
        "only\tthree\tcolumns",
    ]
)


def test_a_cod_table_is_merged(tmp_path: Path, own_folder: Path) -> None:
    path = tmp_path / "syr_places.csv"
    path.write_text(COD, encoding="utf-8")
    outcome = import_table(path)
    assert (outcome.kind, outcome.rows, outcome.kept, len(outcome.rejects)) == ("cod", 6, 3, 3)
    assert outcome.table == own_folder / "imported" / "syr_places.csv"
    gazetteer = load_gazetteer()
    village = gazetteer.by_id("pc:C9001")
    assert (village.name, village.admin2, village.admin3, village.admin3_pcode) == (
        "Tell Mithal",
        "Ariha",
        "Ehsem",
        "SY070501",
    )
    assert gazetteer.lookup(fold_name("تلمثال"))[0] == village
    assert gazetteer.by_id("pc:C9001/mithal-quarter").kind == "neighbourhood"
    town = gazetteer.by_id("pc:C9002")
    assert (town.place_id, town.name, town.pcode, town.latitude) == ("gn:164816", "Saraqeb Example", "C9002", 35.865)
    assert "Saraqab" in town.names


def test_rejects_are_reported_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(COD, encoding="utf-8")
    outcome = import_table(path)
    assert {reject.line: reject.reason for reject in outcome.rejects} == {
        5: "has no name",
        6: "'', '' is no position",
        7: "'Atlantis' is no admin1 of SY that the gazetteer knows",
    }
    assert outcome.rejects_file is not None
    assert len(outcome.rejects_file.read_text(encoding="utf-8").splitlines()) == 4


@pytest.mark.parametrize(
    "header",
    [
        "ADM1_EN,ADM1_AR,ADM1_PCODE,ADM2_EN,ADM2_PCODE,ADM3_EN,ADM3_PCODE,Village_EN,Village_AR,Village_Pcode,X,Y",
        "admin1Name_en,admin1Name_ar,admin1Pcode,admin2Name_en,admin2Pcode,admin3Name_en,admin3Pcode,place_name,place_ar,place_code,Longitude,Latitude",
    ],
)
def test_other_ways_to_name_columns(tmp_path: Path, header: str) -> None:
    path = tmp_path / "variant.csv"
    path.write_text("\n".join([header, *COD.splitlines()[1:]]), encoding="utf-8-sig")
    assert import_table(path).kept == 3
    assert load_gazetteer().by_id("pc:C9001").admin3 == "Ehsem"


def test_units_of_a_boundary_table(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text(
        "ADM2_EN,ADM2_AR,ADM2_PCODE,ADM1_EN,ADM1_PCODE,lat,lon\nNew-District,منطقة جديدة,SY0799,Idleb,SY07,35.9,36.6\n",
        encoding="utf-8",
    )
    import_table(path)
    unit = load_gazetteer().by_id("pc:SY0799")
    assert (unit.kind, unit.name, unit.admin1, unit.admin2) == ("admin2", "New District", "Idleb", "New District")


def test_a_geonames_dump_is_merged(tmp_path: Path) -> None:
    path = tmp_path / "SY.txt"
    path.write_text(GEONAMES + "\n", encoding="utf-8")
    outcome = import_table(path)
    assert (outcome.kind, outcome.rows, outcome.kept) == ("geonames", 5, 2)
    assert outcome.left_out == {"WAD": 1}
    assert [reject.line for reject in outcome.rejects] == [3, 5]
    gazetteer = load_gazetteer()
    added = gazetteer.by_id("gn:99000001")
    assert (added.name, added.kind, added.admin1, added.name_ar) == ("Tall al Mithal", "town", "Idleb", "تل المثال")
    known = gazetteer.by_id("gn:164816")
    assert known.name == "Saraqab"
    assert gazetteer.lookup(fold_name("سراقب المثال")) == (known,)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a,b\n1,2\n", "no column for the latitude"),
        ("lat,lon,whatever\n1,2,3\n", "no columns like adm1_en"),
        ("place_en,lat,lon\nSomewhere,1,2\n", "no usable row of 1; first reason: line 2, does not say its country"),
    ],
)
def test_what_is_no_place_table_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PlaceTableError, match=problem):
        import_table(path)
    assert not (tmp_path / "own" / "imported").exists()


def test_a_missing_file_and_an_unknown_kind(tmp_path: Path) -> None:
    with pytest.raises(PlaceTableError, match="no such file"):
        import_table(tmp_path / "none.csv")
    (tmp_path / "x.csv").write_text("a\n")
    with pytest.raises(PlaceTableError, match="not a kind of place table"):
        import_table(tmp_path / "x.csv", kind="shapefile")


def test_importing_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(COD, encoding="utf-8")
    first = list(read_rows(import_table(path).table))
    assert list(read_rows(import_table(path).table)) == first


def test_two_names_in_one_cell_and_names_told_apart_by_their_unit(tmp_path: Path, own_folder: Path) -> None:
    path = tmp_path / "villages.csv"
    path.write_text(
        "adm1_en,adm1_ar,adm1_pcode,adm3_en,adm3_ar,place_en,place_ar,place_pcode,lat,lon\n"
        "Aleppo,حلب,SY02,Afrin,مركز عفرين,Mithala - Namudhaja,المثالة_النموذجة,C9101,36.51,36.87\n"
        "Aleppo,حلب,SY02,Afrin,مركز عفرين,Shahida Afrin,شاهدة عفرين,C9102,36.52,36.92\n"
        "Aleppo,حلب,SY02,Afrin,مركز عفرين,Abida - Afrin,عابدة - عفرين,C9103,36.53,36.93\n"
        "Aleppo,حلب,SY02,Afrin,مركز عفرين,Lubnan,لبنان,C9104,36.54,36.94\n",
        encoding="utf-8",
    )
    import_table(path)
    gazetteer = load_gazetteer()
    for name, place_id in {"النموذجة": "pc:C9101", "namudhaja": "pc:C9101", "شاهدة": "pc:C9102"}.items():
        assert place_id in [place.place_id for place in gazetteer.lookup(fold_name(name))]
    assert "pc:C9103" not in [place.place_id for place in gazetteer.lookup(fold_name("عفرين"))]  # its unit's name
    assert "pc:C9104" not in [place.place_id for place in gazetteer.lookup(fold_name("لبنان"))]  # a country's
    entries = [gazetteer.entry(fold_name(name)) for name in ("النموذجة", "نموذجة", "عفرين")]
    assert [entry and entry.reason for entry in entries] == ["listed_name", "listed_name", None]
