"""Commands as people call them."""

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from typer.testing import CliRunner

from pipelines.cli.comparing import compare_releases, compare_values
from pipelines.cli.main import app
from pipelines.export.cells import safe_cell
from pipelines.metadata import load_tables
from pipelines.run import build

PROJECT = Path(__file__).resolve().parents[2]
STAGES = ("ingest", "code", "link", "validate", "publish")
NEWS = "قُتل ثلاثة مدنيين أمس جراء قصف مدفعي لقوات النظام على مدينة الباب."


def call(*arguments, given=None):
    return CliRunner().invoke(app, list(arguments), input=given)


@pytest.fixture(scope="module")
def curated(tmp_path_factory):
    raw = tmp_path_factory.mktemp("raw")
    line = {"id": "1", "text": NEWS, "published": "2020-02-03", "country": "Syria", "source": "a", "language": "ar"}
    (raw / "a.jsonl").write_text(json.dumps(line, ensure_ascii=False), encoding="utf-8")
    return build(raw, tmp_path_factory.mktemp("curated"), jobs=1).curated


def commands(group, prefix=()):
    """Every command with its words, groups opened."""
    for info in group.registered_commands:
        yield (*prefix, info.name or info.callback.__name__)
    for info in group.registered_groups:
        yield from commands(info.typer_instance, (*prefix, info.name))


@pytest.mark.parametrize("words", list(commands(app)), ids=" ".join)
def test_every_command_explains_itself(words):
    done = call(*words, "--help")
    assert done.exit_code == 0
    assert "Usage" in done.output


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["build", "--jobs", "many"],
        ["build", "--as-of", "soon"],
        ["build", "--as-of", "2024-02-30"],
        ["read", "minds"],
        ["code-text"],
    ],
)
def test_wrong_usage_has_exit_code_2(arguments):
    assert call(*arguments).exit_code == 2


def test_an_unknown_engine_is_one_sentence(tmp_path):
    done = call("build", "--raw", str(tmp_path), "--curated", str(tmp_path / "c"), "--engine", "abacus")
    assert done.exit_code == 1
    assert "there is no engine 'abacus'" in done.stderr


