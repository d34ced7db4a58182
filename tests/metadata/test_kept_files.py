"""The cache folder holds no more than it should, and what is used stays."""

import os
from pathlib import Path

from pipelines.metadata import checked
from pipelines.metadata.kept_files import mark_used, sweep


def made(folder: Path, *names: str) -> None:
    """Files of growing age of use, the first one used longest ago."""
    for second, name in enumerate(names, 1):
        (folder / name).write_bytes(b"")
        os.utime(folder / name, (second, second))


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_those_used_last_stay(tmp_path: Path) -> None:
    made(tmp_path, "b", "a", "c")
    mark_used(tmp_path / "b")
    sweep(tmp_path, 2)
    assert left(tmp_path) == ["b", "c"]


def test_nothing_goes_while_there_is_room(tmp_path: Path) -> None:
    made(tmp_path, "a", "b")
    sweep(tmp_path, 2)
    assert left(tmp_path) == ["a", "b"]


def test_what_is_being_written_stays(tmp_path: Path) -> None:
    made(tmp_path, ".making-x", "a", "b")
    sweep(tmp_path, 1)
    assert left(tmp_path) == [".making-x", "b"]


def test_a_folder_that_is_not_there_is_left_alone(tmp_path: Path) -> None:
    sweep(tmp_path / "none", 1)
    mark_used(tmp_path / "none" / "a")
    assert left(tmp_path) == []


def test_declarations_of_projects_that_are_gone_do_not_pile_up(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("WAQAI_CACHE", str(tmp_path))
    monkeypatch.setattr(checked, "MOST_KEPT", 2)
    for number in range(4):
        checked.keep(f"{number}-x.json", {"entry": number})
    assert checked.load_kept("3-x.json") == {"entry": 3}
    assert len(left(tmp_path / "declarations")) == 2
