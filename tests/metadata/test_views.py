"""Views: described, with a query."""

import pytest

from pipelines.metadata import SchemaError
from pipelines.metadata.views import load_views


def test_the_promised_views_are_there():
    promised = {"acled_events", "acled_events_numeric", "actors_long", "sources_long", "admin1_month",
                "incident_provenance", "pending"}  # fmt: skip
    assert promised <= set(load_views())


def test_the_comment_above_the_query_is_the_description(schemas):
    (schemas / "views" / "new.sql").write_text("-- One row per\n-- day.\n-- @day: The day.\nSELECT 1 AS day;\n")
    view = load_views()["new"]
    assert (view.description, view.query) == ("One row per day.", "SELECT 1 AS day")
    assert view.column_notes == {"day": "The day."}


@pytest.mark.parametrize("text", ["SELECT 1", "-- Only words\n", "-- @day: The day.\nSELECT 1 AS day"])
def test_a_view_without_description_or_query_is_refused(schemas, text):
    (schemas / "views" / "new.sql").write_text(text)
    with pytest.raises(SchemaError, match=r"schemas/views/new\.sql"):
        load_views()
