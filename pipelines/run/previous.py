"""The release before this one: its incident ids and values."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.link import Registry, empty_registry
from pipelines.run.outcome import BuildError


def read_registry(current: Path) -> Registry:
    """What the release in force says of its incidents; an empty registry without one.

    Raises BuildError when it is damaged: ids must not change unseen.
    """
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
