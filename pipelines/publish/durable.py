"""Files that are on disk before anything points to them, and names that change what they stand for in one step."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def flushed(path: Path) -> Iterator[BinaryIO]:
    """A new file to write, flushed to disk when the block ends."""
    with path.open("wb") as file:
        yield file
        file.flush()
        os.fsync(file.fileno())


def flush(path: Path) -> None:
    """Flush a file or folder to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def point(link: Path, target: str) -> None:
    """Make `link` a symbolic link to `target` (relative to its folder), whatever stood there, in one step.

    Raises IsADirectoryError when a real folder bears the name: it may hold somebody's work.
    """
    if link.is_symlink() and str(link.readlink()) == target:
        return
    beside = link.with_name(f".{link.name}.new")
    beside.unlink(missing_ok=True)
    beside.symlink_to(target)
    beside.replace(link)
    flush(link.parent)
