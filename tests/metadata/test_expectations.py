"""Suites: every declaration of a field becomes an expectation."""

import pytest

from pipelines.metadata import load_codes, load_tables
from pipelines.metadata.expectations import expectation_suite


@pytest.mark.parametrize("table", load_tables().values(), ids=lambda table: table.name)
def test_every_declared_property_is_expected(table):
    rules = {expectation.rule_id for expectation in expectation_suite(table)}
    for field in table.fields:
        assert (f"{table.name}.{field.name}.type" in rules) == (field.type != "list")
        assert (f"{table.name}.{field.name}.required" in rules) == (field.name in table.required)
        assert (f"{table.name}.{field.name}.codes" in rules) == (field.codes is not None)
        assert (f"{table.name}.{field.name}.form" in rules) == (field.pattern is not None)
    assert f"{table.name}.rows" in rules
    assert (f"{table.name}.key.unique" in rules) == bool(table.primary_key)
    assert len(rules) == len(expectation_suite(table))


def test_codes_are_those_of_the_list():
    suite = {expectation.rule_id: expectation for expectation in expectation_suite(load_tables()["reports"])}
    assert suite["reports.claim.codes"].arguments["value_set"] == list(load_codes("claim").codes)
    assert suite["reports.country.codes"].arguments["value_set"] == list(load_codes("country").values("label"))


def test_a_key_of_two_columns_is_unique_together():
    suite = {expectation.rule_id: expectation for expectation in expectation_suite(load_tables()["codes"])}
    assert suite["codes.key.unique"].arguments == {"column_list": ["code_list", "code"]}
