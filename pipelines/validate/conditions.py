"""Conditions between the columns of a row, or a row and another table: one function per kind of check.

Each takes the table, the check and all tables, and gives the rows that fail as a Boolean array. A null never fails a
condition, except where the condition is that there be a value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import combinations
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.metadata import Check, load_codes
from pipelines.metadata.tables import Table
from pipelines.validate.positions import outside_unit

Tables = Mapping[str, pa.Table]
Condition = Callable[[pa.Table, Check, Tables], pa.ChunkedArray]
_SECONDS_PER_DAY = 86_400


def failing_rows(declared: Table, check: Check, tables: Tables) -> pa.ChunkedArray:
    """Which rows fail a check, true for each that does; rows that its `when` does not cover never fail."""
    table = tables[declared.name]
    failing = CONDITIONS[check.kind](table, check, tables)
    for column, values in check.when.items():
        failing = pc.and_(failing, pc.is_in(table[column], _value_set(values, table[column].type)))
    return pc.fill_null(failing, False)


def needed_rows(checks: Iterable[Check]) -> dict[str, tuple[str, set[str]]]:
    """Which rows of other tables conditions look at: table → the column that points to them, and their columns."""
    needs: dict[str, tuple[str, set[str]]] = {}
    for check in checks:
        if check.kind in ("quoted", "within_text"):
            needs.setdefault("articles", ("article_id", set()))[1].add("text")
        elif check.kind == "not_after" and check.table:
            needs.setdefault(check.table, (check.source, set()))[1].update(check.columns)
    return needs


def _coded_as(table: pa.Table, check: Check, tables: Tables) -> pa.ChunkedArray:
    """The column holds what the code list says for the code in `from`."""
    codes = load_codes(check.codes)
    keys = _value_set(codes.codes, table[check.source].type)
    values = pa.array([codes.value(code, check.codes_column) for code in codes.codes], table[check.column].type)
    expected = pc.take(values, pc.index_in(table[check.source], keys))
    differs = pc.fill_null(pc.not_equal(expected, table[check.column]), True)
    return pc.and_(pc.is_valid(table[check.source]), differs)


def _together(table: pa.Table, check: Check, tables: Tables) -> pa.ChunkedArray:
    """Either all columns have a value or none."""
    first, *others = (pc.is_valid(table[column]) for column in check.columns)
    return _any([pc.xor(first, other) for other in others])


def _ordered(table: pa.Table, check: Check, tables: Tables) -> pa.ChunkedArray:
    """No column is greater than one named after it."""
    return _any([pc.greater(table[low], table[high]) for low, high in combinations(check.columns, 2)])


def _required(table: pa.Table, check: Check, tables: Tables) -> pa.ChunkedArray:
    """All columns have a value."""
    return _any([pc.is_null(table[column]) for column in check.columns])


def _allowed(table: pa.Table, check: Check, tables: Tables) -> pa.ChunkedArray:
    """The column is null or has one of the values."""
    column = table[check.column]
    return pc.and_(pc.is_valid(column), pc.invert(pc.is_in(column, _value_set(check.values, column.type))))


def _not_after(table: pa.Table, check: Check, tables: Tables) -> pa.ChunkedArray:
    """The day in `column` is at most `days` after the time in `columns`, of this row or of the row `from` points to."""
    limit = check.columns[0]
    other = tables[check.table] if check.table else None
    limits = table[limit] if other is None else _looked_up(table[check.source], other, check.source, other[limit])
    slack = pa.scalar(check.days * _SECONDS_PER_DAY, pa.duration("s"))
    latest = pc.add(limits.cast(pa.timestamp("s"), safe=False), slack)
    return pc.greater(table[check.column].cast(pa.timestamp("s")), latest)


def _within_text(table: pa.Table, check: Check, tables: Tables) -> pa.ChunkedArray:
    """The span in `columns` is one of the article's text."""
    articles = tables["articles"]
    lengths = _looked_up(table["article_id"], articles, "article_id", pc.utf8_length(articles["text"]))
    start, end = (table[column] for column in check.columns)
    return _any([pc.less(start, 0), pc.greater(start, end), pc.greater(end, lengths)])


def _quoted(table: pa.Table, check: Check, tables: Tables) -> pa.ChunkedArray:
    """The words in `column` stand in the article's text at the span in `columns`."""
    articles = tables["articles"]
    places = pc.index_in(table["article_id"], articles["article_id"].combine_chunks()).to_pylist()
    spans = (table[column].to_pylist() for column in check.columns)
    texts, last, text, fails = articles["text"], None, "", []
    for place, start, end, words in zip(places, *spans, table[check.column].to_pylist(), strict=True):
        if place is None or start is None or end is None:
            fails.append(False)
            continue
        if place != last:  # rows of one article stand together
            last, text = place, texts[place].as_py()
        fails.append(text[start:end] != words)
    return pa.chunked_array([fails], pa.bool_())


def _matches(table: pa.Table, check: Check, tables: Tables) -> pa.ChunkedArray:
    """The column is null or matches one of the regular expressions (RE2)."""
    patterns = [pc.match_substring_regex(table[check.column], str(pattern)) for pattern in check.values]
    found = patterns[0]
    for more in patterns[1:]:
        found = pc.or_(found, more)
    return pc.invert(found)


def _interaction(table: pa.Table, check: Check, tables: Tables) -> pa.ChunkedArray:
    """The column is ACLED's number of the two actor types: the lower and the higher digit, or the only one and 0."""
    one, other = (pc.fill_null(table[column], 0) for column in check.columns)
    low, high = pc.min_element_wise(one, other), pc.max_element_wise(one, other)
    alone, both = pc.multiply(high, 10), pc.add(pc.multiply(low, 10), high)
    expected = pc.if_else(pc.equal(low, 0), alone, both)
    return pc.not_equal(table[check.column].cast(expected.type), expected)


CONDITIONS: Mapping[str, Condition] = MappingProxyType(
    {
        "allowed": _allowed,
        "coded_as": _coded_as,
        "inside_unit": outside_unit,
        "interaction": _interaction,
        "matches": _matches,
        "not_after": _not_after,
        "ordered": _ordered,
        "quoted": _quoted,
        "required": _required,
        "together": _together,
        "within_text": _within_text,
    }
)


def _looked_up(keys: pa.ChunkedArray, other: pa.Table, key: str, values: pa.ChunkedArray) -> pa.ChunkedArray:
    """For each key the value in the row of another table that has it; null where there is none."""
    return pc.take(values, pc.index_in(keys, other[key].combine_chunks()))


def _value_set(values: tuple[object, ...], wanted: pa.DataType) -> pa.Array:
    return pa.array(list(values), type=None if any(value is not None for value in values) else wanted).cast(wanted)


def _any(failing: list[pa.ChunkedArray]) -> pa.ChunkedArray:
    total = pc.fill_null(failing[0], False)
    for mask in failing[1:]:
        total = pc.or_(total, pc.fill_null(mask, False))
    return total
