"""One release: written beside, named by its content, swapped in by one rename.

```
curated/
  releases/<release_id>/*.parquet, manifest.json, waqai.duckdb     never changed once there
                        by_country/<table>/country=…/year=…/       large tables once more, see `partitions`
  current      -> releases/<release_id>
  waqai.duckdb -> current/waqai.duckdb
```
Both names lead through `current`, so that one rename changes Parquet files and database together: whoever looks, also
after a kill at any moment, sees the old release or the new one. A release is only ever renamed into place complete.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.metadata import load_tables, schemas_hash
from pipelines.metadata.fitting import UnfitTableError
from pipelines.publish.database import build_database
from pipelines.publish.durable import flush, flushed, point
from pipelines.publish.parquet_files import Rows, WrittenFile, sha256_of, write_table
from pipelines.publish.partitions import FOLDER, is_large, write_partitions

DATABASE = "waqai.duckdb"
MANIFEST = "manifest.json"
CURRENT = "current"
_ID_LENGTH = 16
_OPEN_ID = "changes"  # the only table that bears the release's own id


class PublishError(Exception):
    """A release that cannot be written, in one sentence with the remedy."""


@dataclass(frozen=True, slots=True)
class Release:
    """A published release. `tables` are row counts; `is_new` is false when exactly this release was there before."""

    release_id: str
    folder: Path
    database: Path
    tables: Mapping[str, int]
    is_new: bool


def publish_release(
    tables: Mapping[str, Rows],
    curated: Path,
    provenance: Mapping[str, Any],
    release_id: str | None = None,
    open_id: str | None = None,
) -> Release:
    """Write the tables as a release under `curated` and make it the current one.

    - Tables come from memory or, a piece at a time, from Parquet files.
    - Optional tables that are not given are published empty; rows are sorted as declared.
    - `provenance` (input hashes, code version …) goes into the manifest and must not depend on clock or machine.
    - Without `release_id` it is the hash of content and provenance: the same tables give the same release, which is
      then left as it is. Rows of `changes` without a release id, or with `open_id`, get it.

    Raises PublishError when a table is missing or unfit, or another content already bears the id.
    """
    releases = curated / "releases"
    beside = releases / ".new"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        manifest = _write_tables(tables, beside, provenance, release_id, open_id)
        folder = releases / str(manifest["release_id"])
        is_new = not _is_there(folder, manifest)
        if is_new:
            large = {name for name, file in manifest["tables"].items() if file.get("partitions")}
            build_database(beside / DATABASE, beside, load_tables().values(), large)
            _settle(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    _swap_in(curated, folder)
    counts = {name: file["rows"] for name, file in manifest["tables"].items()}
    return Release(folder.name, folder, curated / DATABASE, counts, is_new)


def whole_release(curated: Path, provenance: Mapping[str, Any]) -> Release | None:
    """The release in force when it was made from just this and every file of it is as it was written; else None."""
    folder = (curated / CURRENT).resolve()
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if manifest["provenance"] != provenance or not _is_there(folder, manifest):
            return None
        if not (curated / DATABASE).exists():
            return None
        counts = {name: file["rows"] for name, file in manifest["tables"].items()}
        return Release(folder.name, folder, curated / DATABASE, counts, is_new=False)
    except (OSError, ValueError, KeyError):
        return None


def _write_tables(
    tables: Mapping[str, Rows], folder: Path, provenance: Mapping[str, Any], release_id: str | None, open_id: str | None
) -> dict[str, Any]:
    complete = _complete(tables)
    written: dict[str, WrittenFile] = {}
    try:
        for name, rows in complete.items():
            change = _without_ids if name == _OPEN_ID else None
            written[name] = _written(folder, name, rows, change)
        manifest = _manifest(written, provenance)
        manifest["release_id"] = release_id or _content_id(manifest)
        stamped = partial(_stamped, release_id=manifest["release_id"], open_id=open_id)
        path = folder / f"{_OPEN_ID}.parquet"
        written[_OPEN_ID] = write_table(path, load_tables()[_OPEN_ID], complete[_OPEN_ID], stamped)
    except UnfitTableError as error:
        raise PublishError(f"{error}; no release was written") from error
    manifest["tables"] = _manifest(written, {})["tables"]
    with flushed(folder / MANIFEST) as file:
        file.write(json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True).encode() + b"\n")
    return manifest


def _written(folder: Path, name: str, rows: Rows, change: Callable[[pa.Table], pa.Table] | None) -> WrittenFile:
    path = folder / f"{name}.parquet"
    file = write_table(path, load_tables()[name], rows, change)
    if is_large(name, file.rows):
        return replace(file, partitions=write_partitions(path, folder / FOLDER / name))
    return file


def _complete(tables: Mapping[str, Rows]) -> dict[str, Rows]:
    """All declared tables by name, in that order."""
    declared = load_tables()
    unknown = sorted(set(tables) - set(declared))
    missing = [name for name, table in declared.items() if name not in tables and not table.is_optional]
    if unknown or missing:
        lost, strange = ", ".join(missing) or "none", ", ".join(unknown) or "none"
        raise PublishError(f"tables missing: {lost}; unknown: {strange}; no release was written")
    return {name: tables.get(name, table.empty()) for name, table in declared.items()}


def _manifest(written: Mapping[str, WrittenFile], provenance: Mapping[str, Any]) -> dict[str, Any]:
    tables = {name: _told(file) for name, file in written.items()}
    return {"tables": tables, "schemas_sha256": schemas_hash(), "provenance": dict(provenance)}


def _told(file: WrittenFile) -> dict[str, Any]:
    told: dict[str, Any] = {"rows": file.rows, "bytes": file.size, "sha256": file.sha256}
    if file.partitions:
        told["partitions"] = {path: _told(part) for path, part in file.partitions.items()}
    return told


def _content_id(manifest: Mapping[str, Any]) -> str:
    content = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()[:_ID_LENGTH]


def _without_ids(changes: pa.Table) -> pa.Table:
    """`changes` with empty release ids: the id of a release must not depend on itself."""
    ids = pa.array([""] * changes.num_rows, pa.string())
    return changes.set_column(changes.column_names.index("release_id"), "release_id", ids)


def _stamped(changes: pa.Table, release_id: str, open_id: str | None) -> pa.Table:
    """`changes` with this release's id where none was set yet."""
    place = changes.column_names.index("release_id")
    ids = changes["release_id"].cast(pa.string())
    if open_id is not None:
        ids = pc.if_else(pc.equal(ids, open_id), pa.scalar(None, pa.string()), ids)
    return changes.set_column(place, "release_id", ids.fill_null(release_id))


