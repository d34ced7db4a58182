"""Code lists: complete, defined, and refused when wrong."""

import json

import pytest

from pipelines.metadata import SchemaError, code_list_names, codes_table, load_codes, load_fields


@pytest.mark.parametrize("name", code_list_names())
def test_every_code_has_a_label_and_lists_with_definitions_define_all(name):
    codes = load_codes(name)
    assert codes.rows
    if "definition" in codes.columns and name != "source_scale":
        assert [code for code in codes.codes if not codes.value(code, "definition")] == []


@pytest.mark.parametrize("field", [f for f in load_fields().fields.values() if f.codes], ids=lambda field: field.name)
def test_fields_point_to_code_lists_that_hold_values_of_their_type(field):
    values = load_codes(field.codes).values(field.codes_column)
    assert values
    assert {type(value) for value in values} == {int if field.type == "integer" else str}


def test_taxonomy_has_the_types_of_the_codebook_in_one_order():
    types = load_codes("sub_event_type")
    assert len(types.codes) == 25
    assert [types.value(code, "hierarchy_rank") for code in types.codes] == list(range(1, 26))
    assert set(types.values("event_type")) == set(load_codes("event_type").codes)
    assert set(types.values("disorder_type")) == set(load_codes("disorder_type").codes)


def test_interactions_are_all_pairs_of_actor_types_and_each_type_alone():
    inter = load_codes("inter").codes
    pairs = {low * 10 + high for low in inter for high in (0, *inter) if high == 0 or high >= low}
    assert set(load_codes("interaction").codes) == pairs


def test_countries_lie_in_declared_regions():
    assert set(load_codes("country").values("region")) <= set(load_codes("region").codes)


def test_scales_of_several_sources_go_from_narrow_to_wide():
    scales = load_codes("source_scale")
    for code, row in scales.rows.items():
        ends = [scales.value(row[end], "scale_rank") for end in ("narrowest", "widest")]
        if row.get("scale_rank") is None:
            assert ends[0] < ends[1]
            assert code == f"{row['narrowest']}-{row['widest']}"
        else:
            assert ends[0] == ends[1] == row["scale_rank"]


def test_codes_table_holds_every_code_once_with_its_other_columns():
    rows = codes_table().to_pylist()
    assert len(rows) == sum(len(load_codes(name).rows) for name in code_list_names())
    assert len({(row["code_list"], row["code"]) for row in rows}) == len(rows)
    syria = next(row for row in rows if (row["code_list"], row["code"]) == ("country", "SYR"))
    assert syria["label"] == "Syria"
    assert json.loads(syria["attributes"])["iso"] == 760


def test_an_unknown_code_is_an_error_that_names_the_list():
    with pytest.raises(KeyError, match="'perhaps' is not in code list status"):
        load_codes("status").row("perhaps")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("code: pending", "code: published", "published: this code stands twice"),
        ("code: pending", "code: 2", "2: the code is no string"),
        ("code: pending, label", "code: pending, name", "pending: has no label"),
        ("label: Pending", "label: Pending, colour: red", "pending: columns that the list does not describe: colour"),
        ("code_list: status", "code_list: state", "state: must bear the name of its file, status"),
        ("title: Status of a report", "titel: Status", "'title' is a required property"),
    ],
)
def test_wrong_code_lists_are_refused(edit, old, new, problem):
    edit("codes/status.yml", old, new)
    with pytest.raises(SchemaError) as error:
        load_codes("status")
    assert str(error.value).startswith("schemas/codes/status.yml: ")
    assert problem in str(error.value)


def test_a_missing_code_list_is_named():
    with pytest.raises(SchemaError, match=r"nothing\.yml: cannot be read"):
        load_codes("nothing")
