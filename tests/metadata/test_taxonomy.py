"""What follows from types."""

import pytest

from pipelines.metadata.taxonomy import crosswalk, disorder_type_of, event_type_of, hierarchy_rank, interaction


@pytest.mark.parametrize(
    ("sub_event_type", "event_type", "disorder_type"),
    [
        ("Arrests", "Strategic developments", "Strategic developments"),
        ("Mob violence", "Riots", "Political violence"),
        ("Violent demonstration", "Riots", "Demonstrations"),
        ("Excessive force against protesters", "Protests", "Political violence; Demonstrations"),
        ("Grenade", "Explosions/Remote violence", "Political violence"),
    ],
)
def test_event_and_disorder_type_follow_from_the_sub_event_type(sub_event_type, event_type, disorder_type):
    assert event_type_of(sub_event_type) == event_type
    assert disorder_type_of(sub_event_type) == disorder_type


def test_a_clash_outranks_shelling_and_an_air_strike_outranks_both_explosives_and_arrests():
    ranked = ["Arrests", "Shelling/artillery/missile attack", "Armed clash", "Air/drone strike"]
    assert sorted(ranked, key=hierarchy_rank) == [
        "Armed clash",
        "Air/drone strike",
        "Shelling/artillery/missile attack",
        "Arrests",
    ]


@pytest.mark.parametrize("question", [event_type_of, disorder_type_of, hierarchy_rank, crosswalk])
def test_unknown_types_are_never_guessed(question):
    with pytest.raises(KeyError):
        question("Something else")


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        ((1, 2), (12, "State forces-Rebel group")),
        ((2, 1), (12, "State forces-Rebel group")),
        ((3, None), (30, "Political militia only")),
        ((3, 0), (30, "Political militia only")),
        ((8, 7), (78, "External/Other forces-Civilians")),
        ((8, 8), (88, "External/Other forces-External/Other forces")),
    ],
)
def test_interaction_is_free_of_order(types, expected):
    assert interaction(*types) == expected


def test_interaction_of_an_unknown_type_is_an_error():
    with pytest.raises(KeyError):
        interaction(9, 1)


def test_crosswalk_leaves_empty_what_has_no_counterpart():
    assert crosswalk("Arrests")["cameo_codes"] == ["173"]
    assert crosswalk("Arrests")["ucdp_violence_types"] is None
    assert set(crosswalk("Other").values()) == {None}


def test_crosswalk_cameo_codes_are_of_the_root_that_is_named_first():
    from pipelines.metadata import load_codes

    for code in load_codes("sub_event_type").codes:
        nearest = crosswalk(code)
        if nearest["cameo_root"] is not None and code != "Protest with intervention":
            assert any(cameo.startswith(nearest["cameo_root"]) for cameo in nearest["cameo_codes"]), code
