"""Watches what a build brings to the disk: nothing comes into force whose bytes and names are not on the disk by then.

A system keeps what is written in memory for a while, and may bring a new name to the disk before the bytes behind it.
So every file must be flushed after its last change and before its folder gets the name by which it is found, and that
name before anything points to it (LWN, "Ensuring data reaches disk").
"""

from __future__ import annotations

import os
from pathlib import Path


class Disk:
    """Watches flushes and renames below a folder; tells what would come into force too early."""

    def __init__(self, root: Path) -> None:
        self.root, self.early, self.renamed = root, list[str](), list[str]()
        self._flushed: dict[int, tuple[int, int]] = {}  # inode → time of change and size when it was flushed
        self._named: dict[str, set[str]] = {}  # folder → new names in it that are not on the disk yet
        self._fsync, self._replace, self._rename = os.fsync, os.replace, os.rename

    def fsync(self, handle: int) -> None:
        self._fsync(handle)
        path = str(Path(f"/proc/self/fd/{handle}").readlink())
        state = os.fstat(handle)
        self._flushed[state.st_ino] = (state.st_mtime_ns, state.st_size)
        self._named.pop(path, None)

    def replace(self, source: str | Path, target: str | Path, **more: int) -> None:
        self._come_into_force(Path(source), Path(target))
        self._replace(source, target, **more)

    def rename(self, source: str | Path, target: str | Path, **more: int) -> None:
        self._come_into_force(Path(source), Path(target))
        self._rename(source, target, **more)

    def _come_into_force(self, source: Path, target: Path) -> None:
        if not target.absolute().is_relative_to(self.root):
            return
        self.renamed.append(target.relative_to(self.root).as_posix())
        if source.is_symlink():
            pointed = (target.parent / source.readlink()).absolute()
            self._check_names(pointed.parent, pointed.name)
        for path in [source, *source.rglob("*")] if not source.is_symlink() else []:
            state = path.stat()
            if path.is_file() and self._flushed.get(state.st_ino) != (state.st_mtime_ns, state.st_size):
                self.early.append(f"{path.relative_to(self.root)} is not flushed when it becomes {target.name}")
        self._named.setdefault(str(target.parent), set()).add(target.name)

    def _check_names(self, folder: Path, name: str) -> None:
        if name in self._named.get(str(folder), ()):
            self.early.append(f"{name} is pointed to before {folder.relative_to(self.root)} is flushed")
