"""Whether a table fits its declaration."""

import pyarrow as pa
import pytest

from pipelines.metadata import load_tables
from pipelines.metadata.fitting import UnfitTableError, fitted, require_values

CHANGES = load_tables()["changes"]


def test_columns_come_in_order_with_types_and_missing_ones_are_null():
    table = fitted(CHANGES, pa.table({"change": pa.array(["added"]).dictionary_encode(), "incident_id": ["i"]}))
    assert table.schema.equals(CHANGES.arrow_schema(), check_metadata=True)
    assert table.to_pylist()[0] == {**dict.fromkeys(CHANGES.columns), "incident_id": "i", "change": "added"}


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ({"incident_id": ["i"]}, "table changes has no change"),
        ({"incident_id": ["i"], "change": ["added"], "colour": ["red"]}, "table changes has unknown columns colour"),
        ({"incident_id": [["i"]], "change": ["added"]}, "column incident_id is no string"),
    ],
)
def test_what_does_not_fit_is_named(columns, problem):
    with pytest.raises(UnfitTableError, match=problem):
        fitted(CHANGES, pa.table(columns))


def test_nulls_in_required_columns_are_counted():
    table = fitted(CHANGES, pa.table({"incident_id": ["i", None], "change": ["added", "added"]}))
    with pytest.raises(UnfitTableError, match="column incident_id is null in 1 rows"):
        require_values(CHANGES, table)
