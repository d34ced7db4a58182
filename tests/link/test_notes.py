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
