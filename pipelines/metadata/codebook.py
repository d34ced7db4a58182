"""The codebook, docs/codebook.md: tables, views, fields and code lists in words, made from the declarations.

`python -m pipelines.metadata.codebook` writes it; a test compares the page with what would be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.metadata.codes import CodeTable, code_list_names, load_codes
from pipelines.metadata.fields import Field, load_fields
from pipelines.metadata.tables import Check, Table, load_tables
from pipelines.metadata.views import View, load_views
from pipelines.settings import PROJECT

PAGE = "codebook.md"
_COLUMNS_PER_GRID = 5
_ORDER = (
    *("incidents", "reports", "articles", "tallies", "mentions", "evidence"),
    *("rejects", "issues", "quarantine", "judgements", "changes", "actors", "places", "codes"),
)
_LEFT_OUT = ("country",)  # too long for a page; it is in table codes
_INTRODUCTION = """\
# Codebook

<!-- Made from schemas/ by `make docs`; changes belong there. -->

What the tables, views, columns and codes mean. The same words are in the Arrow schemas of the Parquet files
(`curated/current/*.parquet`) and in the comments of the database (`curated/waqai.duckdb`). Columns bear ACLED's name
where ACLED has the column. A column is empty when the article and its metadata do not say.
"""


def render_codebook() -> str:
    """The whole page in Markdown; the same declarations give the same text."""
    return "\n".join(line.rstrip() for line in _lines()).rstrip() + "\n"


def write_pages(folder: Path) -> tuple[Path, ...]:
    """Write the generated pages into a folder and return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / PAGE
    path.write_text(render_codebook(), encoding="utf-8")
    return (path,)


def _lines() -> Iterator[str]:
    tables, views = load_tables(), load_views()
    names = [*_ORDER, *sorted(set(tables) - set(_ORDER))]
    yield from _INTRODUCTION.splitlines()
    yield from ("", "**Tables**", "")
    yield from (f"- [`{name}`](#table-{name}): {tables[name].grain}" for name in names)
    yield from ("", "**Views**", "")
    yield from (f"- [`{view.name}`](#view-{view.name}): {_first_sentence(view.description)}" for view in views.values())
    yield from ("", "**Code lists**", "")
    yield from (f"- [`{name}`](#codes-{name}): {load_codes(name).title}" for name in code_list_names())
    for name in names:
        yield from _table(tables[name])
    for view in views.values():
        yield from _view(view)
    yield from _view_fields()
    for name in code_list_names():
        yield from _code_list(load_codes(name))


def _table(table: Table) -> Iterator[str]:
    yield from ("", f"## Table {table.name}", "", f"{table.grain} {table.description}", "")
    if table.primary_key:
        yield f"Key: {_codes_of(table.primary_key)}."
    for key in table.foreign_keys:
        yield f"`{key.column}` is a key of [`{key.table}`](#table-{key.table})."
    yield ""
    yield from _grid(("column", "type", "empty?", "meaning"), (_field_row(field, table) for field in table.fields))
    if table.checks:
        yield from ("", "Rows that fail one of these are held back in [`quarantine`](#table-quarantine):", "")
        yield from (f"- {check.says}{_condition(check)} (`{check.rule_id}`)" for check in table.checks)


def _field_row(field: Field, table: Table) -> Sequence[str]:
    return f"`{field.name}`", _type(field), "never" if field.name in table.required else "", _meaning(field)


def _type(field: Field) -> str:
    return {"list": "list of strings", "long": "integer", "timestamp": "time"}.get(field.type, field.type)


def _meaning(field: Field) -> str:
    bounds = (("at least", field.minimum), ("at most", field.maximum))
    limits = [f"{words} {bound:g}" for words, bound in bounds if bound is not None]
    parts = [
        field.description,
        f"Unit: {field.unit}." if field.unit else "",
        f"{', '.join(limits).capitalize()}." if limits else "",
        f"Codes: [`{field.codes}`](#codes-{field.codes})." if field.codes else "",
        f"HXL: `{field.hxl}`." if field.hxl else "",
    ]
    return " ".join(part for part in parts if part)


def _condition(check: Check) -> str:
    told = [
        f"`{column}` is {' or '.join('empty' if value is None else str(value) for value in values)}"
        for column, values in check.when.items()
    ]
    return f", where {' and '.join(told)}" if told else ""


def _view(view: View) -> Iterator[str]:
    yield from ("", f"## View {view.name}", "", view.description)
    if view.column_notes:
        yield ""
        yield from (f"- `{column}`: {meaning}" for column, meaning in view.column_notes.items())


def _view_fields() -> Iterator[str]:
    """Fields that no table has: the views' own."""
    in_tables = {column for table in load_tables().values() for column in table.columns}
    own = [field for field in load_fields().fields.values() if field.name not in in_tables]
    yield from ("", "## Columns that only views have", "")
    yield from _grid(
        ("column", "type", "meaning"), ((f"`{field.name}`", _type(field), _meaning(field)) for field in own)
    )


def _code_list(codes: CodeTable) -> Iterator[str]:
    yield from (
        "",
        f"## Codes {codes.name}",
        "",
        f"{codes.title}. {codes.description}",
        "",
        f"Source: {codes.source}",
        "",
    )
    if codes.name in _LEFT_OUT:
        yield f"{len(codes.rows)} codes: `SELECT * FROM codes WHERE code_list = '{codes.name}'`."
        return
    columns = [column for column in codes.columns if any(row.get(column) is not None for row in codes.rows.values())]
    if all(row["label"] == code for code, row in codes.rows.items()):
        columns.remove("label")
    for start in range(0, max(len(columns), 1), _COLUMNS_PER_GRID):
        some = columns[start : start + _COLUMNS_PER_GRID]
        yield from _grid(("code", *some), (_code_row(code, row, some) for code, row in codes.rows.items()))
        yield ""
    yield from (f"- `{column}`: {codes.columns[column]}" for column in columns if column not in ("label", "definition"))


def _code_row(code: object, row: Mapping[str, Any], columns: Iterable[str]) -> Sequence[str]:
    return f"`{code}`", *(_shown(row.get(column)) for column in columns)


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _codes_of(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _first_sentence(text: str) -> str:
    return text.split(". ")[0].removesuffix(".") + "."


if __name__ == "__main__":
    write_pages(PROJECT / "docs")
