"""The readable sentence of an incident."""

import pytest

from pipelines.link.notes import incident_notes
from pipelines.metadata import load_codes
from tests.link.reports import report


def test_it_tells_day_sides_place_and_toll():
    said = incident_notes(report("a", fatalities=1, injured_best=12, detained=None))
    assert said.startswith("On 5 March 2024, Unidentified Armed Group (Syria) shelled")
    assert "in Binnish, Idleb, Syria" in said
    assert said.endswith("1 person was reported killed and 12 people were reported injured.")


def test_three_counts_are_a_list():
    counts = {"fatalities": 2, "injured_best": 1, "detained": 4}
    killed, injured = "2 people were reported killed", "1 person was reported injured"
    assert f"{killed}, {injured} and 4 people were reported detained." in incident_notes(report("a", **counts))
    assert "قتيلان وجريح واحد و4 محتجزين." in incident_notes(report("a", **counts), "ar")


def test_vague_values_are_told_as_vague():
    said = incident_notes(report("a", time_precision=3, geo_precision=3, fatalities=0, target=None))
    assert said.startswith("Around 5 March 2024 (month of)")
    assert said.endswith("shelled or fired missiles in Idleb, Syria.")


@pytest.mark.parametrize("sub_event_type", load_codes("sub_event_type").codes)
@pytest.mark.parametrize("target", ["Civilians (Syria)", None])
def test_every_type_has_a_sentence_without_gaps(sub_event_type, target):
    said = incident_notes(report("a", sub_event_type=sub_event_type, target=target))
    assert "5 March 2024" in said
    assert not set("{}[]") & set(said)
    assert "  " not in said
    assert "None" not in said


def test_a_crowd_faces_the_force_that_others_use():
    crowd = {"actor": "Protesters (Syria)", "actor_inter": 6, "actor_id": "generic.protesters", "target": None}
    kind = {"sub_event_type": "Excessive force against protesters"}
    assert "Protesters (Syria) faced excessive force in" in incident_notes(report("a", **kind, **crowd))
    police = {"actor": "Police Forces of Syria (2024-)", "actor_inter": 1, "target": "Protesters (Syria)"}
    assert "used excessive force against Protesters (Syria) in" in incident_notes(report("a", **kind, **police))


def test_a_place_is_not_told_twice():
    assert "near Kilis, Turkey." in incident_notes(
        report("a", location="Kilis", admin1="Kilis", country="Turkey", geo_precision=2, fatalities=0, target=None)
    )
    said = incident_notes(report("a", location="Ismailia", admin1="Al Ismailia", country="Egypt", fatalities=0))
    assert said.endswith("in Al Ismailia, Egypt.")
    said = incident_notes(report("a", location="Wadi Omran Abyan", admin1="Abyan", country="Yemen", fatalities=0))
    assert said.endswith("in Wadi Omran, Abyan, Yemen.")


def test_the_capital_of_a_unit_of_its_name_is_told_once_in_arabic_too():
    said = incident_notes(report("a", location="NDjamena", admin1="NDjamena", country="Chad"), "ar")
    assert said.count("نجامينا") == 1


def test_an_unlisted_place_is_told_as_written():
    place = {"geo_precision": 2, "unlisted_place": "الزرنوقة", "fatalities": 0}
    assert "near Binnish, Idleb, Syria (place as written: al-Zarnuqa)." in incident_notes(report("a", **place))
    assert "(المكان كما ورد: الزرنوقة)" in incident_notes(report("a", **place), "ar")


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "قتيل واحد"), (2, "قتيلان"), (3, "3 قتلى"), (11, "11 قتيلاً"), (100, "100 قتيل"), (102, "102 قتيل"),
     (103, "103 قتلى"), (115, "115 قتيلاً"), (1000, "1000 قتيل")],
)  # fmt: skip
def test_arabic_counts_as_its_nouns_ask(number, said):
    assert f"الحصيلة المبلغ عنها: {said}." in incident_notes(report("a", fatalities=number), "ar")
