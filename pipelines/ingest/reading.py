"""One file → its articles, rejects and issues: a pure function of the file, the metadata beside it and `schemas/`."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from pipelines.ingest.archives import SEPARATOR, is_archive, open_archive
from pipelines.ingest.articles import Broken, Issue, Note, Outcome, Record, UnreadableError, reject
from pipelines.ingest.building import build_article
from pipelines.ingest.files import is_documentation, no_reader, raw_path
from pipelines.ingest.folder_defaults import defaults_for, metadata_files
from pipelines.ingest.opening import RawFile, sha256_of
from pipelines.ingest.readers import reader_of, split_name


def read_file(path: Path, raw_root: Path) -> Iterator[Outcome]:
    """Every record of a file, in file order: an article or a reject each; issues come before the article they concern.

    `raw_path` is told from `raw_root`. What makes the rest of a file unreadable is one reject with a null `raw_record`;
    nothing in a file makes this raise.
    """
    name = raw_path(path, raw_root)
    try:
        defaults, digest = defaults_for(path, raw_root), sha256_of(path)
        if is_archive(path.name):
            yield from _read_archive(path, name, digest, defaults)
        elif (kind := split_name(path.name)) is None:
            yield reject(name, None, "unknown_format", no_reader(path))
        else:
            yield from _read_records(RawFile(path, name, kind[1], defaults), kind[0], digest)
    except UnreadableError as error:
        yield reject(name, None, error.reason, error.detail)


def _read_archive(path: Path, name: str, digest: str, defaults: dict[str, Any]) -> Iterator[Outcome]:
    """Every file of an archive as a file of its own; a file that cannot be read leaves the others alone."""
    is_empty = True
    with open_archive(path) as archive:
        for member in archive.members():
            is_empty = False
            shown = f"{name}{SEPARATOR}{member.name}"
            kind = split_name(member.name)
            if member.problem is not None:
                yield reject(shown, None, *member.problem)
            elif is_documentation(member.name.rpartition("/")[2].lower()):
                yield Issue(shown, None, "ingest.file.ignored", "taken for documentation, not read", "info")
            elif kind is None:
                yield reject(shown, None, "unknown_format", no_reader(Path(member.name)))
            else:
                try:
                    inner = {**defaults, **archive.defaults_for(member)}
                    with archive.unpacked(member) as unpacked:
                        yield from _read_records(RawFile(unpacked, shown, kind[1], inner), kind[0], digest)
                except UnreadableError as error:
                    yield reject(shown, None, error.reason, error.detail)
    if is_empty:
        yield Issue(name, None, "ingest.file.no_records", "the archive holds no files")


def _read_records(file: RawFile, ending: str, digest: str) -> Iterator[Outcome]:
    found_any = False
    for found in reader_of(ending)(file):
        found_any = True
        if isinstance(found, Record):
            yield from build_article(found, file.defaults, file.name, digest)
        elif isinstance(found, Broken):
            yield reject(file.name, found.number, found.reason, found.detail)
        else:
            yield _issue(file.name, found)
    if not found_any:
        yield Issue(file.name, None, "ingest.file.no_records", "the file holds no records")


def input_hash(path: Path, raw_root: Path) -> str:
    """SHA-256 of all that `read_file` depends on besides code and `schemas/`: name, content, metadata beside the file.

    Raises UnreadableError when the file cannot be read.
    """
    parts = [raw_path(path, raw_root), sha256_of(path)]
    for metadata in metadata_files(path, raw_root):
        parts += [raw_path(metadata, raw_root), sha256_of(metadata)]
    return sha256("\n".join(parts).encode("utf-8")).hexdigest()


def _issue(name: str, note: Note) -> Issue:
    return Issue(name, note.number, note.code, note.message, note.level)
