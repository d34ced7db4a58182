"""Every incident that the sample plants in several articles is brought together, and no two incidents are."""

import itertools
import json

import pytest

from pipelines.link import empty_registry, link_reports
from tests.link.sample_gold import GOLD, gold_reports


@pytest.fixture(scope="module")
def linked(sample_curated):
    """incident key → incident ids that its gold-built reports got."""
    reports, articles, keys = gold_reports(sample_curated)
    tables = link_reports(reports, articles, empty_registry())
    ids = dict(
        zip(tables.reports["report_id"].to_pylist(), tables.reports["incident_id"].to_pylist(), strict=True)
    )
    return {key: {ids[report] for report, other in keys.items() if other == key} for key in set(keys.values())}


def test_every_planted_incident_is_one(linked):
    assert {key: ids for key, ids in linked.items() if len(ids) > 1} == {}


def test_no_two_incidents_share_a_row(linked):
    pairs = itertools.combinations(sorted(linked), 2)
    assert [(one, other) for one, other in pairs if linked[one] & linked[other]] == []


def test_the_sample_plants_incidents_of_several_articles(sample_curated):
    _, _, keys = gold_reports(sample_curated)
    assert len(keys) - len(set(keys.values())) > 10
    apart = json.loads((GOLD / "accounting.json").read_text(encoding="utf-8"))["kept_apart"]
    assert {key for pair in apart for key in pair} <= set(keys.values())
