"""Which files under `raw/` are read, in one order that does not depend on the file system."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.ingest.archives import is_archive
from pipelines.ingest.articles import Issue, Reject, UnreadableError, one_line, reject
from pipelines.ingest.folder_defaults import META_FILE, SIDECAR_ENDING, read_metadata
from pipelines.ingest.readers import split_name

# Files that lie beside data everywhere and are none: told of as issues, not as rejects.
_IGNORED_STEMS = ("readme", "licence", "license", "attribution", "changelog", "notice", "sha256sums", "md5sums")
_IGNORED_NAMES = ("thumbs.db", "desktop.ini", "makefile")
_ADVICE = {
    (".tar", ".tgz", ".tar.gz", ".tar.zst", ".tar.xz", ".tar.bz2", ".7z", ".rar"):
        "unpack it, or pack its files as .zip",
    (".bz2", ".xz", ".lz4", ".br"): "unpack it, or pack it as .gz or .zst",
    (".zip",): "an archive in an archive; unpack the inner one",
    (".doc", ".docx", ".odt", ".rtf", ".pdf", ".epub", ".ppt", ".pptx"): "save its text as .txt, or the page as .html",
    (".xls", ".xlsx", ".ods"): "save the sheet as .csv",
    (".md", ".text", ".log", ".eml"): "name it .txt if it is one article",
    (".db", ".sqlite", ".sqlite3", ".sql", ".rds", ".rdata", ".dta", ".sav", ".feather", ".pkl"):
        "export the table as .csv or .parquet",
}  # fmt: skip
"""Endings of files that hold articles and are not read → what to do."""
# Control characters and those that turn the direction of what follows: no path is shown with them.
_UNSHOWN = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(slots=True)
class FoundFiles:
    """The files to read, sorted by their path below `raw/`, and what is to be told about the others."""

    files: list[Path] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


def find_files(raw: Path) -> FoundFiles:
    """Every file below `raw` (or `raw` itself when it is a file), each exactly once: to read, rejected, or an issue.

    Hidden files and folders are passed over; sidecars and `_meta.yml` belong to the articles they describe.
    Raises FileNotFoundError when `raw` does not exist.
    """
    if not raw.exists():
        raise FileNotFoundError(f"{raw}: no such file or folder")
    found = FoundFiles()
    root = root_of(raw)
    paths = [raw] if raw.is_file() else sorted(_walk(raw, found), key=lambda path: raw_path(path, root))
    for path in paths:
        _sort_in(path, root, found)
    found.rejects.sort(key=lambda r: r.raw_path)
    found.issues.sort(key=lambda i: (i.raw_path, i.code))
    return found


def root_of(raw: Path) -> Path:
    """The folder that raw paths are told from."""
    return raw if raw.is_dir() else raw.parent


def raw_path(path: Path, root: Path) -> str:
    """A path as tables show it: from the raw folder on, with forward slashes, printable whatever its bytes."""
    shown = path.relative_to(root).as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _UNSHOWN.sub(lambda found: f"\\x{ord(found[0]):02x}", shown)


def is_documentation(name: str) -> bool:
    """Whether a file name (lower case) is that of a paper that lies beside data."""
    return name.startswith(_IGNORED_STEMS) or name in _IGNORED_NAMES


def no_reader(path: Path) -> str:
    """Why a file is of an unknown format, and what to do where its ending tells what it holds."""
    name = path.name.lower()
    for endings, advice in _ADVICE.items():
        if known := [ending for ending in endings if name.endswith(ending)]:
            return f"no reader for {max(known, key=len)}: {advice}"
    return f"no reader for {path.suffix or 'a file without ending'}"


def _walk(raw: Path, found: FoundFiles) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        where = Path(error.filename) if error.filename else raw
        found.rejects.append(reject(raw_path(where, raw), None, "unreadable", error.strerror or "cannot be listed"))

    for folder, folders, names in os.walk(raw, onerror=refuse):
        here = Path(folder)
        links = [name for name in folders if (here / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in links)
        for name in links:
            found.rejects.append(
                reject(raw_path(here / name, raw), None, "outside_folder", "a linked folder is not followed")
            )
        yield from (here / name for name in names if not name.startswith("."))


def _sort_in(path: Path, root: Path, found: FoundFiles) -> None:
    name, shown = path.name.lower(), raw_path(path, root)
    problem = _problem(path, root)
    if problem is not None:
        found.rejects.append(reject(shown, None, *problem))
    elif name == META_FILE:
        _check_folder_metadata(path, shown, found)
    elif name.endswith(SIDECAR_ENDING):
        if not path.with_name(path.name[: -len(SIDECAR_ENDING)]).exists():
            found.issues.append(Issue(shown, None, "ingest.sidecar.orphan", "the file it describes is not here"))
    elif is_documentation(name):
        found.issues.append(Issue(shown, None, "ingest.file.ignored", "taken for documentation, not read", "info"))
    elif split_name(path.name) is None and not is_archive(path.name):
        found.rejects.append(reject(shown, None, "unknown_format", no_reader(path)))
    else:
        found.files.append(path)


def _problem(path: Path, root: Path) -> tuple[str, str] | None:
    """Why a path must not be opened: it leads out of the folder, or is no plain file."""
    try:
        target = path.resolve(strict=True)
        mode = target.stat().st_mode
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        return "unreadable", one_line(getattr(error, "strerror", None) or "the link leads nowhere")
    if path.is_symlink() and not target.is_relative_to(root.resolve()):
        return "outside_folder", "the link leads out of the raw folder"
    return None if stat.S_ISREG(mode) else ("not_a_file", "neither a file nor a folder")


def _check_folder_metadata(path: Path, shown: str, found: FoundFiles) -> None:
    try:
        read_metadata(path)
    except UnreadableError as error:
        message = f"{error.detail}; its defaults are not used"
        found.issues.append(Issue(shown, None, "ingest.metadata.broken", one_line(message), "error"))
