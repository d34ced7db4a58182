"""Tables: the columns that readers rely on, and what is said when a declaration is wrong."""

import pyarrow as pa
import pytest

from pipelines.metadata import SchemaError, load_fields, load_tables

# The contract of the published columns: more may come, none may go or be renamed.
PROMISED = {
    "articles": "article_id external_id raw_path raw_record raw_sha256 url source source_scale title text language "
    "published published_basis duplicate_of",
    "reports": "report_id article_id incident_id status pending_reason sentence_start sentence_end trigger_text",
    "incidents": "incident_id event_id_cnty sources source_scale report_count article_count first_published "
    "last_published",
    "tallies": "tally_id article_id sentence_start sentence_end period_start period_end period_text operations killed "
    "injured detained actor target country admin1 place_text",
    "mentions": "mention_id article_id start end trigger_text lexicon_id sentence_class disposition rule_id report_id "
    "tally_id",
    "evidence": "report_id field value article_id start end text rule_id confidence",
    "changes": "incident_id change field old new release_id",
}
CODED = """
    disorder_type event_type sub_event_type action event_date event_date_end time_precision date_basis
    date_text actor actor_id actor_inter actor_text assoc_actors target target_id target_inter target_text
    assoc_targets persons weapon crowd_text fatalities fatalities_low fatalities_best fatalities_high injured_low
    injured_best injured_high detained country iso admin1 admin2 admin3 admin1_pcode admin2_pcode admin3_pcode
    location latitude longitude geo_precision place_id place_text unlisted_place is_background claim
    confidence notes language
"""


@pytest.mark.parametrize("name", PROMISED)
def test_promised_columns_are_there(name):
    promised = PROMISED[name].split() + (CODED.split() if name in ("reports", "incidents") else [])
    assert [column for column in promised if column not in load_tables()[name].columns] == []


def test_what_is_coded_stands_once_for_reports_and_incidents():
    coded = tuple(CODED.split())
    assert load_fields().groups["coded"] == coded
    for name in ("reports", "incidents"):
        columns = load_tables()[name].columns
        first = columns.index(coded[0])
        assert columns[first : first + len(coded)] == coded


@pytest.mark.parametrize("table", load_tables().values(), ids=lambda table: table.name)
def test_arrow_schema_tells_meaning_and_nulls(table):
    schema = table.arrow_schema()
    assert schema.names == list(table.columns)
    assert schema.metadata[b"grain"].decode() == table.grain
    for field in schema:
        assert field.metadata[b"description"]
        assert field.nullable == (field.name not in table.required)


def test_a_note_gives_a_field_its_meaning_in_one_table_only():
    tables = load_tables()
    meanings = {tables[name].field("detained").description for name in ("incidents", "reports")}
    assert len(meanings) == 1
    assert tables["tallies"].field("detained").description not in meanings


def test_rows_become_a_table_with_nulls_for_what_they_leave_out():
    table = load_tables()["changes"].from_rows([{"incident_id": "i", "change": "added"}])
    assert table.schema.field("incident_id").type == pa.string()
    assert table.to_pylist() == [
        {"incident_id": "i", "change": "added", "field": None, "old": None, "new": None, "release_id": None}
    ]


def test_rows_with_an_unknown_column_are_refused():
    with pytest.raises(ValueError, match="table changes has no column colour"):
        load_tables()["changes"].from_rows([{"incident_id": "i", "change": "added", "colour": "red"}])


def test_field_names_the_table_it_is_missing_from():
    with pytest.raises(KeyError, match="table changes has no column colour"):
        load_tables()["changes"].field("colour")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  - tally_id\n", "  - tally_idd\n", "tables/tallies.yml: tally_idd: no such field in fields.yml"),
        ("  - killed\n", "  - operations\n", "tables/tallies.yml: operations: this column stands twice"),
        ("  - killed\n", "  - group: nothing\n", "tables/tallies.yml: nothing: no such group of columns in fields.yml"),
        ("table: tallies", "table: totals", "tables/tallies.yml: totals: must bear the name of its file, tallies"),
        ("required: [tally_id, ", "required: [", "tables/tallies.yml: primary_key: column tally_id must be required"),
        ("references: article_id", "references: id", "tables/tallies.yml: article_id: there is no column articles.id"),
        ("[period_start, period_end]", "[period_start, month]",
         "tables/tallies.yml: tally.period.order: the table has no column month"),
        ("kind: ordered", "kind: sorted", "tables/tallies.yml: tally.period.order.kind: 'sorted' is not one of"),
    ],
)  # fmt: skip
def test_wrong_declarations_name_file_entry_and_problem(edit, old, new, message):
    edit("tables/tallies.yml", old, new)
    with pytest.raises(SchemaError) as error:
        load_tables()
    assert message in str(error.value)
