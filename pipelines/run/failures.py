"""What the machine refuses (a full disk, a folder that may not be written, too little memory), in one sentence each."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipelines.run.outcome import BuildError

_KEPT = "the release in force is untouched, and what is done is kept"
_REMEDIES = {
    errno.ENOSPC: "the disk is full: make room and build again",
    errno.EDQUOT: "the disk quota is used up: make room and build again",
    errno.EFBIG: "a file grew larger than this account may write: lift the limit and build again",
    errno.EROFS: "the folder is on a disk that cannot be written: choose another with --curated",
    errno.EACCES: "the folder may not be written: choose another with --curated",
    errno.EPERM: "the folder may not be written: choose another with --curated",
    errno.EIO: "the disk fails to read or write: look after it, then build again",
}


@contextmanager
def told(curated: Path) -> Iterator[None]:
    """Failures of disk and memory within the block become BuildErrors that say what helps."""
    try:
        yield
    except OSError as error:
        remedy = _remedy(error)
        if remedy is None:
            raise
        raise BuildError(f"{error.filename or curated}: {remedy}; {_KEPT}") from error
    except MemoryError as error:
        raise BuildError(f"memory ran out: build again with fewer --jobs; {_KEPT}") from error
    except duckdb.OutOfMemoryException as error:
        raise BuildError(f"sorting ran out of memory: raise WAQAI_SORT_MEMORY and build again; {_KEPT}") from error
    except duckdb.Error as error:  # of several kinds, depending on what it was at
        remedy = _remedy_in(str(error))
        if remedy is None:
            raise
        raise BuildError(f"{curated}: {remedy}; {_KEPT}") from error


def _remedy(error: OSError) -> str | None:
    """By number, or by the words of libraries that give none."""
    return _REMEDIES[error.errno] if error.errno in _REMEDIES else _remedy_in(str(error))


def _remedy_in(words: str) -> str | None:
    """Libraries that raise errors of their own quote the system's words."""
    return next((remedy for number, remedy in _REMEDIES.items() if os.strerror(number) in words), None)
