"""One hash over all declarations: what a release depends on besides its inputs and the code."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipelines.settings import schemas_folder


def schemas_hash(folder: Path | None = None) -> str:
    """SHA-256 over paths and contents of all files under `schemas/` (or another folder); hidden files do not count."""
    root = folder or schemas_folder()
    total = hashlib.sha256()
    for path in sorted(root.rglob("*"), key=lambda path: path.relative_to(root).as_posix()):
        name = path.relative_to(root)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
            total.update(f"{name.as_posix()}\0{content}\n".encode())
    return total.hexdigest()
