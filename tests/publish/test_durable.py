"""Names that change what they stand for in one step."""

import pytest

from pipelines.publish.durable import flushed, point


def test_a_link_is_made_replaced_and_left(tmp_path):
    link = tmp_path / "current"
    for target in ("one", "two", "two"):
        point(link, target)
        assert str(link.readlink()) == target
    assert [path.name for path in tmp_path.iterdir()] == ["current"]


def test_a_plain_file_gives_way_and_a_folder_does_not(tmp_path):
    (tmp_path / "file").write_text("old")
    point(tmp_path / "file", "new")
    assert str((tmp_path / "file").readlink()) == "new"
    (tmp_path / "folder").mkdir()
    with pytest.raises(IsADirectoryError):
        point(tmp_path / "folder", "new")
    assert (tmp_path / "folder").is_dir()


def test_what_a_stopped_build_left_of_a_link_is_no_hindrance(tmp_path):
    (tmp_path / ".current.new").symlink_to("half")
    point(tmp_path / "current", "one")
    assert str((tmp_path / "current").readlink()) == "one"


def test_flushed_files_hold_what_was_written(tmp_path):
    with flushed(tmp_path / "file") as file:
        file.write(b"words")
    assert (tmp_path / "file").read_bytes() == b"words"
