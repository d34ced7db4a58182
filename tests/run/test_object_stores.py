"""Articles from and releases into a real S3 server that runs in this process."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pyarrow import fs

from pipelines.run import BuildError, build
from pipelines.run.object_stores import StoredFolder, is_stored
from pipelines.run.raw_copies import copied
from pipelines.run.stored_releases import bring_release, put_release, release_in_force

WORDS = "قُتل ثلاثة مدنيين أمس جراء قصف مدفعي لقوات النظام على مدينة {}."
TOWNS = ("بنش", "سرمين", "تفتناز")


@pytest.fixture(scope="module")
def server():
    from moto.server import ThreadedMotoServer

    running = ThreadedMotoServer("127.0.0.1", 0)
    running.start()
    yield "{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def bucket(server, tmp_path, monkeypatch):
    """A new bucket: its file system, and a function from paths in it to addresses."""
    for name, value in (("ACCESS_KEY_ID", "test"), ("SECRET_ACCESS_KEY", "test"), ("EC2_METADATA_DISABLED", "true")):
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setenv("WAQAI_STORES", str(tmp_path / "stores"))
    files = fs.S3FileSystem(
        endpoint_override=server, scheme="http", region="us-east-1", allow_bucket_creation=True, background_writes=False
    )
    name = tmp_path.name.replace("_", "-")[:60]
    files.create_dir(name)
    return fs.SubTreeFileSystem(name, files), lambda path: (
        f"s3://{name}/{path}?endpoint_override={server}&scheme=http&region=us-east-1"
    )


def write(files, path: str, content: bytes) -> None:
    with files.open_output_stream(path) as target:
        target.write(content)


def article(number: int) -> bytes:
    text = WORDS.format(TOWNS[number])
    return json.dumps({"id": str(number), "text": text, "published": "2020-02-05", "language": "ar"}).encode()


def read_all(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.parquet")}


def test_a_build_from_and_into_a_store_gives_the_bytes_of_one_on_disk(bucket, tmp_path, monkeypatch):
    files, at = bucket
    raw = tmp_path / "raw"
    (raw / "in").mkdir(parents=True)
    (raw / "_meta.yml").write_text("source: Akhbar\n")
    for number in range(2):
        (raw / "in" / f"{number}.jsonl").write_bytes(article(number))
    for path in raw.rglob("*.*"):
        write(files, f"raw/{path.relative_to(raw).as_posix()}", path.read_bytes())

    stored = build(at("raw"), at("out"), jobs=1)
    here = build(raw, tmp_path / "here", jobs=1)
    assert stored.release_id == here.release_id
    assert stored.stored == f"s3://{files.base_path.rstrip('/')}/out"
    folder = f"out/releases/{here.release_id}"
    published = {info.base_name for info in files.get_file_info(fs.FileSelector(folder))}
    assert published == {path.name for path in here.release.iterdir()}
    for name, content in read_all(here.release).items():
        assert files.open_input_stream(f"{folder}/{name}").read() == content
    assert json.loads(files.open_input_stream("out/current.json").read()) == {"release_id": here.release_id}

    write(files, "raw/in/2.jsonl", article(2))
    monkeypatch.setenv("WAQAI_STORES", str(tmp_path / "another machine"))
    later = build(at("raw"), at("out"), jobs=1)  # goes on from the release in force, which it finds in the store
    assert json.loads(files.open_input_stream("out/current.json").read()) == {"release_id": later.release_id}
    changes = pq.read_table(later.release / "changes.parquet").to_pylist()
    assert {row["release_id"] for row in changes} == {here.release_id, later.release_id}
    assert "removed" not in {row["change"] for row in changes}


def test_only_what_changed_is_fetched_again(bucket, tmp_path, monkeypatch):
    files, at = bucket
    for name in ("a.txt", "b/c.txt", "b/d.txt"):
        write(files, f"raw/{name}", name.encode())
    fetched, really = [], StoredFolder.fetch
    monkeypatch.setattr(
        StoredFolder, "fetch", lambda self, name, path: (fetched.append(name), really(self, name, path))
    )
    place, refused = copied(at("raw"), tmp_path / "copies")
    assert sorted(fetched) == ["a.txt", "b/c.txt", "b/d.txt"]
    write(files, "raw/b/c.txt", b"other words")
    files.delete_file("raw/b/d.txt")
    files.delete_file("raw/a.txt")
    write(files, "raw/a.txt/e.txt", b"now a folder")
    fetched.clear()
    copied(at("raw"), tmp_path / "copies")
    assert sorted(fetched) == ["a.txt/e.txt", "b/c.txt"]
    found = {path.relative_to(place).as_posix(): path.read_text() for path in place.rglob("*") if path.is_file()}
    assert found == {"a.txt/e.txt": "now a folder", "b/c.txt": "other words"}
    assert refused == []


def test_a_damaged_copy_is_fetched_again(bucket, tmp_path):
    files, at = bucket
    write(files, "raw/a.txt", b"words")
    place, _ = copied(at("raw"), tmp_path / "copies")
    (place / "a.txt").write_text("wor")
    copied(at("raw"), tmp_path / "copies")
    assert (place / "a.txt").read_text() == "words"


def test_a_single_object_is_read_as_a_single_file_is(bucket, tmp_path):
    files, at = bucket
    write(files, "raw/a.txt", b"words")
    place, _ = copied(at("raw/a.txt"), tmp_path / "copies")
    assert (place.name, place.read_text()) == ("a.txt", "words")


def test_names_that_no_file_can_bear_are_rejects(bucket, tmp_path, monkeypatch):
    files, at = bucket
    for name in ("a", "a/b.txt", f"{'n' * 250}.txt"):
        write(files, f"raw/{name}", b"words")
    listed = StoredFolder.objects
    escaping = listed(StoredFolder.at(at("raw")))[0].__class__("../../escaped.txt", 5, 0)
    monkeypatch.setattr(StoredFolder, "objects", lambda self, below="": [*listed(self, below), escaping])
    place, refused = copied(at("raw"), tmp_path / "copies")
    assert [path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()] == ["a/b.txt"]
    assert sorted((one.raw_path[:9], one.reason) for one in refused) == [
        ("../../esc", "outside_folder"), ("a", "unreadable"), ("nnnnnnnnn", "outside_folder"),
    ]  # fmt: skip


def test_what_is_not_there_is_told_in_one_sentence(bucket, tmp_path):
    _, at = bucket
    with pytest.raises(BuildError, match=r"there are no objects in s3://.*/raw; name the folder"):
        copied(at("raw"), tmp_path / "copies")
    elsewhere = at("raw").replace("s3://", "s3://key:secret@no-such-bucket-")
    with pytest.raises(BuildError, match="s3://no-such-bucket-") as found:
        copied(elsewhere, tmp_path / "copies")
    assert "secret" not in str(found.value)


def test_who_comes_second_is_refused(bucket, tmp_path):
    files, at = bucket
    store = StoredFolder.at(at("out"))
    assert bring_release(store, tmp_path) == ""
    release = tmp_path / "releases" / "0123"
    release.mkdir(parents=True)
    (release / "incidents.parquet").write_bytes(b"rows")
    write(files, "out/current.json", b'{"release_id": "4567"}')
    with pytest.raises(BuildError, match="another one put release 4567 in force"):
        put_release(store, release, before="")
    assert release_in_force(store) == "4567"
    with pytest.raises(BuildError, match=r"release 4567 in s3://.* is damaged"):
        bring_release(store, tmp_path)


def test_a_pointer_to_elsewhere_is_refused(bucket):
    files, at = bucket
    write(files, "out/current.json", b'{"release_id": "../.."}')
    with pytest.raises(BuildError, match="names no release"):
        release_in_force(StoredFolder.at(at("out")))


@pytest.mark.parametrize(
    ("place", "expected"),
    [("s3://bucket/path", True), ("gs://bucket", True), ("s3:/bucket", True), ("/s3/x", False), ("raw", False)],
)
def test_addresses_are_told_from_paths(place, expected):
    assert is_stored(place) is expected
