"""What validation checked, as a page that needs no network: failures first, then every check by table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from pipelines.export.released import Released

_SUMS = """
    SELECT table_name AS "table", count(*) AS checks, count(*) FILTER (failed_count > 0) AS failed,
      sum(failed_count) FILTER (rule_id NOT LIKE 'drift.%') AS "rows held back" FROM checks GROUP BY 1 ORDER BY 1
"""
_FAILED = """
    SELECT table_name AS "table", rule_id AS rule, message AS "asks for", checked_count AS rows, failed_count AS failed,
      value AS observed FROM checks WHERE failed_count > 0 ORDER BY failed DESC, 1, 2
"""
_ROWS = """
    SELECT table_name AS "table", row_key AS "row", rule_id AS rule, column_name AS columns, value AS "values"
    FROM quarantine ORDER BY ALL LIMIT 500
"""
_ALL = """
    SELECT table_name AS "table", rule_id AS rule, message AS "asks for", checked_count AS rows, failed_count AS failed,
      value AS observed FROM checks ORDER BY 1, 2
"""
_PARTS = (
    ("By table", _SUMS),
    ("Checks that found something", _FAILED),
    ("Rows held back (the first 500)", _ROWS),
    ("All checks", _ALL),
)
_STYLE = """
body { font: 14px/1.45 Helvetica, Arial, sans-serif; color: #22272c; margin: 2em auto; max-width: 75em; padding: 0 1em }
table { border-collapse: collapse; width: 100%; margin: .5em 0 2em }
th, td { text-align: left; vertical-align: top; padding: .25em .6em }
th, td { border-bottom: 1px solid #e3e6e9; overflow-wrap: anywhere }
th { color: #5a646e; font-weight: normal; white-space: nowrap } .number { text-align: right; white-space: nowrap }
h1 { font-size: 1.5em } h2 { font-size: 1.15em } p { color: #5a646e }
"""


def write_checks(released: Released, path: Path) -> Path:
    """The page; the same release gives the same bytes. All values are escaped."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(_page(released)) + "\n", encoding="utf-8", newline="\n")
    return path


def _page(released: Released) -> Iterator[str]:
    title = f"Checks of release {escape(released.release_id)}"
    yield f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    yield f"<style>{_STYLE}</style></head><body>\n<h1>{title}</h1>"
    yield "<p>A row that fails a check is held back from its table and stands in quarantine.</p>"
    for head, query in _PARTS:
        yield f"<h2>{head}</h2>"
        yield from _table(released.names(query), released.rows(query))
    yield "</body></html>"


def _table(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    found = list(rows)
    if not found:
        yield "<p>None.</p>"
        return
    yield "<table><tr>" + "".join(map(_head, names, zip(*found, strict=True))) + "</tr>"
    for row in found:
        yield "<tr>" + "".join(map(_cell, row)) + "</tr>"
    yield "</table>"


def _head(name: str, column: Sequence[Any]) -> str:
    """A head stands over what it heads: over figures at the right."""
    kind = ' class="number"' if all(isinstance(value, int) for value in column) else ""
    return f"<th{kind}>{escape(name)}</th>"


def _cell(value: Any) -> str:
    if isinstance(value, int):
        return f'<td class="number">{value:,}</td>'
    return f'<td dir="auto">{escape("" if value is None else str(value))}</td>'
