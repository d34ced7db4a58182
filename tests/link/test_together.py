"""Incidents that were begun apart and that other articles show to be one."""

import pytest

from pipelines.link.group import group_reports, in_order
from pipelines.link.judge import Group, Judgement
from pipelines.link.rules import linking_rules
from pipelines.link.rulings import Ruling, rulings_for
from tests.link.reports import candidate, report

GRENADE = {"sub_event_type": "Grenade", "fatalities_best": 5}
# Article x tells one explosion twice, the second time with a later toll and another kind; y and z tell one each.
TWICE = {"article_id": "x", "told_in": "x"}
SHELLING, AGAIN = candidate("x1", **TWICE), candidate("x2", **TWICE, **GRENADE, sentence_start=60)


def linked(candidates, rulings=None):
    found = list(group_reports(in_order(candidates), linking_rules(), rulings))
    groups = sorted(sorted(m.report_id for m in group.members) for group in found if isinstance(group, Group))
    return groups, [one for one in found if isinstance(one, Judgement)]


def test_what_one_article_tells_twice_is_one_where_others_tell_both():
    groups, judgements = linked([SHELLING, AGAIN, candidate("y"), candidate("z", **GRENADE)])
    assert groups == [["x1", "x2", "y", "z"]]
    assert [j.verdict for j in judgements if j.rule_id == "link.together"] == ["same"]
    assert [j for j in judgements if j.verdict != "same"] == []


def test_it_stays_apart_where_no_other_article_tells_of_it():
    assert linked([SHELLING, AGAIN])[0] == [["x1"], ["x2"]]


@pytest.mark.parametrize("contradiction", [{"place_id": "far", "latitude": 34.0}, {"fatalities_best": 60}])
def test_no_report_of_either_may_contradict_the_other(contradiction):
    groups, _ = linked([SHELLING, AGAIN, candidate("y"), candidate("z", **GRENADE | contradiction)])
    assert ["z"] in groups


def test_two_doers_in_one_article_did_two_acts():
    answer = {"actor_id": "isr.army", "actor": "Military Forces of Israel (2022-)", "fatalities_best": 5}
    struck = {"actor_id": "lbn.hezbollah", "actor": "Hezbollah"}
    candidates = [
        candidate("x1", **TWICE, **struck),
        candidate("x2", **TWICE, **answer, sentence_start=60),
        candidate("y", **struck),
        candidate("z", **answer),
    ]
    assert linked(candidates)[0] == [["x1", "y"], ["x2", "z"]]


def test_many_others_outvote_an_article_that_tells_two_acts():
    killed = {"sub_event_type": "Attack", "event_type": "Violence against civilians", "fatalities_best": 5}
    jailed = {"sub_event_type": "Arrests", "event_type": "Strategic developments"}

    def told(others):
        one = [candidate("x1", **TWICE, **killed), *(candidate(f"y{n}", **killed) for n in range(others))]
        other = [candidate("x2", **TWICE, **jailed, sentence_start=60), candidate("z", **jailed)]
        return linked([*one, *other])[0]

    assert len(told(1)) == 2
    assert len(told(9)) == 1


def test_a_ruling_keeps_them_apart():
    ruled = Ruling("two", False, "Two shells on two markets.", {"y": {}, "z": {}})
    rulings = rulings_for({name: report(name) for name in ("y", "z")}, [ruled])
    groups, judgements = linked([SHELLING, AGAIN, candidate("y"), candidate("z", **GRENADE)], rulings)
    assert groups == [["x1", "y"], ["x2", "z"]]
    assert "link.together" not in {j.rule_id for j in judgements}
