"""The corpus of values that agree or do not."""

from pathlib import Path

import pytest
import yaml

from pipelines.evaluate.agreement import alike, distance_km
from pipelines.evaluate.fields import FIELDS
from pipelines.evaluate.gold import GoldIncident
from tests.evaluate.samples import row

CORPUS = Path(__file__).resolve().parents[1] / "corpus" / "evaluate" / "agreement.yml"
CASES = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
BY_NAME = {field.name: field for field in FIELDS}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['field']}: {case['gold']} / {case['coded']}")
def test_values_agree(case):
    gold = {name: tuple(value) if isinstance(value, list) else value for name, value in case["gold"].items()}
    told = GoldIncident(**{"evidence": "x", "sub_event_type": "Attack"} | gold)
    assert BY_NAME[case["field"]].agrees(told, row(**case["coded"])) is case["agree"]


def test_every_field_has_a_case_or_is_a_plain_comparison():
    plain = {"time_precision", "country", "geo_precision", "claim", "is_background", "status"}
    assert {case["field"] for case in CASES} | plain == set(BY_NAME)


def test_names_are_alike_both_ways():
    assert alike("Ain el Hilweh", "Ein El-Hilweh") == alike("Ein El-Hilweh", "Ain el Hilweh")
    assert alike(None, None)
    assert not alike("Homs", None)


def test_distance_of_known_towns():
    assert distance_km(36.2021, 37.1343, 35.9306, 36.6339) == pytest.approx(54, abs=2)  # Aleppo to Idleb
    assert distance_km(33.5, 36.3, 33.5, 36.3) == 0
