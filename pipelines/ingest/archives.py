"""`.zip`: the files in an archive, each read as if it lay in a folder of the archive's name."""

from __future__ import annotations

import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from pipelines.ingest.articles import UnreadableError, one_line
from pipelines.ingest.folder_defaults import META_FILE, SIDECAR_ENDING, parse_metadata
from pipelines.ingest.limits import (
    EXPANSION_FLOOR_BYTES,
    MAX_EXPANSION,
    MAX_MEMBERS,
    MAX_METADATA_BYTES,
    MAX_STREAM_BYTES,
)

ENDING = ".zip"
SEPARATOR = "!/"
"""Between an archive's path and that of a file in it: "dump.zip!/2024/03.jsonl"."""

_ENCRYPTED = 0x1
_STEP = 1024 * 1024
# What hostile archives were seen to raise inside the library.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError, IndexError)
_FOREIGN = ("__MACOSX/", ".DS_Store", "Thumbs.db")  # written by packing tools, no part of what was packed


def is_archive(name: str) -> bool:
    """Whether a file name is that of an archive of files."""
    return name.lower().endswith(ENDING)


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its path in it, and why it cannot be read (reason, detail), if so."""

    name: str
    entry: zipfile.ZipInfo
    problem: tuple[str, str] | None = None


@dataclass(slots=True)
class Archive:
    """An open archive. What it unpacks to in all is bounded, whatever its entries claim."""

    zipped: zipfile.ZipFile
    left: int
    metadata: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def members(self) -> Iterator[Member]:
        """Its files by name, metadata and what packing tools add left out."""
        listed = ((entry.filename, entry) for entry in self.zipped.infolist())
        entries = [entry for name, entry in listed if not name.endswith("/") and not _is_foreign(name)]
        if len(entries) > MAX_MEMBERS:
            raise UnreadableError("too_large", f"{len(entries)} files in one archive; at most {MAX_MEMBERS}")
        before: str | None = None
        for entry in sorted(entries, key=lambda e: (e.filename, e.header_offset)):
            problem = ("broken_archive", "the name stands twice") if entry.filename == before else _problem(entry)
            before = entry.filename
            if problem is None and _is_metadata(entry.filename):
                continue
            yield Member(_printable(entry.filename), entry, problem)

    def defaults_for(self, member: Member) -> dict[str, Any]:
        """What metadata inside the archive say of a file in it, the nearest word winning.

        Raises UnreadableError when one of them is no plain mapping.
        """
        path = PurePosixPath(member.entry.filename)
        folders = [folder / META_FILE for folder in reversed(path.parents)]
        defaults: dict[str, Any] = {}
        for name in [*map(str, folders), f"{path}{SIDECAR_ENDING}"]:
            if name not in self.metadata:
                self.metadata[name] = self._metadata(name)
            defaults.update(self.metadata[name])
        return defaults

    @contextmanager
    def unpacked(self, member: Member) -> Iterator[Path]:
        """A file of the archive on disk, removed afterwards. Raises UnreadableError when it cannot be unpacked."""
        with tempfile.TemporaryDirectory(prefix="waqai-") as folder:
            path = Path(folder) / "member"  # never the entry's own name
            try:
                with self.zipped.open(member.entry) as packed, path.open("wb") as plain:
                    while piece := packed.read(_STEP):
                        self._spend(len(piece))
                        plain.write(piece)
            except _BROKEN as error:
                raise UnreadableError("broken_archive", one_line(str(error) or type(error).__name__)) from error
            yield path

    def _spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise UnreadableError("too_large", "unpacks to far more than an archive of articles would")

    def _metadata(self, name: str) -> Mapping[str, Any]:
        try:
            entry = self.zipped.getinfo(name)
        except KeyError:
            return {}
        if _problem(entry) is not None:
            return {}
        try:
            with self.zipped.open(entry) as packed:
                content = packed.read(MAX_METADATA_BYTES + 1)
        except _BROKEN as error:
            raise UnreadableError("broken_metadata", one_line(f"{name}: {error}")) from error
        return parse_metadata(content, name)


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Raises UnreadableError when the file is no archive, or its list of files is broken."""
    try:
        size = path.stat().st_size
        zipped = zipfile.ZipFile(path)
    except _BROKEN as error:
        raise UnreadableError("broken_archive", one_line(str(error) or type(error).__name__)) from error
    allowed = min(max(EXPANSION_FLOOR_BYTES, size * MAX_EXPANSION), MAX_STREAM_BYTES, _free_bytes())
    with zipped:
        yield Archive(zipped, allowed)


def _free_bytes() -> int:
    """Half of what is free where files are unpacked: an archive must not fill the disk."""
    return shutil.disk_usage(tempfile.gettempdir()).free // 2


def _problem(entry: zipfile.ZipInfo) -> tuple[str, str] | None:
    name = entry.filename
    if not name:
        return "broken_archive", "a file without a name"
    if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name[:3]:
        return "outside_folder", "the archive gives it a path that leads out of the folder"
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        return "not_a_file", "a link or device in an archive"
    if entry.flag_bits & _ENCRYPTED:
        return "encrypted", "the file is locked with a password"
    return None


def _is_metadata(name: str) -> bool:
    return PurePosixPath(name).name.lower() == META_FILE or name.lower().endswith(SIDECAR_ENDING)


def _is_foreign(name: str) -> bool:
    return name.startswith(_FOREIGN[0]) or PurePosixPath(name).name.startswith(".") or name.endswith(_FOREIGN[1:])


def _printable(name: str) -> str:
    shown = "".join(letter if letter.isprintable() else f"\\x{ord(letter):02x}" for letter in name)
    return shown.encode("utf-8", "backslashreplace").decode("utf-8")
