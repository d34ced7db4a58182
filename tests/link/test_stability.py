"""What stays when a dataset is built again, with other articles, or in another order: ids, rows and changes."""

import random

import pytest

from pipelines.link import empty_registry, link_reports
from tests.link.reports import registry_of
from tests.link.sample_gold import gold_reports


def without(table, article_ids):
    return table.take([n for n, row in enumerate(table["article_id"].to_pylist()) if row not in article_ids])


def ids_of(tables):
    return dict(zip(tables.reports["report_id"].to_pylist(), tables.reports["incident_id"].to_pylist(), strict=True))


def replayed(changes):
    """The ids that live on when all changes are followed."""
    alive = set()
    for row in changes:
        if row["change"] == "added":
            alive.add(row["incident_id"])
        elif row["change"] in ("merged", "removed"):
            alive.discard(row["incident_id"])
    return alive


@pytest.fixture(scope="module")
def corpus(sample_curated):
    reports, articles, _ = gold_reports(sample_curated)
    return reports, articles


@pytest.fixture(scope="module")
def linked(corpus):
    return link_reports(*corpus, empty_registry(), "rel-1")


def test_a_rebuild_on_a_release_changes_nothing(corpus, linked, tmp_path):
    again = link_reports(*corpus, registry_of(linked, tmp_path), "rel-2")
    assert again.incidents.equals(linked.incidents)
    assert again.changes.equals(linked.changes)
    assert again.judgements.equals(linked.judgements)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_inputs_changes_nothing(corpus, linked, seed):
    reports, articles = corpus
    chance = random.Random(seed)
    order = [chance.sample(range(table.num_rows), table.num_rows) for table in (reports, articles)]
    shuffled = link_reports(reports.take(order[0]), articles.take(order[1]), empty_registry(), "rel-1")
    assert shuffled.incidents.equals(linked.incidents)
    assert shuffled.judgements.equals(linked.judgements)
    assert ids_of(shuffled) == ids_of(linked)


@pytest.mark.parametrize("seed", range(4))
def test_added_articles_leave_every_known_id_alive_or_tell_where_it_went(corpus, seed, tmp_path):
    reports, articles = corpus
    names = sorted(set(reports["article_id"].to_pylist()))
    later = set(random.Random(seed).sample(names, len(names) // 3))
    before = link_reports(without(reports, later), articles, empty_registry(), "rel-1")
    after = link_reports(reports, articles, registry_of(before, tmp_path), "rel-2")
    old, new = ids_of(before), ids_of(after)
    gone = {row["incident_id"]: row["new"] for row in after.changes.to_pylist() if row["change"] == "merged"}
    for report, incident in old.items():
        assert new[report] == incident or new[report] in (gone.get(incident) or "").split("; ")
    assert replayed(after.changes.to_pylist()) == set(after.incidents["incident_id"].to_pylist())


@pytest.mark.parametrize("seed", range(4))
def test_a_removed_article_takes_only_its_own_incidents_with_it(corpus, linked, seed, tmp_path):
    reports, articles = corpus
    gone = random.Random(seed).choice(sorted(set(reports["article_id"].to_pylist())))
    after = link_reports(without(reports, {gone}), articles, registry_of(linked, tmp_path), "rel-2")
    old, new = ids_of(linked), ids_of(after)
    assert all(new[report] == old[report] for report in new)
    fresh = [row for row in after.changes.to_pylist() if row["release_id"] == "rel-2"]
    assert {row["incident_id"] for row in fresh if row["change"] == "removed"} == set(old.values()) - set(new.values())
    assert {row["change"] for row in fresh} <= {"removed", "updated"}


def test_a_build_with_an_article_back_gives_the_old_rows_back(corpus, linked, tmp_path):
    reports, articles = corpus
    gone = reports["article_id"][0].as_py()
    between = link_reports(without(reports, {gone}), articles, registry_of(linked, tmp_path), "rel-2")
    after = link_reports(reports, articles, registry_of(between, tmp_path), "rel-3")
    assert after.incidents.equals(linked.incidents)
    assert replayed(after.changes.to_pylist()) == set(linked.incidents["incident_id"].to_pylist())
