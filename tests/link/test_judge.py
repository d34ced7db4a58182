"""Which incident a report joins, and what is kept of the judgement."""

from pipelines.link.group import group_reports, in_order
from pipelines.link.judge import Group, Judgement, judge
from pipelines.link.rules import linking_rules
from tests.link.reports import candidate


def group_of(*candidates):
    group = Group()
    for one in candidates:
        group.add(one)
    return group


def test_it_joins_the_likest_and_says_why():
    groups = [(0, group_of(candidate("a", place_id="next", latitude=35.99))), (1, group_of(candidate("b")))]
    judged = judge(candidate("c"), groups, linking_rules())
    assert judged.number == 1
    assert judged.joined is not None
    assert (judged.joined.report_id, judged.joined.other_report_id, judged.joined.verdict) == ("c", "b", "same")
    assert judged.joined.points == round(sum(linking_rules().points[trait] for trait in judged.joined.traits), 3)
    assert judged.rivals == (0,)


def test_one_contradicting_report_keeps_a_whole_incident_away():
    group = group_of(candidate("a", fatalities_best=None), candidate("b", fatalities_best=60))
    judged = judge(candidate("c", fatalities_best=2), [(0, group)], linking_rules())
    assert judged.number is None
    assert [(number, j.verdict, j.rule_id) for number, j in judged.apart] == [(0, "different", "link.contradiction")]
    assert "far_deaths in report b" in (judged.apart[0][1].reason or "")


def test_what_is_nearly_enough_is_unsure():
    rules = linking_rules()
    vague = {"time_precision": 2, "geo_precision": 3, "fatalities_best": None}
    judged = judge(candidate("c", **vague), [(0, group_of(candidate("a")))], rules)
    assert judged.number is None
    assert [j.verdict for _, j in judged.apart] == ["unsure"]
    assert rules.unsure <= (judged.apart[0][1].points or 0) < rules.merge


def test_a_strict_incident_of_the_same_article_does_not_hide_another_one():
    own = {"article_id": "x", "told_in": "x"}
    elsewhere = {"place_id": "p2", "latitude": 35.99, "sub_event_type": "Air/drone strike"}
    groups = [(0, group_of(candidate("a", **own, fatalities_best=9))), (1, group_of(candidate("b", **elsewhere)))]
    assert judge(candidate("c", **own), groups, linking_rules()).number == 1


def test_copies_of_a_report_are_judged_by_their_original():
    copies = [candidate(name, article_id=name, told_in="x") for name in ("x", "y")]
    found = list(group_reports(in_order(copies), linking_rules()))
    judgements = [one for one in found if isinstance(one, Judgement)]
    assert len(found) - len(judgements) == 1
    assert [(j.verdict, j.rule_id) for j in judgements] == [("same", "link.copy")]
