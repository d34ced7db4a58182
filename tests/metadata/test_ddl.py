"""DuckDB statements: names and texts that need quoting come through as they are."""

import duckdb
import pytest

from pipelines.metadata import load_fields, load_tables
from pipelines.metadata.ddl import create_table, field_comment, quoted_name, quoted_text, table_comments


@pytest.mark.parametrize("words", ["plain", "it's", 'say "no"', "قصف", "semi;colon --"])
def test_quoting(words):
    with duckdb.connect() as con:
        found = con.execute(f"SELECT {quoted_text(words)} AS {quoted_name(words)}")
        assert found.description[0][0] == words
        assert found.fetchall() == [(words,)]


@pytest.mark.parametrize("table", load_tables().values(), ids=lambda table: table.name)
def test_tables_are_made_with_the_declared_nulls(table):
    with duckdb.connect() as con:
        con.execute(create_table(table))
        for statement in table_comments(table):
            con.execute(statement)
        found = {row[0]: row[2] for row in con.execute(f"DESCRIBE {quoted_name(table.name)}").fetchall()}
    assert {name for name, null in found.items() if null == "NO"} == table.required
    assert tuple(found) == table.columns


def test_comments_tell_unit_and_code_list():
    fields = load_fields().fields
    assert field_comment(fields["detained"]).endswith("Unit: persons.")
    assert field_comment(fields["claim"]).endswith("Code list: claim.")
