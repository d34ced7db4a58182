"""Names in notes: Latin in English, Arabic in Arabic."""

import pytest

from pipelines.gazetteer import load_gazetteer
from pipelines.lexicon.actors import load_register
from pipelines.link.names import names_in, romanised
from pipelines.link.notes import incident_notes
from pipelines.metadata import load_codes
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder
from tests.link.reports import report

ARABIC = range(0x600, 0x700)


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("محمد خالد الحسن", "Muhammad Khalid al-Hassan"),
        ("مروان الحسن", "Marwan al-Hassan"),
        ("أبو بكر", "Abu Bakr"),
        ("عدنان القدور", "Adnan al-Qadur"),
        ("السابق", "al-Sabiq"),
        ("ياسر الزعبي", "Yasser al-Zabi"),
        ("الغرانيج", "al-Gharanij"),
        ("John Smith", "John Smith"),
        ("", ""),
    ],
)
def test_persons_are_romanised(written, latin):
    assert romanised(written) == latin


@pytest.mark.parametrize("sub_event_type", load_codes("sub_event_type").codes)
def test_every_type_has_an_arabic_sentence_without_gaps(sub_event_type):
    said = incident_notes(report("a", sub_event_type=sub_event_type, fatalities=11, injured_best=2), "ar")
    assert "آذار/مارس 2024" in said
    assert "11 قتيلاً وجريحان" in said
    assert not set("{}[]") & set(said)
    assert "Civilians" not in said


def test_english_notes_have_no_arabic_letter():
    said = incident_notes(report("a", persons=["محمد العلي", "نورا"], location="حي الروضة"))
    assert not [letter for letter in said if ord(letter) in ARABIC]
    assert "Muhammad al-Ali" in said


def test_unnamed_sides_have_an_arabic_name():
    names = names_in("ar")
    for side in load_register().generics.values():
        row = {"actor": side.name, "actor_id": side.generic_id}
        assert any(ord(letter) in ARABIC for letter in names.side(row, "actor")), side.generic_id


def test_declared_arabic_names_are_of_known_sides():
    declared, register = read_yaml(schemas_folder() / "linking" / "names_ar.yml", "side_names"), load_register()
    assert [known for known in declared["named"] if known not in register.actors] == []
    assert [known for known in declared["unnamed"] if known not in register.generics] == []


def test_a_unit_of_a_force_is_told_with_its_force():
    said = names_in("ar").side({"actor": "x", "actor_id": "syr.regime.military_intelligence"}, "actor")
    assert said == "القوات العسكرية (سوريا) - الأمن العسكري"


@pytest.mark.parametrize("country", ["Syria", "Iraq", "Yemen", "Sudan", "Turkey", "Iran", "Afghanistan", "Mali"])
def test_units_have_an_arabic_name(country):
    names = names_in("ar")
    for unit in load_gazetteer().admin1_units(country):
        told = names.admin1({"country": country, "admin1": unit.admin1 or unit.name})
        assert all(ord(letter) in ARABIC or letter.isspace() for letter in told), unit.place_id


def test_actors_of_arab_countries_have_an_arabic_name():
    names = names_in("ar")
    arab = {"Syria", "Iraq", "Yemen", "Libya", "Sudan", "Lebanon", "Palestine", "Egypt", "Jordan"}
    lacking = [
        actor.actor_id
        for actor in load_register().actors.values()
        if arab.intersection(actor.countries)
        and not any(ord(c) in ARABIC for c in names.side({"a": actor.names[0].name, "a_id": actor.actor_id}, "a"))
    ]
    assert lacking == []