def test_help_loads_nothing_heavy():
    script = """
import sys
sys.argv = ["waqai", "--help"]
try:
    from pipelines.__main__ import main
    main()
except SystemExit:
    heavy = ("pyarrow", "duckdb", "pandas", "great_expectations", "yaml")
    print([name for name in heavy if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        check=True,
    )
    assert done.stdout.strip().endswith("[]")


def test_code_text_tells_the_report_as_json():
    done = call("code-text", NEWS, "--published", "2020-02-03", "--country", "Syria", "--explain")
    assert done.exit_code == 0
    told = json.loads(done.output)
    assert told["reports"][0]["event_date"] == "2020-02-02"
    assert told["reports"][0]["fatalities"] == 3
    assert {row["field"] for row in told["evidence"]} >= {"event_date", "location"}


def test_sql_lists_and_asks(curated):
    assert "acled_events" in call("sql", "--curated", str(curated)).output
    assert "2020-02-02" in call("sql", "SELECT event_date FROM incidents", "--curated", str(curated)).output
    wrong = call("sql", "SELECT colour FROM incidents", "--curated", str(curated))
    assert wrong.exit_code == 1
    assert "the query is wrong" in wrong.stderr


def test_export_writes_the_acled_columns(curated, tmp_path):
    out = tmp_path / "events.csv"
    assert call("export", "csv", "--curated", str(curated), "--out", str(out)).exit_code == 0
    rows = duckdb.sql(f"SELECT * FROM read_csv('{out}')")
    assert len(rows.columns) == 31
    assert [row[1] for row in rows.fetchall()] == [dt.date(2020, 2, 2)]
    assert call("export", "stone-tablet", "--curated", str(curated)).exit_code == 1


@pytest.mark.parametrize("bad", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_cells_that_spreadsheets_would_run_are_made_text(bad):
    assert safe_cell(bad) == f"'{bad}"
    assert safe_cell("Al-Bab") == "Al-Bab"
    assert safe_cell(-1.5) == -1.5


def test_diff_of_a_release_with_itself_is_empty(curated):
    for change in compare_releases(curated / "current", curated / "current"):
        assert (change.added, change.removed, change.changed) == (0, 0, 0), change.table
        assert change.old == change.new


def test_diff_tells_the_values_of_incidents_field_by_field(curated, tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    incidents = pq.read_table(curated / "current" / "incidents.parquet")
    other = [None if count is None else count + 7 for count in incidents["fatalities"].to_pylist()]
    place = incidents.column_names.index("fatalities")
    pq.write_table(
        incidents.set_column(place, incidents.schema.field(place), pa.array(other, pa.int32())),
        tmp_path / "incidents.parquet",
    )
    values = list(compare_values(curated / "current", tmp_path, load_tables()["incidents"]))
    assert {value.column for value in values} == {"fatalities"}
    assert all(int(value.new) == int(value.old) + 7 for value in values)
    assert [value.key for value in values] == sorted(incidents["incident_id"].to_pylist())
    done = call("diff", str(curated), str(tmp_path))
    assert done.exit_code == 0
    assert values[0].key in done.output


def test_diff_counts_added_removed_and_changed_rows(curated, tmp_path):
    import pyarrow.parquet as pq

    article = load_tables()["articles"].from_rows(
        [{"article_id": "new", "raw_path": "x", "raw_record": 1, "raw_sha256": "0", "text": "", "language": "ar"}]
    )
    pq.write_table(article, tmp_path / "articles.parquet")
    change = next(iter(compare_releases(curated / "current", tmp_path)))
    assert (change.table, change.old, change.new, change.added, change.removed, change.changed) == (
        "articles",
        1,
        1,
        1,
        1,
        0,
    )


def test_without_a_release_commands_say_what_to_run(tmp_path):
    for arguments in (["sql"], ["export", "csv"]):
        done = call(*arguments, "--curated", str(tmp_path))
        assert done.exit_code == 1
        assert "waqai build" in done.stderr


def test_the_makefile_offers_what_the_page_promises():
    promised = [
        "all",
        "setup",
        *STAGES,
        "build",
        "test",
        "sql",
        "notebooks",
        "evaluate",
        "bench",
        "docs",
        "lint",
        "clean",
        "lock",
    ]
    done = subprocess.run(["make", "-C", str(PROJECT), "help"], capture_output=True, text=True, check=True)
    offered = {line.split()[1] for line in done.stdout.splitlines() if line.startswith("  make ")}
    assert offered >= set(promised)


def test_the_lock_names_no_host_and_hashes_everything():
    lines = (PROJECT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if "://" in line]
    pinned = [index for index, line in enumerate(lines) if "==" in line and not line.startswith(" ")]
    assert len(pinned) > 50
    assert all("--hash=sha256:" in lines[index + 1] for index in pinned)


def test_a_place_is_added_to_the_users_own_table(tmp_path, monkeypatch):
    monkeypatch.setenv("WAQAI_GAZETTEER", str(tmp_path))
    words = [
        "gazetteer",
        "add",
        "قرية التجربة",
        "--latin",
        "Trial Village",
        "--latitude",
        "36.1",
        "--longitude",
        "37.2",
    ]
    done = call(*words, "--country", "Syria")
    assert done.exit_code == 0, done.output
    assert "Trial Village" in (tmp_path / "own.csv").read_text(encoding="utf-8")
    wrong = call(*words, "--country", "Atlantis")
    assert wrong.exit_code == 1
    assert "Atlantis" in wrong.stderr


def test_a_table_that_is_none_is_one_sentence(tmp_path):
    done = call("gazetteer", "import", str(tmp_path / "nowhere.csv"))
    assert done.exit_code == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_audit_names_unused_triggers(curated):
    done = call("lexicon", "audit", "--curated", str(curated))
    assert done.exit_code == 0
    assert "was never used in this release" in done.output
    assert "remarks" in done.output


def test_a_gazetteer_folder_that_cannot_be_is_one_sentence(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("WAQAI_GAZETTEER", str(tmp_path / "file" / "own"))
    place = ("gazetteer", "add", "Tajriba", "--latitude", "33", "--longitude", "36", "--country", "SYR")
    done = call(*place)
    assert done.exit_code == 1
    assert "not a directory" in done.stderr
    assert done.stderr.count("\n") == 1
