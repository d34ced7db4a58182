"""A release that moves away from the one before, out of the same articles, is stopped or says so."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.metadata.spilling import spilling
from pipelines.validate.drift import drift


class Given:
    """A table as it is, without declaration."""

    def __init__(self, path):
        self.path = path

    def relation(self, con):
        return f"read_parquet('{self.path}')"


ARTICLES = [f"a{n}" for n in range(100)]


def reports(articles, each=3, event_type="Battles"):
    ids = [article for article in articles for _ in range(each)]
    columns = {name: [1] * len(ids) for name in ("time_precision", "geo_precision")}
    columns |= {"status": ["published"] * len(ids), "country": ["Syria"] * len(ids)}
    return pa.table({"article_id": pa.array(ids, pa.string()), "event_type": [event_type] * len(ids), **columns})


def moved(now, then, folder, articles=ARTICLES):
    pq.write_table(then, folder / "reports.parquet")
    tables = {"reports": now, "mentions": now, "articles": pa.table({"article_id": pa.array(articles, pa.string())})}
    for name, table in tables.items():
        pq.write_table(table, folder / f"{name}.now")
    with spilling(None) as con:
        return {found.rule_id: found for found in drift(con, {n: Given(folder / f"{n}.now") for n in tables}, folder)}


def test_the_same_rows_have_not_moved(tmp_path):
    found = moved(reports(ARTICLES), reports(ARTICLES), tmp_path)
    assert found["drift.reports.rows"].observed == 1
    assert not any(one.is_stop or one.is_warning for one in found.values())
    assert "drift.mentions.rows" not in found  # the release before has no such table


@pytest.mark.parametrize(("each", "is_stop", "is_warning"), [(1, True, False), (2, False, False), (5, False, True)])
def test_fewer_reports_of_the_same_articles_stop_and_more_warn(each, is_stop, is_warning, tmp_path):
    found = moved(reports(ARTICLES, each), reports(ARTICLES), tmp_path)["drift.reports.rows"]
    assert (found.is_stop, found.is_warning) == (is_stop, is_warning)
    assert "schemas/drift.yml" in found.problem


def test_articles_that_come_and_go_are_no_drift(tmp_path):
    now = pa.concat_tables([reports(ARTICLES[:80]), reports([f"new{n}" for n in range(900)], 1, "Riots")])
    found = moved(now, reports(ARTICLES), tmp_path, ARTICLES[:80] + [f"new{n}" for n in range(900)])
    assert found["drift.reports.rows"].observed == 1
    assert found["drift.reports.event_type"].observed == 0


def test_other_kinds_out_of_the_same_articles_warn(tmp_path):
    now = pa.concat_tables([reports(ARTICLES[:60]), reports(ARTICLES[60:], event_type="Riots")])
    found = moved(now, reports(ARTICLES), tmp_path)["drift.reports.event_type"]
    assert found.observed == pytest.approx(0.4)
    assert (found.is_stop, found.is_warning) == (False, True)


def test_a_handful_of_rows_says_nothing(tmp_path):
    assert moved(reports(ARTICLES[:3], 1), reports(ARTICLES[:3]), tmp_path) == {}
