"""The changes as a feed: one JSON object per line, for programs that keep a copy in step."""

from __future__ import annotations

import json
from pathlib import Path

from pipelines.export.released import Released

_QUERY = "SELECT incident_id, change, field, old, new, release_id FROM changes"


def write_feed(released: Released, path: Path) -> Path:
    """Every change since the first release in the order of the table: the oldest release first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in released.named_rows(_QUERY):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path
