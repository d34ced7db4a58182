"""Metadata beside the articles: sidecars (`a.txt.meta.yml`) and folder defaults (`_meta.yml`, inherited downwards)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from pipelines.ingest.articles import UnreadableError, one_line
from pipelines.ingest.limits import MAX_METADATA_BYTES, MAX_METADATA_DEPTH

META_FILE = "_meta.yml"
SIDECAR_ENDING = ".meta.yml"

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_metadata(path: Path) -> dict[str, Any]:
    """The fields of a sidecar or `_meta.yml`. Raises UnreadableError when it is no plain mapping."""
    try:
        state = path.stat()
        return dict(_read_cached(path, state.st_mtime_ns, state.st_size))
    except OSError as error:
        raise UnreadableError("broken_metadata", f"{path.name}: {error.strerror}") from error


def sidecar_of(path: Path) -> Path:
    """Where a file's own metadata would lie."""
    return path.with_name(path.name + SIDECAR_ENDING)


def metadata_files(path: Path, root: Path) -> list[Path]:
    """The metadata files that bear on a file, the most general first."""
    folders = [folder for folder in [path.parent, *path.parent.parents] if folder.is_relative_to(root)]
    candidates = [folder / META_FILE for folder in reversed(folders)] + [sidecar_of(path)]
    return [candidate for candidate in candidates if _is_file(candidate) and _inside(candidate, root)]


def defaults_for(path: Path, root: Path) -> dict[str, Any]:
    """What folder metadata and sidecar say of a file's records, the nearest word winning.

    A broken `_meta.yml` counts as absent (`find_files` tells of it once); a broken sidecar raises UnreadableError.
    """
    defaults: dict[str, Any] = {}
    for file in metadata_files(path, root):
        try:
            defaults.update(read_metadata(file))
        except UnreadableError:
            if file.name != META_FILE:
                raise
    return defaults


def _is_file(path: Path) -> bool:
    """Whether a file lies there. The longest name that a file may have leaves no room for a sidecar's ending."""
    try:
        return path.is_file()
    except OSError:
        return False


def _inside(path: Path, root: Path) -> bool:
    return not path.is_symlink() or path.resolve().is_relative_to(root.resolve())


@lru_cache(maxsize=256)
def _read_cached(path: Path, changed: int, size: int) -> dict[str, Any]:
    """Time and size of the file are part of the key, so that a changed file is read again."""
    with path.open("rb") as file:
        return parse_metadata(file.read(MAX_METADATA_BYTES + 1), path.name)


def parse_metadata(content: bytes, name: str) -> dict[str, Any]:
    """The fields in a metadata file's bytes. Raises UnreadableError when they are no plain mapping, or too many."""
    if len(content) > MAX_METADATA_BYTES:
        raise UnreadableError("broken_metadata", f"{name}: larger than {MAX_METADATA_BYTES} bytes")
    try:
        text = content.decode("utf-8-sig")
        _check_nesting(text)
        values = yaml.load(text, Loader=_LOADER)  # the safe loader, in C where there is one  # nosec B506
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise UnreadableError("broken_metadata", one_line(f"{name}: {error}")) from error
    if values is None:
        return {}
    if not isinstance(values, dict) or not all(isinstance(key, str) for key in values):
        raise UnreadableError("broken_metadata", f"{name}: not a list of `field: value` lines")
    return values


def _check_nesting(content: str) -> None:
    """Refuse what nests deep or refers to itself before anything is built from it (both can fill memory or stack)."""
    depth = 0
    for event in yaml.parse(content, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise ValueError("references (*name) are not allowed")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_METADATA_DEPTH:
            raise ValueError(f"nested deeper than {MAX_METADATA_DEPTH} levels")
