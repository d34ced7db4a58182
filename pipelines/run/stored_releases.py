"""Releases in an object store.

```
releases/<release_id>/*.parquet, manifest.json, waqai.duckdb     never changed once there
current.json                                                     which release is in force: {"release_id": …}
```
A release is put there file by file; then one write of `current.json` puts it in force, and whoever reads that first
sees the old release or the new one, whole. Stores have no locks: of two machines that build for one address at a time,
the second to finish is refused when it sees that the first was faster.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from pipelines.publish.durable import point
from pipelines.publish.parquet_files import sha256_of
from pipelines.publish.release import CURRENT, DATABASE, MANIFEST
from pipelines.run.object_stores import StoredFolder
from pipelines.run.outcome import BuildError

_POINTER = "current.json"
_RELEASES = "releases"


def bring_release(store: StoredFolder, curated: Path) -> str:
    """Make the release in force in the store the one in force in the folder `curated`, so that ids go on from it.

    Returns its id, "" when the store has none; then the folder has none either. Raises BuildError when it is damaged.
    """
    release_id = release_in_force(store)
    if not release_id:
        (curated / CURRENT).unlink(missing_ok=True)
        return ""
    folder = curated / _RELEASES / release_id
    if not _is_whole(folder):
        _fetch(store, release_id, folder)
    point(curated / DATABASE, f"{CURRENT}/{DATABASE}")
    point(curated / CURRENT, f"{_RELEASES}/{release_id}")
    return release_id


def put_release(store: StoredFolder, folder: Path, before: str) -> None:
    """Put a release into the store and in force. Raises BuildError when another one than `before` is in force now."""
    if folder.name == before:
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            store.put(path, f"{_RELEASES}/{folder.name}/{path.relative_to(folder).as_posix()}")
    now = release_in_force(store)
    if now != before:
        raise BuildError(
            f"while this build ran, another one put release {now or 'none'} in force in {store.shown}; build again to "
            "go on from it"
        )
    store.write(_POINTER, json.dumps({"release_id": folder.name}).encode() + b"\n")


def release_in_force(store: StoredFolder) -> str:
    """The id of the release in force, "" without one. Raises BuildError when the store tells something else."""
    content = store.read(_POINTER)
    if content is None:
        return ""
    try:
        release_id = json.loads(content)["release_id"]
    except (ValueError, KeyError, TypeError) as error:
        raise BuildError(f"{store.shown}/{_POINTER} names no release; put an older release in force there") from error
    if not isinstance(release_id, str) or not release_id.isalnum():
        raise BuildError(f"{store.shown}/{_POINTER} names no release; put an older release in force there")
    return release_id


def _fetch(store: StoredFolder, release_id: str, folder: Path) -> None:
    beside = folder.with_name(f".{release_id}")
    shutil.rmtree(beside, ignore_errors=True)
    for one in store.objects(f"{_RELEASES}/{release_id}"):
        parts = PurePosixPath(one.name).parts
        if ".." in parts or one.name.startswith("/"):
            raise BuildError(f"{store.shown} holds an object with the name {one.name!r} in release {release_id}")
        path = beside.joinpath(*parts)
        path.parent.mkdir(parents=True, exist_ok=True)
        store.fetch(f"{_RELEASES}/{release_id}/{one.name}", path)
    if not _is_whole(beside):
        raise BuildError(
            f"release {release_id} in {store.shown} is damaged; put an older one in force there ({_POINTER}), or "
            f"remove {_POINTER} to build from nothing"
        )
    shutil.rmtree(folder, ignore_errors=True)
    beside.rename(folder)


def _is_whole(folder: Path) -> bool:
    try:
        manifest: Mapping[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = manifest["tables"].items()
        return (folder / DATABASE).is_file() and all(
            sha256_of(folder / f"{name}.parquet") == file["sha256"] for name, file in files
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False
