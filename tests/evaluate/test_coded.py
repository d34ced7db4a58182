"""Reading a release as scoring needs it."""

import pyarrow.parquet as pq
import pytest

from pipelines.coding.events.confidence import SIGNS, confidence_of
from pipelines.evaluate.coded import read_release
from pipelines.evaluate.errors import EvaluationError


@pytest.fixture(scope="module")
def coded(sample_curated):
    return read_release(sample_curated)


def test_every_article_and_every_report_is_there(coded, sample_curated):
    reports = pq.read_table(sample_curated / "current" / "reports.parquet").to_pylist()
    articles = pq.read_table(sample_curated / "current" / "articles.parquet").to_pylist()
    assert len(coded) == len(articles)
    told = {(row["article_id"], row["incident_id"] or row["report_id"]) for row in reports}
    assert sum(len(article.reports) for article in coded.values()) == len(told) > 100


def test_reports_know_their_words(coded):
    for article in coded.values():
        for report in article.reports:
            assert report.triggers
            assert report.row["trigger_text"] in {article.text[start:end] for start, end in report.triggers}


def test_articles_without_an_id_go_by_their_file(sample_curated, coded):
    stems = {
        row["raw_path"].rsplit("/", 1)[-1].split(".")[0]
        for row in pq.read_table(sample_curated / "current" / "articles.parquet").to_pylist()
        if row["external_id"] is None
    }
    assert stems <= coded.keys()


def test_confidence_is_what_its_signs_say(coded):
    reports = [report for article in coded.values() for report in article.reports]
    assert {sign for report in reports for sign in report.signs} <= set(SIGNS)
    assert all(report.row["confidence"] == confidence_of([s for s in SIGNS if s in report.signs]) for report in reports)
    assert len({report.row["confidence"] for report in reports}) > 10


def test_no_release(tmp_path):
    with pytest.raises(EvaluationError, match="there is no release"):
        read_release(tmp_path)
