"""All checks over all tables: what fails alone is held back, what makes a table untrustworthy stops the release."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from pipelines.metadata import Check, Table, load_tables
from pipelines.metadata.fitting import UnfitTableError, fitted
from pipelines.validate.conditions import CONDITIONS, failing_rows
from pipelines.validate.drift import drift
from pipelines.validate.outcome import CriticalFailure, ValidationOutcome
from pipelines.validate.quarantine import Quarantine
from pipelines.validate.results import checks_table
from pipelines.validate.suites import unmet_expectations

QUARANTINE, CHECKS = "quarantine", "checks"
_EXAMPLES = 3


def validate_tables(tables: Mapping[str, pa.Table], before: Path | None = None) -> ValidationOutcome:
    """Check all tables against their declarations.

    - Critical: a mandatory table missing, columns missing, unknown or of another type, a key twice or null, a key of
      another table that is not there.
    - Held back: rows with nulls, codes, ranges or forms that are not allowed, rows that fail a condition, and rows that
      cannot stand without one held back (`is_held_back_with`, `has_rows`).
    - Drift: how far the rows moved from the release in the folder `before`, if any (`schemas/drift.yml`).

    Values are never changed; the same tables give the same outcome.
    """
    declared = {name: table for name, table in load_tables().items() if name not in (QUARANTINE, CHECKS)}
    known, critical = _known_tables(tables, declared)
    quarantine = Quarantine(declared, known)
    if not critical:
        for name, table in declared.items():
            critical.extend(_check_columns(table, known[name], quarantine))
            critical.extend(_check_keys(table, known))
            for check in table.checks:
                if check.kind in CONDITIONS:
                    quarantine.hold_back(name, check.rule_id, check.checked_columns, failing_rows(table, check, known))
        _hold_back_dependents(declared, known, quarantine)
    moved = list(drift(known, before)) if before is not None and not critical else []
    critical.extend(CriticalFailure(m.table, m.rule_id, m.problem) for m in moved if m.is_stop)
    failed = quarantine.rows_by_rule()
    return ValidationOutcome(
        tables={**quarantine.remaining(), QUARANTINE: quarantine.table(), CHECKS: checks_table(known, failed, moved)},
        quarantine=quarantine.table(),
        critical=tuple(sorted(critical)),
        held_back=quarantine.rows_by_table(),
        failed_rules=failed,
    )


def _known_tables(
    tables: Mapping[str, pa.Table], declared: Mapping[str, Table]
) -> tuple[dict[str, pa.Table], list[CriticalFailure]]:
    critical = [
        CriticalFailure(name, f"{name}.unknown", "no such table is declared under schemas/tables")
        for name in sorted(set(tables) - set(declared) - {QUARANTINE, CHECKS})
    ]
    known: dict[str, pa.Table] = {}
    for name, table in declared.items():
        if name not in tables and not table.is_optional:
            critical.append(CriticalFailure(name, f"{name}.missing", "the table is missing"))
        try:
            known[name] = fitted(table, tables.get(name, table.empty()))
        except UnfitTableError as error:
            critical.append(CriticalFailure(name, f"{name}.columns", str(error)))
    return known, critical


def _check_columns(declared: Table, table: pa.Table, quarantine: Quarantine) -> Iterator[CriticalFailure]:
    """The table's suite. Nulls in a key are critical: nothing could name the row in quarantine."""
    for unmet in unmet_expectations(declared, table):
        column = unmet.expectation.column
        rule_id = unmet.expectation.rule_id
        if unmet.expectation.is_critical or column in declared.primary_key:
            observed = unmet.observed or f"{len(unmet.rows)} rows, first at {unmet.rows[:_EXAMPLES]}"
            yield CriticalFailure(declared.name, rule_id, f"{unmet.expectation.type} is not met: {observed}")
        else:
            quarantine.hold_back_rows(declared.name, rule_id, (column,) if column else (), unmet.rows)


def _check_keys(declared: Table, tables: Mapping[str, pa.Table]) -> Iterator[CriticalFailure]:
    """Keys are unique over the whole table, and keys of other tables are there (held-back rows count as there)."""
    table, name = tables[declared.name], declared.name
    if declared.primary_key:
        keys = list(declared.primary_key)
        counted = table.select(keys).group_by(keys).aggregate([([], "count_all")])
        doubled = counted.filter(pc.greater(counted["count_all"], 1)).select(keys).to_pylist()
        if doubled:
            shown = _examples(["|".join(map(str, row.values())) for row in doubled])
            yield CriticalFailure(name, f"{name}.key", f"{len(doubled)} keys stand twice: {shown}")
    for key in declared.foreign_keys:
        values = table[key.column].drop_null()
        is_there = pc.is_in(values, tables[key.table][key.references].combine_chunks())
        lost = values.filter(pc.invert(is_there)).unique().to_pylist()
        if lost:
            problem = f"{len(lost)} values of {key.column} are not in {key.table}.{key.references}: {_examples(lost)}"
            yield CriticalFailure(name, f"{name}.{key.column}.reference", problem)


def _hold_back_dependents(
    declared: Mapping[str, Table], tables: Mapping[str, pa.Table], quarantine: Quarantine
) -> None:
    """Hold back what cannot stand without a row that is held back, until nothing more follows."""
    before = -1
    while before != quarantine.row_count():
        before = quarantine.row_count()
        for name, table in declared.items():
            for key in table.foreign_keys:
                if key.is_held_back_with:
                    gone = quarantine.held(key.table)[key.references].combine_chunks()
                    failing = pc.is_in(tables[name][key.column], gone) if len(gone) else None
                    quarantine.hold_back(name, f"{name}.{key.column}.held_back", (key.column,), failing)
            for check in table.checks:
                if check.kind == "has_rows":
                    _hold_back_childless(table, check, tables, quarantine)


def _hold_back_childless(declared: Table, check: Check, tables: Mapping[str, pa.Table], quarantine: Quarantine) -> None:
    key = declared.primary_key[0]
    there = quarantine.kept(check.table)[check.column].drop_null().unique()
    if isinstance(there, pa.ChunkedArray):
        there = there.combine_chunks()
    quarantine.hold_back(declared.name, check.rule_id, (key,), pc.invert(pc.is_in(tables[declared.name][key], there)))


def _examples(values: list[str]) -> str:
    shown = sorted(map(str, values))[:_EXAMPLES]
    return ", ".join(shown) + (" …" if len(values) > _EXAMPLES else "")
