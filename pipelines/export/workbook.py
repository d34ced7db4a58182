"""The incidents as an Excel workbook: the events, what the columns mean, and the codes."""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipelines.export.cells import safe_cell
from pipelines.export.released import Released

_LONGEST = 32_767  # characters that a cell of a workbook may hold
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip archive can bear
_STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_CODES = """
    SELECT code_list, code, label, definition FROM codes WHERE code_list <> 'country' ORDER BY code_list, code_rank
"""


def write_workbook(released: Released, path: Path) -> Path:
    """Sheets `events` (the 31 ACLED columns), `codebook`, `codes`. The same release gives the same bytes."""
    from openpyxl import Workbook

    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook(write_only=True)
    events = "SELECT * FROM acled_events"
    _add_sheet(book, "events", released.names(events), released.rows(events))
    columns = ((c.name, c.type, c.description) for c in released.columns("acled_events"))
    _add_sheet(book, "codebook", ("column", "type", "meaning"), columns)
    _add_sheet(book, "codes", released.names(_CODES), released.rows(_CODES))
    book.save(path)
    _without_clock(path)
    return path


def _add_sheet(book: Any, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append(list(heads))
    for row in rows:
        sheet.append([_cell(value) for value in row])


def _cell(value: Any) -> Any:
    safe = safe_cell(value)
    if isinstance(safe, str):
        return safe[:_LONGEST]
    return safe.isoformat() if isinstance(safe, dt.datetime) else safe


def _without_clock(path: Path) -> None:
    """Write the archive again without the time of writing, which the library puts in."""
    beside = path.with_suffix(".part")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _STAMPS.sub(rb"\g<1>1980-01-01T00:00:00Z\g<2>", content)
            new.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    beside.replace(path)