def _is_there(folder: Path, manifest: Mapping[str, Any]) -> bool:
    """Whether exactly this release is in place, whole. Raises PublishError when another one bears its id."""
    try:
        found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if found != manifest:
        raise PublishError(
            f"{folder} holds other tables under the same release id; move that folder away and publish again"
        )
    files = {f"{name}.parquet": file for name, file in manifest["tables"].items()}
    for file in list(files.values()):
        files |= file.get("partitions", {})
    return (folder / DATABASE).is_file() and all(_is_whole(folder / path, file) for path, file in files.items())


def _is_whole(path: Path, file: Mapping[str, Any]) -> bool:
    return path.is_file() and path.stat().st_size == file["bytes"] and sha256_of(path) == file["sha256"]


def _settle(beside: Path, folder: Path) -> None:
    """Move a complete release to its place; what is there is a damaged one, or `_is_there` would have found it."""
    flush(beside)
    if folder.exists():
        damaged = folder.with_name(f".damaged-{folder.name}")
        shutil.rmtree(damaged, ignore_errors=True)
        folder.rename(damaged)
        beside.rename(folder)
        shutil.rmtree(damaged, ignore_errors=True)
    else:
        beside.rename(folder)
    flush(folder.parent)


def _swap_in(curated: Path, folder: Path) -> None:
    try:
        # The database's name comes first: the next step then brings tables and database at once.
        point(curated / DATABASE, f"{CURRENT}/{DATABASE}")
        point(curated / CURRENT, f"{folder.parent.name}/{folder.name}")
    except OSError as error:
        place = error.filename2 or error.filename
        raise PublishError(f"{place} is in the way of the new release ({error.strerror}); move it elsewhere") from error
