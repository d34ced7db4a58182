"""Trying again what the release in force rejected: a build, and what became of each reject."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.run.order import build
from pipelines.run.outcome import BuildError, BuildOutcome

Reject = dict[str, Any]
_PLACE = ("stage", "raw_path", "raw_record")


@dataclass(frozen=True, slots=True)
class RetryOutcome:
    """`mended`: rejects of the release before that are none now; `remaining`: all rejects of the new one."""

    mended: tuple[Reject, ...]
    remaining: tuple[Reject, ...]
    build: BuildOutcome


def retry_rejects(raw: Path, curated: Path, jobs: int = 0) -> RetryOutcome:
    """Build again, and compare the rejects with those of the release before.

    A build reads anew whatever changed since: the file, the metadata beside it, its permissions, the declarations, the
    code; what was refused for want of time or memory is tried in any case. Other rejects are certain to stay where none
    of these changed, because reading depends on nothing else. Raises BuildError when there is no release, and as
    `build` does.
    """
    before = _rejects(curated)
    outcome = build(raw, curated, jobs, is_retry=True)
    after = _rejects(curated)
    still = {_place(row) for row in after}
    return RetryOutcome(tuple(row for row in before if _place(row) not in still), tuple(after), outcome)


def _rejects(curated: Path) -> list[Reject]:
    path = curated / "current" / "rejects.parquet"
    if not path.exists():
        raise BuildError(f"there is no release in {curated}; run `waqai build` first")
    try:
        rows: list[Reject] = pq.read_table(path).to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise BuildError(f"{path} cannot be read ({error}); run `waqai build`") from error
    return rows


def _place(row: Reject) -> tuple[Any, ...]:
    return tuple(row[name] for name in _PLACE)
