"""One file → its articles, rejects and issues: a pure function of the file, the metadata beside it and `schemas/`."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from pipelines.ingest.articles import Broken, Issue, Note, Outcome, Record, UnreadableError, reject
from pipelines.ingest.building import build_article
from pipelines.ingest.files import no_reader, raw_path
from pipelines.ingest.folder_defaults import defaults_for, metadata_files
from pipelines.ingest.opening import RawFile, sha256_of
from pipelines.ingest.readers import reader_of, split_name


def read_file(path: Path, raw_root: Path) -> Iterator[Outcome]:
    """Every record of a file, in file order: an article or a reject each; issues come before the article they concern.

    `raw_path` is told from `raw_root`. What makes the rest of a file unreadable is one reject with a null `raw_record`;
    nothing in a file makes this raise.
    """
    name, kind = raw_path(path, raw_root), split_name(path.name)
    if kind is None:
        yield reject(name, None, "unknown_format", no_reader(path))
        return
    ending, packing = kind
    try:
        file = RawFile(path, name, packing, defaults_for(path, raw_root))
        digest, found_any = sha256_of(path), False
        for found in reader_of(ending)(file):
            found_any = True
            if isinstance(found, Record):
                yield from build_article(found, file.defaults, name, digest)
            elif isinstance(found, Broken):
                yield reject(name, found.number, found.reason, found.detail)
            else:
                yield _issue(name, found)
        if not found_any:
            yield Issue(name, None, "ingest.file.no_records", "the file holds no records")
    except UnreadableError as error:
        yield reject(name, None, error.reason, error.detail)


def input_hash(path: Path, raw_root: Path) -> str:
    """SHA-256 of all that `read_file` depends on besides code and `schemas/`: name, content, metadata beside the file.

    Raises UnreadableError when the file cannot be read.
    """
    parts = [raw_path(path, raw_root), sha256_of(path)]
    for metadata in metadata_files(path, raw_root):
        parts += [raw_path(metadata, raw_root), sha256_of(metadata)]
    return sha256("\n".join(parts).encode("utf-8")).hexdigest()


def _issue(name: str, note: Note) -> Issue:
    return Issue(name, note.number, note.code, note.message)
