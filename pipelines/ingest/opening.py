"""Opening a raw file: its hash, its bytes unpacked, never more of them than allowed."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO

from pipelines.ingest.articles import UnreadableError, one_line
from pipelines.ingest.limits import EXPANSION_FLOOR_BYTES, MAX_DOCUMENT_BYTES, MAX_EXPANSION, MAX_STREAM_BYTES

_CHUNK = 1024 * 1024
_STEP = 64 * 1024  # bytes unpacked at one go where the unpacker gives all that is asked for, or nothing
_BROKEN_ARCHIVE = (gzip.BadGzipFile, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file to read: where it is, how tables name it, what packs it (".gz", ".zst", "") and what its metadata says."""

    path: Path
    name: str
    packing: str = ""
    defaults: dict[str, Any] = field(default_factory=dict)

    @property
    def declared_encoding(self) -> str | None:
        """The encoding that the metadata beside the file names, if any."""
        declared = self.defaults.get("encoding")
        return declared if isinstance(declared, str) else None

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The unpacked bytes, buffered. Raises UnreadableError when they cannot be read, or grow too many."""
        try:
            size = self.path.stat().st_size
            with self.path.open("rb") as packed, _unpack(packed, self.packing) as stream:
                yield io.BufferedReader(_Bounded(stream, size, bool(self.packing)), _CHUNK)
        except _BROKEN_ARCHIVE as error:
            raise UnreadableError("broken_compression", one_line(str(error) or "the archive is cut off")) from error
        except OSError as error:
            reason = "broken_compression" if self.packing and error.errno is None else "unreadable"
            raise UnreadableError(reason, one_line(error.strerror or str(error))) from error

    def read(self) -> bytes:
        """The whole file, unpacked. Raises UnreadableError, also when it is larger than a document may be."""
        with self.open() as stream:
            content = stream.read(MAX_DOCUMENT_BYTES + 1)
        if len(content) > MAX_DOCUMENT_BYTES:
            raise UnreadableError("too_large", f"more than {MAX_DOCUMENT_BYTES} bytes in one document")
        return content


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file as it lies there, in hex. Raises UnreadableError."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableError("unreadable", one_line(error.strerror or str(error))) from error


def _unpack(packed: BinaryIO, packing: str) -> Any:
    if packing == ".gz":
        return gzip.GzipFile(fileobj=packed)
    if packing == ".zst":
        import pyarrow as pa  # late: the standard library has no Zstandard yet

        return pa.CompressedInputStream(packed, "zstd")
    return packed


class _Bounded(io.RawIOBase):
    """A stream that refuses to give more than allowed: an archive may be small and unpack to fill the disk."""

    def __init__(self, stream: IO[bytes], packed_size: int, is_packed: bool) -> None:
        super().__init__()
        expanded = max(EXPANSION_FLOOR_BYTES, packed_size * MAX_EXPANSION) if is_packed else MAX_STREAM_BYTES
        self._stream, self._left = stream, min(expanded, MAX_STREAM_BYTES)

    def readable(self) -> bool:
        return True

    def _read_some(self, most: int) -> bytes:
        """As much as comes at one go: where an archive breaks off, what stands before the break is still given."""
        if isinstance(self._stream, gzip.GzipFile):
            return self._stream.read1(most)
        return self._stream.read(min(most, _STEP))

    def readinto(self, buffer: Any) -> int:
        content = self._read_some(len(buffer))
        self._left -= len(content)
        if self._left < 0:
            raise UnreadableError("too_large", "unpacks to far more than an archive of articles would")
        buffer[: len(content)] = content
        return len(content)
