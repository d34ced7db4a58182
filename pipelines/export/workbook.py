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
_LEAST_WIDTH = 12  # of a column, in characters
_WIDTHS = {
    "event_id_cnty": 19, "disorder_type": 24, "event_type": 28, "sub_event_type": 34, "actor1": 40, "actor2": 40,
    "assoc_actor_1": 30, "assoc_actor_2": 30, "inter1": 20, "inter2": 20, "interaction": 34, "region": 20,
    "country": 20, "admin1": 18, "admin2": 18, "admin3": 18, "location": 22, "source": 36, "source_scale": 24,
    "notes": 150, "tags": 24, "column": 20, "meaning": 110, "code_list": 20, "code": 34, "label": 34, "definition": 110,
}  # fmt: skip
_EXPLAINED = frozenset({"meaning", "definition"})  # columns of sentences; their sheets are read, not filtered
_TYPES = {"VARCHAR": "text", "INTEGER": "whole number", "BIGINT": "whole number", "DOUBLE": "number", "DATE": "date"}
_FONT = "Calibri"
_A3 = "8"
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
    columns = ((c.name, _TYPES.get(c.type, c.type), c.description) for c in released.columns("acled_events"))
    _add_sheet(book, "codebook", ("column", "type", "meaning"), columns)
    _add_sheet(book, "codes", released.names(_CODES), released.rows(_CODES))
    book.save(path)
    _without_clock(path)
    return path


def _add_sheet(book: Any, title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A sheet that can be read and filtered as it opens: heads stay in sight, columns are as wide as what they hold,
    explanations are wrapped. Printed, it is as wide as the page, and every page has the heads."""
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    _print_whole(sheet)
    for number, head in enumerate(heads, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(head, max(_LEAST_WIDTH, len(head) + 4))
    sheet.append([_head(sheet, head) for head in heads])
    last = 1
    for row in rows:
        cells = map(_cell, row)
        sheet.append([_wrapped(sheet, cell) for cell in cells] if _EXPLAINED & set(heads) else list(cells))
        last += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{last}"


def _print_whole(sheet: Any) -> None:
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = "1:1"


def _wrapped(sheet: Any, value: Any) -> Any:
    """A cell as high as its text is long, whose neighbours begin on its first line."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    cell = WriteOnlyCell(sheet, value=value)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _head(sheet: Any, value: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, value=value)
    cell.font = Font(name=_FONT, bold=True)
    return cell


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
