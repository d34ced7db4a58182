"""Content of declarations that was parsed and checked before, kept as JSON in the user's cache folder.

Kept under a hash of the file, of the JSON Schema it was checked against and of the code that checked it, so that what
is found is what reading the file again would give. JSON is data and nothing else: reading it cannot run anything. A
cache folder that others may write to is not used, since what stood in it would be believed unchecked.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import stat
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.metadata.kept_files import sweep
from pipelines.settings import cache_folder

MOST_KEPT = 4_000  # files, of all projects on this machine; a project has some 300
_FOLDER = "declarations"
_DATE = "$date"  # YAML has dates, JSON has not
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def kept_name(path: Path, parts: Sequence[bytes]) -> str:
    """The name under which a file's content is kept: which file it is, and the hash of all that it depends on."""
    place = hashlib.sha256(os.fsencode(path.absolute())).hexdigest()[:16]
    content = hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:32]
    return f"{place}-{content}.json"


def load_kept(name: str) -> Any:
    """What is kept under a name; None when there is nothing."""
    folder = _usable(cache_folder() / _FOLDER)
    if folder is None:
        return None
    try:
        written = (folder / name).read_text(encoding="utf-8")
        return json.loads(written, object_hook=_with_dates if f'"{_DATE}"' in written else None)
    except (OSError, ValueError):
        return None


def keep(name: str, content: Any) -> None:
    """Keep content under a name in place of older content of the same file; content that JSON cannot hold is not kept.

    The cache saves time and nothing else: where it cannot be written, nothing happens.
    """
    folder = _usable(cache_folder() / _FOLDER)
    if folder is None:
        return
    try:
        written = json.dumps(content, ensure_ascii=False, default=_dated)
        if json.loads(written, object_hook=_with_dates) != content:  # keys that are numbers, for instance
            return
    except (TypeError, ValueError):
        return
    with suppress(OSError):
        _replace(folder, name, written)


def _replace(folder: Path, name: str, written: str) -> None:
    older = [path for path in folder.glob(f"{name.partition('-')[0]}-*") if path.name != name]
    beside = folder / f".{name}.{os.getpid()}"
    beside.write_text(written, encoding="utf-8")
    beside.replace(folder / name)
    for path in older:
        path.unlink(missing_ok=True)
    sweep(folder, MOST_KEPT)


@cache
def _usable(folder: Path) -> Path | None:
    """The folder, made when it is missing; None when it is not ours alone or cannot be made."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
    except OSError:
        return None
    is_ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return folder if is_ours and not found.st_mode & _OTHERS_MAY_WRITE else None


def _dated(value: Any) -> Any:
    if type(value) is dt.date:
        return {_DATE: value.isoformat()}
    raise TypeError(f"{type(value).__name__} is not kept")


def _with_dates(entry: dict[str, Any]) -> Any:
    return dt.date.fromisoformat(entry[_DATE]) if entry.keys() == {_DATE} else entry
