"""Raw files in an object store → copies in a folder of this machine, of which only what changed is fetched again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath

from pipelines.ingest.articles import Reject, one_line, reject
from pipelines.publish.durable import flushed
from pipelines.run.object_stores import StoredFolder, StoredObject
from pipelines.run.outcome import BuildError

_FILES, _LIST = "files", "list.json"
_AT_ONCE = 16  # objects fetched at the same time: waiting for the store is what takes long
_LONGEST_PART = 240  # bytes of a name that file systems take

Listed = dict[str, list[int]]  # name → size, time


def copied(uri: str, folder: Path) -> tuple[Path, list[Reject]]:
    """Bring `folder` up to date with the objects at an address; returns what to read, and the objects that cannot be
    copied.

    An object is fetched when its size or its time is another than at the last time. Raises BuildError when the store
    refuses, or there is nothing at the address.
    """
    source = StoredFolder.at(uri)
    single = source.alone()
    objects = [single] if single else source.objects()
    if not objects:
        raise BuildError(f"there are no objects in {source.shown}; name the folder with the articles with --raw")
    taken, rejects = _sorted_out(objects)
    files = folder / _FILES
    _fetch(source.parent() if single else source, taken, files, _listed(folder))
    _write_list(folder, {one.name: [one.size, one.written] for one in taken})
    _remove_others(files, {one.name for one in taken})
    return (files / single.name if single else files), rejects


def _fetch(source: StoredFolder, objects: Iterable[StoredObject], files: Path, before: Mapping[str, list[int]]) -> None:
    def fetch(one: StoredObject) -> None:
        path = files / one.name
        path.parent.mkdir(parents=True, exist_ok=True)
        source.fetch(one.name, path)

    wanted = [one for one in objects if not _is_there(files / one.name, one, before)]
    for one in wanted:  # a name that was a folder before, or the other way round
        _clear_way(files, PurePosixPath(one.name))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(fetch, wanted):
            pass


def _is_there(path: Path, one: StoredObject, before: Mapping[str, list[int]]) -> bool:
    try:
        return before.get(one.name) == [one.size, one.written] and path.stat().st_size == one.size
    except OSError:
        return False


def _clear_way(files: Path, name: PurePosixPath) -> None:
    for above in name.parents:
        if (files / above).is_file():
            (files / above).unlink()
    if (files / name).is_dir():
        _remove_others(files / name, set())
        (files / name).rmdir()


def _sorted_out(objects: Iterable[StoredObject]) -> tuple[list[StoredObject], list[Reject]]:
    """The objects that can be files below a folder, and rejects of those that cannot."""
    taken: list[StoredObject] = []
    rejects: list[Reject] = []
    listed = list(objects)
    folders = {str(above) for one in listed for above in PurePosixPath(one.name).parents}
    for one in listed:
        parts = one.name.split("/")
        if one.name in folders:
            rejects.append(reject(one_line(one.name), None, "unreadable", "an object and a folder bear this name"))
        elif any(part in ("", ".", "..") or "\0" in part or len(part.encode()) > _LONGEST_PART for part in parts):
            rejects.append(reject(one_line(one.name), None, "outside_folder", "no file in a folder can bear this name"))
        else:
            taken.append(one)
    return taken, rejects


def _listed(folder: Path) -> Listed:
    """What was there the last time; nothing when that is not known."""
    try:
        found: Listed = json.loads((folder / _LIST).read_text(encoding="utf-8"))
        return found
    except (OSError, ValueError):
        return {}


def _write_list(folder: Path, listed: Listed) -> None:
    beside = folder / f".{_LIST}"
    with flushed(beside) as file:
        file.write(json.dumps(listed, ensure_ascii=False, sort_keys=True).encode())
    beside.replace(folder / _LIST)


def _remove_others(files: Path, names: set[str]) -> None:
    """Remove copies of objects that are gone."""
    for path in sorted(files.rglob("*"), reverse=True):  # what is in a folder before the folder
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(files).as_posix() not in names:
            path.unlink()
