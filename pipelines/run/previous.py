"""The release before this one: its incident ids and values."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.link import Registry, empty_registry
from pipelines.run.outcome import BuildError


def read_registry(current: Path) -> Registry:
    """What the release in force says of its incidents; an empty registry without one.

    Raises BuildError when it is damaged: ids must not change unseen.
    """
    if not (current / "incidents.parquet").exists():
        return empty_registry()
    files = {name: current / f"{name}.parquet" for name in ("reports", "incidents", "changes")}
    try:
        for path in files.values():
            with pq.ParquetFile(path) as file:
                for _ in file.iter_batches(columns=["incident_id"]):
                    pass
    except (OSError, KeyError, pa.ArrowException) as error:
        raise _damaged(current, error) from error
    return Registry(**files)


def release_name(current: Path) -> str:
    """The id of the release in force, "" without one."""
    return current.resolve().name if current.exists() else ""


def _damaged(current: Path, error: Exception) -> BuildError:
    return BuildError(
        f"the release in {current} is damaged ({error}); put an older one from releases/ in its place, "
        "or remove it to build from nothing"
    )
