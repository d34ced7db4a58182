"""The release before this one: its incident ids and values, and what it was made from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.link import Registry, empty_registry
from pipelines.run.outcome import BuildError

PROVENANCE = "provenance.json"


@dataclass(frozen=True, slots=True)
class Previous:
    """`inputs` is the hash of raw files, declarations and code; both are empty where there is no release."""

    release_id: str = ""
    inputs: str = ""


def read_previous(current: Path) -> Previous:
    """Which release is in force. Raises BuildError when there is one that cannot be read: ids must not change
    unseen."""
    path = current / PROVENANCE
    if not path.exists():
        return Previous()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return Previous(found["release_id"], found["inputs"])
    except (OSError, ValueError, KeyError) as error:
        raise _damaged(current, error) from error


def read_registry(current: Path) -> Registry:
    """What that release says of its incidents; an empty registry without one. Raises BuildError when it is damaged."""
    if not (current / "incidents.parquet").exists():
        return empty_registry()
    try:
        reports = pq.read_table(current / "reports.parquet", columns=["report_id", "incident_id"])
        incidents = pq.read_table(current / "incidents.parquet").to_pylist()
        changes = pq.read_table(current / "changes.parquet").to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise _damaged(current, error) from error
    linked = reports.filter(pc.is_valid(reports["incident_id"]))
    return Registry(
        incident_of=dict(zip(linked["report_id"].to_pylist(), linked["incident_id"].to_pylist(), strict=True)),
        incidents={row["incident_id"]: row for row in incidents},
        changes=changes,
    )


def _damaged(current: Path, error: Exception) -> BuildError:
    return BuildError(
        f"the release in {current} is damaged ({error}); put an older one from releases/ in its place, "
        "or remove it to build from nothing"
    )
