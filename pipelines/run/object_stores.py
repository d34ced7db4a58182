"""Folders in object stores (`s3://bucket/path`, `gs://bucket/path`), reached through Arrow's file systems.

An object appears whole or not at all, and that is all a store promises: no renames, locks or flushes. So builds work in
a folder of this machine; articles come from a store into it, and finished releases go from it into a store.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyarrow import fs

from pipelines.publish.durable import flushed
from pipelines.run.outcome import BuildError
from pipelines.settings import stores_folder

SCHEMES = ("s3", "gs", "gcs")
_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class StoredObject:
    """One object: its name below the folder, its bytes, and when it was last written (nanoseconds, of the store)."""

    name: str
    size: int
    written: int


def is_stored(place: Path | str) -> bool:
    """Whether a folder is in an object store."""
    scheme, colon, rest = str(place).partition(":")
    return bool(colon) and scheme in SCHEMES and rest.startswith("/")


class StoredFolder:
    """A folder of an object store. What the store refuses is raised as BuildError."""

    def __init__(self, shown: str, files: Any, root: str) -> None:
        self.shown, self._files, self._root = shown, files, root

    @classmethod
    def at(cls, uri: str) -> StoredFolder:
        """The folder at an address. Options of the store follow a question mark (`?endpoint_override=…`)."""
        shown = _shown(uri)
        with _told(shown):
            files, root = fs.FileSystem.from_uri(uri)
        return cls(shown, files, root.rstrip("/"))

    @property
    def home(self) -> Path:
        """The folder of this machine that works for this one."""
        return home_of(self.shown)

    def alone(self) -> StoredObject | None:
        """The object that the address itself is; None when it is a folder."""
        with _told(self.shown):
            found = self._files.get_file_info(self._root)
        return _stored(found, found.base_name) if found.type == fs.FileType.File else None

    def parent(self) -> StoredFolder:
        """The folder that this one is in."""
        return StoredFolder(self.shown.rpartition("/")[0], self._files, self._root.rpartition("/")[0])

    def objects(self, below: str = "") -> list[StoredObject]:
        """All objects of the folder, or of one below it, by name."""
        place = self._path(below)
        with _told(self.shown):
            listed = self._files.get_file_info(fs.FileSelector(place, recursive=True, allow_not_found=True))
        start = len(place) + 1
        found = [_stored(info, info.path[start:]) for info in listed if info.type == fs.FileType.File]
        return sorted(found, key=lambda one: one.name)

    def read(self, name: str) -> bytes | None:
        """A small object; None when there is none."""
        with _told(self.shown):
            if self._files.get_file_info(self._path(name)).type != fs.FileType.File:
                return None
            with self._files.open_input_stream(self._path(name)) as source:
                content: bytes = source.read()
                return content

    def write(self, name: str, content: bytes) -> None:
        """Put a small object in place, whole, at once."""
        with _told(self.shown), self._files.open_output_stream(self._path(name)) as target:
            target.write(content)

    def fetch(self, name: str, path: Path) -> None:
        """Bring an object into a file, which appears whole."""
        beside = path.with_name(f".{path.name}.part")
        with (
            _told(self.shown),
            self._files.open_input_stream(self._path(name)) as source,
            flushed(beside) as target,
        ):
            shutil.copyfileobj(source, target, _CHUNK_BYTES)
        beside.replace(path)

    def put(self, path: Path, name: str) -> None:
        """Bring a file into an object."""
        with (
            _told(self.shown),
            path.open("rb") as source,
            self._files.open_output_stream(self._path(name)) as target,
        ):
            shutil.copyfileobj(source, target, _CHUNK_BYTES)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root


def home_of(uri: str) -> Path:
    """The folder of this machine that works for an address."""
    return stores_folder() / hashlib.sha256(_shown(uri).encode()).hexdigest()[:16]


def _stored(info: Any, name: str) -> StoredObject:
    return StoredObject(name, info.size, info.mtime_ns)


def _shown(uri: str) -> str:
    """An address without the options and keys that may stand in it."""
    scheme, _, path = uri.partition("?")[0].partition("://")
    return f"{scheme}://{path.rpartition('@')[2]}".rstrip("/")


@contextmanager
def _told(shown: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        if getattr(error, "filename", None):  # of this machine's disk
            raise
        raise BuildError(f"{shown} cannot be used: {' '.join(str(error).split())[:300]}") from error
