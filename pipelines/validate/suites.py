"""The Great Expectations suites of the tables, run on pandas frames of bounded size.

Importing Great Expectations takes seconds and much memory: it happens here, when the first table is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa

from pipelines.metadata.expectations import NOT_NULL, OF_TYPE, Expectation, expectation_suite
from pipelines.metadata.tables import Table

if TYPE_CHECKING:
    from great_expectations.data_context.data_context.ephemeral_data_context import EphemeralDataContext

_ROWS_PER_FRAME = 50_000
_FRAME_TYPES: dict[pa.DataType, Any] = {
    pa.bool_(): pd.BooleanDtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(),
}


@dataclass(frozen=True, slots=True)
class Unmet:
    """One expectation that is not met, by the rows at these positions or, without rows, by the table as a whole."""

    expectation: Expectation
    rows: tuple[int, ...]
    observed: str


def unmet_expectations(declared: Table, table: pa.Table, first: int = 0) -> Iterator[Unmet]:
    """Every expectation of the table's suite that is not met, once per frame of rows; `first` is the position of the
    first row given."""
    suite = expectation_suite(declared)
    for start in range(0, max(table.num_rows, 1), _ROWS_PER_FRAME):
        rows = table.slice(start, _ROWS_PER_FRAME)
        frame = _frame(rows, first + start)
        yield from _unmet_types(suite, frame)
        yield from _unmet(frame, [found for found in suite if _depends_on_rows(found, rows)])


def _depends_on_rows(expectation: Expectation, rows: pa.Table) -> bool:
    """Whether these rows could fail it: where nulls are none, none is forbidden; where values are none, none is wrong.

    Great Expectations takes some milliseconds for each expectation, however few the rows.
    """
    if expectation.column is None:
        return True
    nulls: int = rows[expectation.column].null_count
    if expectation.type == NOT_NULL:
        return nulls > 0
    return expectation.type != OF_TYPE and nulls < rows.num_rows


def _unmet_types(suite: Sequence[Expectation], frame: pd.DataFrame) -> Iterator[Unmet]:
    """Columns of other types than declared. Rows do not matter, so that the same types are asked about once."""
    asked = {found.rule_id: found for found in suite if found.type == OF_TYPE}
    columns = tuple(
        (found.rule_id, found.arguments["column"], found.arguments["type_"], frame[found.column].dtype)
        for found in asked.values()
    )
    yield from (Unmet(asked[rule_id], (), observed) for rule_id, observed in _other_types(columns))


@cache
def _other_types(columns: tuple[tuple[str, str, str, Any], ...]) -> tuple[tuple[str, str], ...]:
    frame = pd.DataFrame({name: pd.Series(dtype=dtype) for _, name, _, dtype in columns})
    wanted = [
        Expectation(rule_id, OF_TYPE, {"column": name, "type_": kind}, is_critical=True)
        for rule_id, name, kind, _ in columns
    ]
    return tuple((unmet.expectation.rule_id, unmet.observed) for unmet in _unmet(frame, wanted))


def _frame(table: pa.Table, start: int) -> pd.DataFrame:
    """Rows as a frame whose index is their position in the whole table; lists of strings are left out."""
    columns = [field.name for field in table.schema if not pa.types.is_list(field.type)]
    frame: pd.DataFrame = table.select(columns).to_pandas(
        types_mapper=_FRAME_TYPES.get, date_as_object=False, split_blocks=True
    )
    frame.index = pd.RangeIndex(start, start + len(frame))
    return frame


def _unmet(frame: pd.DataFrame, expectations: Sequence[Expectation]) -> Iterator[Unmet]:
    known = {found.rule_id: found for found in expectations}
    for result in _run(frame, expectations):
        if not result.success:
            expectation = known[result.expectation_config.meta["rule_id"]]
            if any_exception(result.exception_info):
                raise RuntimeError(f"{expectation.rule_id} could not be checked: {result.exception_info}")
            rows = tuple(sorted(result.result.get("unexpected_index_list") or ()))
            yield Unmet(expectation, rows, str(result.result.get("observed_value", "")))


def _run(frame: pd.DataFrame, expectations: Sequence[Expectation]) -> list[Any]:
    from great_expectations.core import ExpectationSuite
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

    configurations = [
        ExpectationConfiguration(type=found.type, kwargs=dict(found.arguments), meta={"rule_id": found.rule_id})
        for found in expectations
    ]
    batch = _definition().get_batch(batch_parameters={"dataframe": frame})
    suite = ExpectationSuite(name="table", expectations=configurations)
    results: list[Any] = batch.validate(suite, result_format={"result_format": "COMPLETE"}).results
    return results


def any_exception(told: dict[str, Any]) -> bool:
    """Whether an expectation failed because it could not be computed; Great Expectations nests that per metric."""
    if "raised_exception" in told:
        return bool(told["raised_exception"])
    return any(bool(nested.get("raised_exception")) for nested in told.values() if isinstance(nested, dict))


@cache
def _context() -> EphemeralDataContext:
    import great_expectations
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = great_expectations.get_context(mode="ephemeral")
    context.enable_analytics(False)
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


@cache
def _definition() -> Any:
    asset = _context().data_sources.add_pandas("tables").add_dataframe_asset("table")
    return asset.add_batch_definition_whole_dataframe("rows")
