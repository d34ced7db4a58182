"""One build at a time in a curated folder."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.run.outcome import BuildError

LOCK = "lock"


@contextmanager
def only_build(work: Path) -> Iterator[None]:
    """Hold the folder for this process; the operating system lets go when the process ends, however it ends.

    Raises BuildError when another build holds it or the folder cannot be written.
    """
    path = work / LOCK
    try:
        work.mkdir(parents=True, exist_ok=True)
        holder = path.open("a")
    except OSError as error:
        raise BuildError(
            f"{work.parent} cannot be written ({error.strerror}); choose another folder with --curated"
        ) from error
    with holder:
        try:
            fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BuildError(
                f"another build is at work in {work.parent}; wait for it, or choose another --curated"
            ) from None
        yield
