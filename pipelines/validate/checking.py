"""All checks over all tables: what fails alone is held back, what makes a table untrustworthy stops the release."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.metadata import Check, Table, load_tables
from pipelines.metadata.ddl import quoted_name
from pipelines.metadata.fitting import UnfitTableError
from pipelines.metadata.spilling import spilling
from pipelines.validate.conditions import CONDITIONS, failing_rows, needed_rows
from pipelines.validate.drift import drift
from pipelines.validate.outcome import CriticalFailure, ValidationOutcome
from pipelines.validate.quarantine import Quarantine
from pipelines.validate.results import checks_table
from pipelines.validate.sources import PLACE, InMemory, OnDisk, Source, around
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
    known, critical = _known(tables, lambda name, declared: InMemory(declared, tables.get(name, declared.empty())))
    with spilling(None) as con:
        quarantine, outcome = _validated(con, known, critical, before)
    kept = {name: source.table.filter(pa.array(~quarantine.held[name])) for name, source in known.items()}
    return replace(outcome, tables={**kept, **outcome.tables})


def validate_files(
    tables: Mapping[str, Path | pa.Table], folder: Path, spill: Path, before: Path | None = None
) -> ValidationOutcome:
    """The same for tables in Parquet files, a piece at a time; the rows that pass are written into `folder`, one file
    per table, `quarantine` and `checks` with them. `spill` is a folder for what does not fit into memory.
    """

    def opened(name: str, declared: Table) -> InMemory | OnDisk:
        given = tables.get(name, declared.empty())
        return OnDisk(declared, given) if isinstance(given, Path) else InMemory(declared, given)

    known, critical = _known(tables, opened)
    with spilling(spill) as con:
        quarantine, outcome = _validated(con, known, critical, before)
    for name, source in known.items():
        if isinstance(source, OnDisk):
            source.write_kept(quarantine.held[name], folder / f"{name}.parquet")
        else:
            pq.write_table(source.table, folder / f"{name}.parquet", compression="zstd")
    for name, table in outcome.tables.items():
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")
    return outcome


def _validated(
    con: duckdb.DuckDBPyConnection, known: Mapping[str, Source], critical: list[CriticalFailure], before: Path | None
) -> tuple[Quarantine, ValidationOutcome]:
    """All checks; the outcome has `quarantine` and `checks` among its tables and no others."""
    declared = {name: table for name, table in load_tables().items() if name in known}
    quarantine = Quarantine(declared, known)
    if not critical:
        for table in declared.values():
            critical.extend(_check_rows(table, known, quarantine))
            critical.extend(_check_keys(con, table, known))
            pa.default_memory_pool().release_unused()
        _hold_back_dependents(con, declared, known, quarantine)
    moved = list(drift(con, known, before)) if before is not None and not critical else []
    critical.extend(CriticalFailure(m.table, m.rule_id, m.problem) for m in moved if m.is_stop)
    failed = quarantine.rows_by_rule()
    counts = {name: source.row_count for name, source in known.items()}
    told = quarantine.table()
    outcome = ValidationOutcome(
        tables={QUARANTINE: told, CHECKS: checks_table(counts, failed, moved)},
        quarantine=told,
        critical=tuple(sorted(critical)),
        held_back=quarantine.rows_by_table(),
        failed_rules=failed,
    )
    return quarantine, outcome


Opened = TypeVar("Opened", bound=Source)


def _known(
    given: Iterable[str], opened: Callable[[str, Table], Opened]
) -> tuple[dict[str, Opened], list[CriticalFailure]]:
    declared = {name: table for name, table in load_tables().items() if name not in (QUARANTINE, CHECKS)}
    names = set(given)
    critical = [
        CriticalFailure(name, f"{name}.unknown", "no such table is declared under schemas/tables")
        for name in sorted(names - set(declared) - {QUARANTINE, CHECKS})
    ]
    known: dict[str, Opened] = {}
    for name, table in declared.items():
        if name not in names and not table.is_optional:
            critical.append(CriticalFailure(name, f"{name}.missing", "the table is missing"))
        try:
            known[name] = opened(name, table)
        except UnfitTableError as error:
            critical.append(CriticalFailure(name, f"{name}.columns", str(error)))
    return known, critical


def _check_rows(declared: Table, sources: Mapping[str, Source], quarantine: Quarantine) -> Iterator[CriticalFailure]:
    """What can be said of rows, piece by piece: the table's suite, and conditions between columns and tables."""
    checks = [check for check in declared.checks if check.kind in CONDITIONS]
    needs = needed_rows(checks)
    for start, piece in sources[declared.name].pieces():
        yield from _check_columns(declared, piece, start, quarantine)
        tables = {declared.name: piece, **around(needs, piece, sources)}
        for check in checks:
            failing = failing_rows(declared, check, tables)
            quarantine.hold_back(declared.name, check.rule_id, check.checked_columns, failing, start)


