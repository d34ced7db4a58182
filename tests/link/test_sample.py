"""Every incident that the sample plants in several articles is brought together, and no two incidents are."""

import itertools
import json

import duckdb
import pytest

from pipelines.evaluate.coded import read_release
from pipelines.evaluate.figures import figures_of
from pipelines.evaluate.gold import read_gold
from pipelines.evaluate.linking import link_counts
from pipelines.evaluate.matching import match_article
from pipelines.link import empty_registry, link_reports
from tests.link.sample_gold import GOLD, gold_reports


@pytest.fixture(scope="module")
def linked(sample_curated):
    """incident key → incident ids that its gold-built reports got."""
    reports, articles, keys = gold_reports(sample_curated)
    tables = link_reports(reports, articles, empty_registry())
    ids = dict(zip(tables.reports["report_id"].to_pylist(), tables.reports["incident_id"].to_pylist(), strict=True))
    return {key: {ids[report] for report, other in keys.items() if other == key} for key in set(keys.values())}


def test_every_planted_incident_is_one(linked):
    assert {key: ids for key, ids in linked.items() if len(ids) > 1} == {}


def test_no_two_incidents_share_a_row(linked):
    pairs = itertools.combinations(sorted(linked), 2)
    assert [(one, other) for one, other in pairs if linked[one] & linked[other]] == []


def test_as_coded_every_planted_couple_is_linked_and_no_other(sample_curated):
    coded = read_release(sample_curated / "current")
    matched = [match_article(gold, coded.get(gold.article_id)) for gold in read_gold(GOLD)]
    pairs = [pair for article in matched for pair in article.pairs]
    published = [pair for pair in pairs if pair.report is not None and pair.report.row["incident_id"] is not None]
    linking = figures_of(list(link_counts(published).values()))
    assert (linking["linking.pairwise"].precision, linking["linking.pairwise"].recall) == (1, 1)


def test_the_sample_plants_incidents_of_several_articles(sample_curated):
    _, _, keys = gold_reports(sample_curated)
    assert len(keys) - len(set(keys.values())) > 10
    apart = json.loads((GOLD / "accounting.json").read_text(encoding="utf-8"))["kept_apart"]
    assert {key for pair in apart for key in pair} <= set(keys.values())


# Incidents that the sample plants in several languages: gold key → articles that tell them.
SEVERAL_LANGUAGES = {
    "k001": ["furat-hajiz-thiban", "difaf-thiban", "levant-103"],
    "k038": ["difaf-sarmin-1", "levant-102"],
    "k068": ["hodoud-afrin-mufakhakha", "difaf-afrin-tafjir", "levant-104"],
    "k086": ["hodoud-hodoud-aitaroun", "sahel-501", "levant-101", "boussole-201"],
    "k108": ["sahel-502", "boussole-206"],
    "k109": ["sahel-502", "boussole-206"],
    "k140": ["atlas-fashir-qasf", "boussole-211"],
    "k306": ["levant-111", "boussole-202"],
}


@pytest.fixture(scope="module")
def coded_incidents(sample_curated):
    """An article's own id → its incident ids in the release, as coded from the texts, with the reports' language."""
    with duckdb.connect(str(sample_curated / "waqai.duckdb"), read_only=True) as con:
        rows = con.execute(
            "SELECT external_id, incident_id, r.language FROM reports r JOIN articles USING (article_id)"
            " WHERE incident_id IS NOT NULL"
        ).fetchall()
    found = {}
    for external_id, incident_id, language in rows:
        found.setdefault(external_id, {})[incident_id] = language
    return found


@pytest.mark.parametrize("key", sorted(SEVERAL_LANGUAGES))
def test_an_incident_told_in_several_languages_is_one_as_coded(key, coded_incidents):
    ids = [coded_incidents[name] for name in SEVERAL_LANGUAGES[key]]
    together = set.intersection(*(set(of_article) for of_article in ids))
    assert together
    assert len({language for of_article in ids for i, language in of_article.items() if i in together}) > 1


def test_an_article_of_two_languages_tells_its_incident_once(coded_incidents):
    assert len(coded_incidents["levant-112"]) == 1
