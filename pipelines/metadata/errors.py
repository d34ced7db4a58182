"""What is wrong with a declaration, in one sentence."""

from __future__ import annotations

from pathlib import Path


class SchemaError(Exception):
    """A file under `schemas/` that cannot be used: which file, which entry, what is wrong."""

    def __init__(self, file: Path | str, entry: str, problem: str) -> None:
        super().__init__(f"{file}: {entry}: {problem}" if entry else f"{file}: {problem}")
        self.file, self.entry, self.problem = str(file), entry, problem

    def __reduce__(self) -> tuple[type[SchemaError], tuple[str, str, str]]:
        """What a worker process hands over when it fails."""
        return SchemaError, (self.file, self.entry, self.problem)
