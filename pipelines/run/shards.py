"""Results kept between builds: small folders of Parquet files that appear whole or not at all.

A shard is written beside, flushed to disk and renamed, so a kill at any moment leaves either the whole shard or a
folder that the next build sweeps away. Shards never change. Every row starts with `_key`, the hash of what it was made
from; which keys a shard answers for stands in its `keys.parquet`.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
from collections.abc import Iterable, Mapping, Set
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

KEY = "_key"
KEYS = "keys"
NAMED_BY = 16  # characters of a fingerprint that name its folder
_COMPRESSION = "zstd"


class ShardStore:
    """The shards of one kind of result under one fingerprint (`<root>/<fingerprint>/<shard>/<table>.parquet`)."""

    def __init__(self, root: Path, fingerprint: str) -> None:
        self.root = root
        self.folder = root / fingerprint[:NAMED_BY]
        self.folder.mkdir(parents=True, exist_ok=True)

    def shards(self) -> list[Path]:
        """The whole shards, by name."""
        return sorted(path for path in self.folder.iterdir() if path.is_dir() and not path.name.startswith("."))

    def known(self) -> dict[str, Path]:
        """Key → the shard that answers for it. Shards that cannot be read are removed: their keys are simply
        unknown."""
        found: dict[str, Path] = {}
        for shard in self.shards():
            for key in keys_of(shard):
                found.setdefault(key, shard)
        return found

    def write(
        self, keys: list[str], tables: Mapping[str, Iterable[pa.Table] | pa.Table], schemas: Mapping[str, pa.Schema]
    ) -> Path:
        """Write one shard that answers for `keys`; tables are given whole or in pieces and already start with
        `_key`."""
        name = hashlib.sha256("\n".join(keys).encode()).hexdigest()[:24]
        beside, place = self.folder / f".{name}.{platform.node()}.{os.getpid()}", self.folder / name
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        for table, pieces in tables.items():
            write_parquet(
                beside / f"{table}.parquet", [pieces] if isinstance(pieces, pa.Table) else pieces, schemas[table]
            )
        listed = pa.table({KEY: pa.array(keys, pa.string())})
        write_parquet(beside / f"{KEYS}.parquet", [listed], listed.schema)
        flush_to_disk(beside)
        if _answers(place, keys):  # a worker of a killed build came first
            shutil.rmtree(beside, ignore_errors=True)
            return place
        shutil.rmtree(place, ignore_errors=True)
        try:
            beside.rename(place)
        except OSError:
            if not _answers(place, keys):
                raise
            shutil.rmtree(beside, ignore_errors=True)  # another machine did the same task and was faster
        flush_to_disk(self.folder)
        return place

    def forget(self, table: str, reasons: Set[str]) -> None:
        """Remove the shards that hold a row of `table` with one of the reasons: what they answer for is made again."""
        for shard in self.shards():
            try:
                found = pq.read_table(shard / f"{table}.parquet", columns=["reason"])["reason"].to_pylist()
            except (OSError, pa.ArrowException):
                continue  # damaged: `known` removes it
            if not reasons.isdisjoint(found):
                shutil.rmtree(shard, ignore_errors=True)

    def sweep(self, wanted: Set[str], elsewhere: Set[Path] = frozenset()) -> None:
        """Remove what no later build can use: half-written shards, shards without a wanted key, and all of other
        fingerprints but the shards `elsewhere`."""
        for other in self.root.iterdir():
            if other != self.folder:
                _keep_only(other, elsewhere)
        for path in self.folder.iterdir():
            if path.is_file():
                if path.name.startswith("."):
                    path.unlink(missing_ok=True)
            elif path.name.startswith(".") or wanted.isdisjoint(_checked_keys(path)):
                shutil.rmtree(path, ignore_errors=True)


def keys_of(shard: Path) -> list[str]:
    """The keys that a shard answers for; one that cannot be read is removed, its keys are simply unknown."""
    try:
        return _checked_keys(shard)
    except (OSError, pa.ArrowException):
        shutil.rmtree(shard, ignore_errors=True)
        return []


def _keep_only(folder: Path, shards: Set[Path]) -> None:
    """Remove a folder of shards but for some of them; files beside them, which tell what they are worth, first."""
    if not any(shard.parent == folder for shard in shards):
        shutil.rmtree(folder, ignore_errors=True)
        return
    for path in sorted(folder.iterdir(), key=Path.is_dir):
        if path.is_file():
            path.unlink(missing_ok=True)
        elif path not in shards:
            shutil.rmtree(path, ignore_errors=True)


def keyed(table: pa.Table, keys: list[str] | str) -> pa.Table:
    """The table with `_key` as its first column."""
    column = pa.array([keys] * table.num_rows if isinstance(keys, str) else keys, pa.string())
    return table.add_column(0, KEY, column)


def keyed_schema(schema: pa.Schema) -> pa.Schema:
    """The schema of a keyed table."""
    return pa.schema(
        [pa.field(KEY, pa.string()), *(field.with_nullable(True) for field in schema)], metadata=schema.metadata
    )


def write_parquet(path: Path, pieces: Iterable[pa.Table], schema: pa.Schema) -> None:
    """Write the pieces as one Parquet file and flush it to disk."""
    with path.open("wb") as file:
        with pq.ParquetWriter(file, schema, compression=_COMPRESSION) as writer:
            for piece in pieces:
                writer.write_table(piece.cast(schema))
        file.flush()
        os.fsync(file.fileno())


def _checked_keys(shard: Path) -> list[str]:
    """The keys of a shard, after a look at the footer of every file in it."""
    files = sorted(shard.glob("*.parquet"))
    for path in files:
        pq.read_metadata(path)
    keys: list[str] = pq.read_table(shard / f"{KEYS}.parquet", columns=[KEY]).column(0).to_pylist()
    return keys


def _answers(shard: Path, keys: list[str]) -> bool:
    """Whether a whole shard for exactly these keys is in place."""
    try:
        return _checked_keys(shard) == keys
    except (OSError, pa.ArrowException):
        return False


def flush_to_disk(path: Path) -> None:
    """Make a file's bytes, or the names in a folder, last through a loss of power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
