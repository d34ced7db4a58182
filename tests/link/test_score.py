"""What speaks for and against two reports telling one incident."""

import datetime as dt

import pytest

from pipelines.link.rules import linking_rules
from pipelines.link.score import compare, score
from tests.link.reports import candidate

CONTRADICTIONS = {
    "other day": {"event_date": dt.date(2024, 3, 6)},
    "other place": {"latitude": 36.2, "longitude": 37.16, "place_id": "place-aleppo"},
    "other country": {"country": "Iraq", "place_id": "x", "admin1": "Ninewa"},
    "other kind": {"event_type": "Protests", "sub_event_type": "Peaceful protest"},
    "far other toll": {"fatalities_best": 40},
    "other region": {"geo_precision": 3, "admin1": "Aleppo", "place_id": "region-aleppo"},
}
AGREEMENTS = {
    "same again": {},
    "neighbouring place": {"latitude": 35.96, "longitude": 36.72, "place_id": "place-quarter"},
    "same kind of weapon": {"sub_event_type": "Air/drone strike"},
    "known by its region": {"geo_precision": 3, "place_id": "region-idleb", "latitude": 35.9, "longitude": 36.6},
    "some day that week": {"event_date": dt.date(2024, 3, 7), "time_precision": 2},
    "no toll": {"fatalities_best": None},
    "a toll that grew": {"fatalities_best": 17},
}


@pytest.mark.parametrize("changes", CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_what_cannot_be_one_incident_has_no_score(changes):
    one, other = candidate("a").profile, candidate("b", **changes).profile
    assert score(one, other, linking_rules()) is None
    assert score(other, one, linking_rules()) is None


@pytest.mark.parametrize("changes", AGREEMENTS.values(), ids=AGREEMENTS)
def test_what_may_be_one_incident_has_the_same_score_both_ways(changes):
    one, other = candidate("a").profile, candidate("b", **changes).profile
    points = score(one, other, linking_rules())
    assert points is not None
    assert points == score(other, one, linking_rules())
    assert points <= score(one, one, linking_rules())


def test_one_night_may_have_two_days_unless_both_are_dates_of_the_calendar():
    rules = linking_rules()
    next_day = {"event_date": dt.date(2024, 3, 6)}
    one = candidate("a", date_basis="relative").profile
    assert "next_day" in compare(one, candidate("b", **next_day, date_basis="relative").profile, rules).traits
    assert "next_day" in compare(one, candidate("b", **next_day).profile, rules).traits
    assert compare(candidate("a").profile, candidate("b", **next_day).profile, rules).contradiction == "other_day"


def unlisted(name, **changes):
    """A report from a village that the gazetteer lacks, known by the area around it."""
    return candidate("a", **{"unlisted_place": name, "geo_precision": 2, "place_id": "area"} | changes).profile


def test_an_unlisted_place_is_known_again_by_its_name():
    rules = linking_rules()
    one, respelt = unlisted("زرنوقة"), unlisted("الزرنوقه", geo_precision=3, place_id="region")
    assert "same_place" in compare(one, respelt, rules).traits
    assert "far_place" in compare(one, unlisted("عين البيضا"), rules).traits
    assert "near_place" in compare(one, candidate("b", place_id="area").profile, rules).traits


def test_parts_of_one_town_under_several_names_are_in_that_town():
    rules = linking_rules()
    one, other = (unlisted(name, geo_precision=1) for name in ("مشفى الرحمة", "سوق الجمعة"))
    assert "other_part" in compare(one, other, rules).traits
    assert (score(one, other, rules) or 0) >= rules.merge


def at(date_text, **changes):
    return candidate("a", **{"date_basis": "relative", "date_text": date_text} | changes).profile


def test_morning_and_evening_of_a_day_are_two_times():
    rules = linking_rules()
    morning = at("صباح اليوم الاثنين")
    assert "same_hours" in compare(morning, at("فجر الاثنين"), rules).traits
    assert "other_hours" in compare(morning, at("مساء الاثنين"), rules).traits
    assert not {"same_hours", "other_hours"} & set(compare(morning, at("اليوم الاثنين"), rules).traits)


def test_a_night_is_of_either_day_and_noon_of_one():
    rules = linking_rules()
    next_day = {"event_date": dt.date(2024, 3, 6)}
    evening = at("مساء أمس")
    assert "next_day" in compare(evening, at("at dawn today", language="en", **next_day), rules).traits
    assert compare(evening, at("ظهر اليوم", **next_day), rules).contradiction == "other_day"
    assert compare(at("أمس"), at("ظهر اليوم", **next_day), rules).contradiction == "other_day"
    assert "same_hours" in compare(at("ليلة الاثنين"), at("فجر الاثنين"), rules).traits


def test_two_fighting_sides_may_be_told_in_either_order():
    battle = {"event_type": "Battles", "sub_event_type": "Armed clash", "target_id": None, "target": None}
    attacker = candidate("a", **battle, actor_id="generic.protesters")
    attacked = candidate("b", **battle | {"target_id": "generic.protesters"}, actor_id="generic.civilians")
    assert score(attacker.profile, attacked.profile, linking_rules()) is not None


def test_a_larger_difference_in_deaths_never_scores_more():
    rules = linking_rules()
    one = candidate("a", fatalities_best=10).profile
    points = [score(one, candidate("b", fatalities_best=deaths).profile, rules) for deaths in (10, 11, 15, 30, 100)]
    ranked = [-99.0 if value is None else value for value in points]
    assert ranked == sorted(ranked, reverse=True)
    assert points[-1] is None
