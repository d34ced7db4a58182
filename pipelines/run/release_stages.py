"""Stages `validate` and `publish` of a build: all tables together, checked, then swapped in."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.run.link_stage import RELEASE
from pipelines.run.outcome import BuildError
from pipelines.run.workspace import Workspace, write_table

_MADE_BY = {
    "code": ("articles", "tallies", "mentions", "evidence", "issues", "rejects"),
    "link": ("reports", "incidents", "changes"),
}


def all_tables(space: Workspace) -> dict[str, pa.Table]:
    """Every table that the stages before validation leave, by name."""
    return {name: space.read(stage, name) for stage, names in _MADE_BY.items() for name in names}
