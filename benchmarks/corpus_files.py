"""Articles that a user brings to be timed on: a file of JSON lines, packed or not."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

FIELDS = ("id", "text", "title", "source", "published", "language", "country")


def articles_of(path: Path, count: int) -> list[dict[str, Any]]:
    """The first records of a file that have a text; Arabic where no language is given."""
    return [
        {"language": "ar", "country": None, **{name: record[name] for name in FIELDS if record.get(name)}}
        for record in islice((record for record in _records(path) if record.get("text")), count)
    ]


def _records(path: Path) -> Iterator[dict[str, Any]]:
    if path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8") as packed:
            yield from (json.loads(line) for line in packed)
    else:
        with path.open(encoding="utf-8") as plain:
            yield from (json.loads(line) for line in plain)