def _check_columns(
    declared: Table, piece: pa.Table, start: int, quarantine: Quarantine
) -> Iterator[CriticalFailure]:
    """The table's suite. Nulls in a key are critical: nothing could name the row in quarantine."""
    for unmet in unmet_expectations(declared, piece, start):
        column = unmet.expectation.column
        rule_id = unmet.expectation.rule_id
        if unmet.expectation.is_critical or column in declared.primary_key:
            observed = unmet.observed or f"{len(unmet.rows)} rows, first at {unmet.rows[:_EXAMPLES]}"
            yield CriticalFailure(declared.name, rule_id, f"{unmet.expectation.type} is not met: {observed}")
        else:
            quarantine.hold_back_rows(declared.name, rule_id, (column,) if column else (), unmet.rows)


def _check_keys(
    con: duckdb.DuckDBPyConnection, declared: Table, sources: Mapping[str, Source]
) -> Iterator[CriticalFailure]:
    """Keys are unique over the whole table, and keys of other tables are there (held-back rows count as there)."""
    name, rows = declared.name, sources[declared.name].relation(con)
    if declared.primary_key:
        keys = ", ".join(map(quoted_name, declared.primary_key))
        doubled = con.sql(f"SELECT {keys} FROM {rows} GROUP BY ALL HAVING count(*) > 1").fetchall()
        if doubled:
            shown = _examples(["|".join(map(str, row)) for row in doubled])
            yield CriticalFailure(name, f"{name}.key", f"{len(doubled)} keys stand twice: {shown}")
    for key in declared.foreign_keys:
        column, other = quoted_name(key.column), sources[key.table].relation(con)
        query = (
            f"SELECT DISTINCT own.{column} FROM {rows} AS own ANTI JOIN {other} AS other "
            f"ON own.{column} = other.{quoted_name(key.references)} WHERE own.{column} IS NOT NULL"
        )
        lost = [row[0] for row in con.sql(query).fetchall()]
        if lost:
            problem = f"{len(lost)} values of {key.column} are not in {key.table}.{key.references}: {_examples(lost)}"
            yield CriticalFailure(name, f"{name}.{key.column}.reference", problem)


def _hold_back_dependents(
    con: duckdb.DuckDBPyConnection,
    declared: Mapping[str, Table],
    sources: Mapping[str, Source],
    quarantine: Quarantine,
) -> None:
    """Hold back what cannot stand without a row that is held back, until nothing more follows."""
    before = -1
    while before != quarantine.row_count():
        before = quarantine.row_count()
        for name, table in declared.items():
            for key in table.foreign_keys:
                if key.is_held_back_with:
                    gone = quarantine.held_values(key.table, key.references)
                    rule_id = f"{name}.{key.column}.held_back"
                    for start, piece in sources[name].pieces([key.column]) if len(gone) else ():
                        failing = pc.is_in(piece[key.column], gone)
                        quarantine.hold_back(name, rule_id, (key.column,), failing, start)
            for check in table.checks:
                if check.kind == "has_rows":
                    _hold_back_childless(con, table, check, sources, quarantine)


def _hold_back_childless(
    con: duckdb.DuckDBPyConnection,
    declared: Table,
    check: Check,
    sources: Mapping[str, Source],
    quarantine: Quarantine,
) -> None:
    key, child = declared.primary_key[0], quoted_name(check.column)
    con.register("held_children", pa.table({"held": pa.array(np.flatnonzero(quarantine.held[check.table]))}))
    rows = con.sql(
        f"SELECT own.{PLACE} FROM {sources[declared.name].relation(con)} AS own ANTI JOIN (SELECT {child} FROM "
        f"{sources[check.table].relation(con)} WHERE {PLACE} NOT IN (SELECT held FROM held_children)) AS kept "
        f"ON own.{quoted_name(key)} = kept.{child} ORDER BY 1"
    ).fetchall()
    quarantine.hold_back_rows(declared.name, check.rule_id, (key,), (row[0] for row in rows))


def _examples(values: list[str]) -> str:
    shown = sorted(map(str, values))[:_EXAMPLES]
    return ", ".join(shown) + (" …" if len(values) > _EXAMPLES else "")
