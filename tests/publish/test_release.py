"""Releases: whole or not at all, the same for the same content, and never changed."""

import json

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipelines.metadata import load_tables
from pipelines.publish import PublishError, publish_release, release
from tests.publish.example import example_rows, example_tables

PROVENANCE = {"inputs": "abc"}


@pytest.fixture
def curated(tmp_path):
    return tmp_path / "curated"


def published(curated):
    """Everything a reader of the current release sees, by file."""
    return {path.name: path.read_bytes() for path in sorted((curated / "current").iterdir())}


def other_tables():
    rows = example_rows()
    rows["incidents"][0]["fatalities"] = 1
    return example_tables(rows)


def test_all_tables_are_there_with_the_declared_schema(curated):
    publish_release(example_tables(), curated, PROVENANCE)
    for name, table in load_tables().items():
        path = curated / "current" / f"{name}.parquet"
        assert pq.read_schema(path).equals(table.arrow_schema(), check_metadata=False), name
        assert pq.read_table(path).schema.field(0).metadata[b"description"]


def test_the_manifest_accounts_for_every_file(curated):
    made = publish_release(example_tables(), curated, PROVENANCE)
    manifest = json.loads((made.folder / "manifest.json").read_text())
    assert manifest["release_id"] == made.release_id
    assert manifest["provenance"] == PROVENANCE
    files = {path.stem for path in made.folder.glob("*.parquet")}
    assert set(manifest["tables"]) == files == set(load_tables())
    for name, file in manifest["tables"].items():
        path = made.folder / f"{name}.parquet"
        assert (file["sha256"], file["bytes"]) == (release.sha256_of(path), path.stat().st_size)
        assert file["rows"] == pq.read_metadata(path).num_rows == made.tables[name]


def test_the_same_content_is_the_same_release_whatever_the_chunks_and_order(curated, tmp_path):
    first = publish_release(example_tables(), curated, PROVENANCE)
    shuffled = {
        name: pa.concat_tables([table.slice(row, 1) for row in reversed(range(table.num_rows))])
        if table.num_rows
        else table
        for name, table in example_tables().items()
    }
    second = publish_release(shuffled, tmp_path / "elsewhere", PROVENANCE)
    assert second.release_id == first.release_id
    for path in first.folder.iterdir():
        if path.name != release.DATABASE:
            assert path.read_bytes() == (second.folder / path.name).read_bytes(), path.name


def test_publishing_again_changes_nothing(curated):
    first = publish_release(example_tables(), curated, PROVENANCE)
    before, when = published(curated), first.folder.stat().st_mtime_ns
    again = publish_release(example_tables(), curated, PROVENANCE)
    assert (first.is_new, again.is_new, again.release_id) == (True, False, first.release_id)
    assert published(curated) == before
    assert first.folder.stat().st_mtime_ns == when


def test_changes_bear_the_id_of_the_release_and_keep_older_ids(curated):
    rows = example_rows()
    rows["changes"].insert(0, {"incident_id": "inc-0", "change": "removed", "release_id": "older"})
    made = publish_release(example_tables(rows), curated, PROVENANCE)
    changes = pq.read_table(made.folder / "changes.parquet").to_pylist()
    assert [row["release_id"] for row in changes] == ["older", made.release_id]


def test_carrying_the_changes_on_gives_the_same_release(curated):
    first = publish_release(example_tables(), curated, PROVENANCE)
    tables = example_tables() | {"changes": pq.read_table(curated / "current" / "changes.parquet")}
    again = publish_release(tables, curated, PROVENANCE)
    assert (again.release_id, again.is_new) == (first.release_id, False)


def test_other_content_or_provenance_is_another_release_and_the_old_one_stays(curated):
    first = publish_release(example_tables(), curated, PROVENANCE)
    kept = {path.name: path.read_bytes() for path in first.folder.iterdir()}
    second = publish_release(other_tables(), curated, PROVENANCE)
    third = publish_release(example_tables(), curated, {"inputs": "abd"})
    assert len({first.release_id, second.release_id, third.release_id}) == 3
    assert {path.name: path.read_bytes() for path in first.folder.iterdir()} == kept


