"""Publication times: the corpus, and values of typed columns."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.ingest.published import offset_minutes, parse_published

CASES = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "ingest" / "published.yml").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["given"]))
def test_given_as_the_corpus_says(case: dict[str, Any]) -> None:
    found = parse_published(case["given"])
    assert (found.isoformat() if found else None) == case["utc"]


def test_dates_and_times_of_typed_columns() -> None:
    east = dt.timezone(dt.timedelta(hours=3))
    assert parse_published(dt.date(2023, 12, 14)) == dt.datetime(2023, 12, 14)
    assert parse_published(dt.datetime(2023, 12, 14, 1, tzinfo=east)) == dt.datetime(2023, 12, 13, 22)
    assert parse_published(dt.datetime.max.replace(tzinfo=dt.timezone(dt.timedelta(hours=-3)))) is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2023-12-14T10:05:06+03:00", 180),
        ("2023-12-14T10:05:06-0330", -210),
        ("2023-12-14T10:05:06Z", 0),
        ("2023-12-14 10:05 UTC", 0),
        ("Thu, 14 Dec 2023 10:05:00 +0300", 180),
        ("2023-12-14T10:05:06", None),
        ("2023-12-14", None),
        (20231214, None),
        (dt.datetime(2023, 12, 14, tzinfo=dt.timezone(dt.timedelta(hours=3))), 180),
        (dt.datetime(2023, 12, 14), None),
    ],
)
def test_stated_offsets(given: object, expected: int | None) -> None:
    assert offset_minutes(given) == expected
