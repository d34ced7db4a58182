"""What the user's cache folder holds is bounded: of each kind the files used last stay, the others go.

A file that goes is made again when it is wanted, so two programs that sweep at once lose nothing but time.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def mark_used(path: Path) -> None:
    """Let a file count as used now. Where the folder cannot be written, nothing happens."""
    with suppress(OSError):
        os.utime(path)


def sweep(folder: Path, most: int) -> None:
    """Remove all files of a folder but the `most` used last; of equally old ones the first by name go first. Files that
    are being written (their names begin with a dot) stay, and so does what cannot be removed.
    """
    with suppress(OSError):
        with os.scandir(folder) as entries:
            files = [entry for entry in entries if not entry.name.startswith(".")]
        if len(files) <= most:
            return
        ages = sorted((entry.stat().st_mtime_ns, entry.name) for entry in files)
        for _, name in ages[: len(ages) - most]:
            with suppress(OSError):
                (folder / name).unlink()