def test_both_names_lead_to_the_new_release_by_relative_links(curated, tmp_path):
    publish_release(example_tables(), curated, PROVENANCE)
    made = publish_release(other_tables(), curated, PROVENANCE)
    assert str((curated / "current").readlink()) == f"releases/{made.release_id}"
    moved = curated.rename(tmp_path / "moved")
    assert pq.read_table(moved / "current" / "incidents.parquet")["fatalities"].to_pylist() == [1]
    with duckdb.connect(str(moved / "waqai.duckdb"), read_only=True) as con:
        assert con.sql("SELECT fatalities FROM incidents").fetchall() == [(1,)]


@pytest.mark.parametrize("step", ["write_table", "build_database", "_settle", "_swap_in"])
def test_a_build_that_stops_leaves_the_release_before(curated, monkeypatch, step):
    publish_release(example_tables(), curated, PROVENANCE)
    before = published(curated)

    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(release, step, stop)
        with pytest.raises(KeyboardInterrupt):
            publish_release(other_tables(), curated, PROVENANCE)
    assert published(curated) == before
    after = publish_release(other_tables(), curated, PROVENANCE)
    assert (curated / "current").resolve() == after.folder.resolve()


def test_what_a_killed_build_left_is_swept_and_nothing_else_lies_about(curated):
    (curated / "releases" / ".new").mkdir(parents=True)
    (curated / "releases" / ".new" / "incidents.parquet").write_bytes(b"half")
    made = publish_release(example_tables(), curated, PROVENANCE)
    assert [path.name for path in (curated / "releases").iterdir()] == [made.release_id]
    assert sorted(path.name for path in curated.iterdir()) == ["current", "releases", "waqai.duckdb"]


def test_a_damaged_release_is_written_again(curated):
    made = publish_release(example_tables(), curated, PROVENANCE)
    (made.folder / "incidents.parquet").write_bytes(b"damaged")
    assert publish_release(example_tables(), curated, PROVENANCE).is_new
    assert pq.read_table(curated / "current" / "incidents.parquet").num_rows == 1


def test_an_id_is_never_given_to_other_tables(curated):
    publish_release(example_tables(), curated, PROVENANCE, release_id="given")
    before = published(curated)
    with pytest.raises(PublishError, match="other tables under the same release id"):
        publish_release(other_tables(), curated, PROVENANCE, release_id="given")
    assert published(curated) == before


def test_optional_tables_may_be_left_out_and_others_may_not(curated):
    tables = example_tables()
    assert "places" not in tables
    publish_release(tables, curated, PROVENANCE)
    assert pq.read_table(curated / "current" / "places.parquet").num_rows == 0
    tables.pop("mentions")
    with pytest.raises(PublishError, match="tables missing: mentions"):
        publish_release(tables, curated, PROVENANCE)


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda table: table.drop_columns(["actor"]), "table incidents has no actor"),
        (lambda table: table.append_column("colour", pa.array(["red"])), "unknown columns colour"),
        (lambda table: table.set_column(0, "incident_id", pa.array([None], pa.string())), "incident_id is null in 1"),
        (lambda table: table.set_column(
            table.column_names.index("fatalities"), "fatalities", pa.array(["two"])), "column fatalities is no int32"),
    ],
)  # fmt: skip
def test_unfit_tables_stop_the_release(curated, spoil, problem):
    tables = example_tables()
    tables["incidents"] = spoil(tables["incidents"])
    with pytest.raises(PublishError, match=problem):
        publish_release(tables, curated, PROVENANCE)
    assert not (curated / "current").exists()


def test_a_folder_in_the_way_is_named_and_left_alone(curated):
    (curated / "current").mkdir(parents=True)
    (curated / "current" / "thesis.txt").write_text("mine")
    with pytest.raises(PublishError, match="current is in the way"):
        publish_release(example_tables(), curated, PROVENANCE)
    assert (curated / "current" / "thesis.txt").read_text() == "mine"
