"""Table `checks`: everything that was checked, with how many rows failed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from pipelines.metadata import Table, load_tables
from pipelines.metadata.expectations import Expectation, expectation_suite
from pipelines.validate.drift import Drift


def checks_table(counts: Mapping[str, int], failed: Mapping[str, int], moved: Iterable[Drift]) -> pa.Table:
    """One row per check of the tables; `counts` are their rows, `failed` those held back per rule, `moved` the checks
    of drift."""
    rows = {
        (row["table_name"], row["rule_id"]): row
        for name, count in counts.items()
        for row in _checks_of(load_tables()[name], count, failed)
    }
    for found in moved:
        rows[found.table, found.rule_id] = {
            "table_name": found.table,
            "rule_id": found.rule_id,
            "message": found.says,
            "checked_count": found.rows,
            "failed_count": int(found.is_stop or found.is_warning),
            "value": str(found.observed),
        }
    return load_tables()["checks"].from_rows(rows[key] for key in sorted(rows))


def _checks_of(declared: Table, count: int, failed: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    told = {found.rule_id: _in_words(found) for found in expectation_suite(declared)}
    told |= {check.rule_id: check.says for check in declared.checks}
    if declared.primary_key:
        told[f"{declared.name}.key"] = f"{' and '.join(declared.primary_key)} stand once"
    for key in declared.foreign_keys:
        told[f"{declared.name}.{key.column}.reference"] = f"{key.column} is in {key.table}.{key.references}"
        if key.is_held_back_with:
            told[f"{declared.name}.{key.column}.held_back"] = f"the row of {key.table} that it belongs to passes"
    for rule_id, message in told.items():
        row = {"table_name": declared.name, "rule_id": rule_id, "message": message, "checked_count": count}
        yield row | {"failed_count": failed.get(rule_id, 0)}


def _in_words(found: Expectation) -> str:
    words = found.type.removeprefix("expect_").removesuffix("_values").replace("_", " ")
    return f"{found.column}: {words.removeprefix('column values ')}" if found.column else words
