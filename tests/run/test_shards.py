"""Kept results: whole or not there."""

import pyarrow as pa
import pytest

from pipelines.run.shards import KEY, ShardStore, keyed, keyed_schema

SCHEMA = pa.schema([("word", pa.string())])


def write(store, *keys):
    rows = keyed(pa.table({"word": [f"word of {key}" for key in keys]}), list(keys))
    return store.write(list(keys), {"words": rows}, {"words": keyed_schema(SCHEMA)})


@pytest.fixture
def store(tmp_path):
    return ShardStore(tmp_path, "fingerprint")


def test_a_shard_answers_for_its_keys(store):
    shard = write(store, "a", "b")
    assert store.known() == {"a": shard, "b": shard}


def test_writing_again_changes_nothing(store):
    first = write(store, "a")
    content = (first / "words.parquet").read_bytes()
    assert (write(store, "a") / "words.parquet").read_bytes() == content


def test_another_fingerprint_knows_nothing(store, tmp_path):
    write(store, "a")
    assert ShardStore(tmp_path, "other").known() == {}


@pytest.mark.parametrize("file", ["words.parquet", "keys.parquet"])
@pytest.mark.parametrize(
    "damage", [lambda f: f.write_bytes(f.read_bytes()[:-9]), lambda f: f.write_bytes(b""), lambda f: f.unlink()]
)
def test_a_damaged_shard_is_removed_and_unknown(store, file, damage):
    shard = write(store, "a")
    damage(shard / file)
    if file == "words.parquet" and not (shard / file).exists():
        (shard / file).write_bytes(b"cut")
    assert store.known() == {}
    assert not shard.exists()


def test_half_written_shards_are_never_seen_and_swept(store):
    kept = write(store, "a")
    (store.folder / ".half.1").mkdir()
    assert store.shards() == [kept]
    store.sweep({"a"})
    assert sorted(path.name for path in store.folder.iterdir()) == [kept.name]


def test_sweeping_keeps_what_is_wanted_and_nothing_else(store, tmp_path):
    kept, dropped = write(store, "a", "b"), write(store, "c")
    other = ShardStore(tmp_path, "older")
    write(other, "a")
    store.sweep({"b"})
    assert store.known().keys() == {"a", "b"}
    assert kept.exists()
    assert not dropped.exists()
    assert not other.folder.exists()


def test_rows_start_with_their_key(store):
    table = keyed(pa.table({"word": ["x", "y"]}), ["a", "b"])
    assert table.column_names == [KEY, "word"]
    assert table[KEY].to_pylist() == ["a", "b"]
