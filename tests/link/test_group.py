"""Which reports come together, whatever their order."""

import datetime as dt
import random

import pytest

from pipelines.link.group import group_reports, in_order
from pipelines.link.judge import Group
from pipelines.link.rules import linking_rules
from tests.link.reports import candidate


def together(*candidates):
    groups = [found for found in group_reports(in_order(candidates), linking_rules()) if isinstance(found, Group)]
    return sorted(sorted(member.report_id for member in group.members) for group in groups)


def test_reports_of_several_articles_come_together():
    assert together(candidate("a"), candidate("b"), candidate("c", event_date=dt.date(2024, 3, 9))) == [
        ["a", "b"],
        ["c"],
    ]


def test_two_reports_of_one_article_stay_apart_unless_they_say_the_same():
    one = candidate("a", told_in="x", article_id="x", injured_best=3)
    other = {"told_in": "x", "article_id": "x", "sentence_start": 50}
    same = candidate("b", **other, injured_best=3)
    different = candidate(
        "c", **other, fatalities_best=1, injured_best=9, place_id="place-2", sub_event_type="Air/drone strike"
    )
    assert together(one, same) == [["a", "b"]]
    assert together(one, different) == [["a"], ["c"]]


def test_copies_of_an_article_tell_their_incidents_once_each():
    told = [
        candidate(
            f"{copy}{n}",
            article_id=copy,
            told_in="x",
            sentence_start=n * 100,
            place_id=f"place-{n}",
            fatalities_best=n + 1,
        )
        for copy in ("x", "y")
        for n in range(2)
    ]
    assert together(*told) == [["x0", "y0"], ["x1", "y1"]]


def test_no_chain_brings_contradictory_reports_together():
    bridge = candidate("b", fatalities_best=None, geo_precision=3, place_id="region")
    assert all(
        len({"a", "c"} & set(group)) < 2
        for group in together(candidate("a", fatalities_best=2), bridge, candidate("c", fatalities_best=60))
    )


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_reports_does_not_matter(seed):
    chance = random.Random(seed)
    reports = [
        candidate(
            f"r{n}",
            dt.datetime(2024, 3, chance.randint(5, 9)),
            article_id=f"a{n % 17}",
            told_in=f"a{n % 17}",
            sentence_start=n,
            event_date=dt.date(2024, 3, chance.randint(3, 6)),
            time_precision=chance.choice((1, 1, 2, 3)),
            geo_precision=chance.choice((1, 2, 3)),
            latitude=35.9 + chance.random(),
            fatalities_best=chance.choice((None, 1, 2, 20)),
            place_id=f"p{chance.randint(0, 3)}",
        )
        for n in range(60)
    ]
    shuffled = reports[:]
    chance.shuffle(shuffled)
    assert together(*shuffled) == together(*reports)
    assert sum(map(len, together(*reports))) == len(reports)
