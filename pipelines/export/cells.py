"""What a spreadsheet may see: no formulas, no control characters, lists as text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is run by spreadsheets (OWASP, CSV injection)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")  # not allowed in XML 1.0, which workbooks are


def safe_cell(value: Any) -> Any:
    """The value as a spreadsheet may see it.

    Text that would be run as a formula gets an apostrophe before it, also behind spaces; control characters go; lists
    are joined by "; ".
    """
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    if not isinstance(value, str):
        return value
    clean = _CONTROL.sub("", value)
    return f"'{clean}" if clean.startswith(_FORMULA) or clean.lstrip().startswith(_FORMULA) else clean


def write_csv(path: Path, heads: Sequence[Sequence[str]], rows: Iterable[Sequence[Any]]) -> Path:
    """Write rows under one or more lines of heads: UTF-8, commas, "\\n"."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows(heads)
        writer.writerows([safe_cell(value) for value in row] for row in rows)
    return path
