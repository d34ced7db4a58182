"""What a build hands back, and why it may fail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


class BuildError(Exception):
    """A build that cannot go on, in one sentence for the user."""


class OrderError(BuildError):
    """A stage was asked for whose input is not there, or was made from something else; says which command comes
    first."""


@dataclass(frozen=True, slots=True)
class BuildOutcome:
    """One finished build.

    `counts` are rows per table; `rejected` and `pending` are rows by reason; `unknown_places` are the most frequent
    names that no gazetteer entry covers, with how often they stood in the texts; `coded` counts the articles that
    were coded in this run (the others came from kept results). `left_alone` are articles by language that no lexicon
    covers: kept and not coded. `stored` is the address of the object store that the release went to. `seconds` is for
    the summary only and enters no table.
    """

    release_id: str
    release: Path
    curated: Path
    counts: Mapping[str, int]
    rejected: Mapping[str, int]
    pending: Mapping[str, int]
    unknown_places: tuple[tuple[str, int], ...] = ()
    accounting: tuple[str, ...] = ()
    coded: int = 0
    seconds: float = 0.0
    held_back: Mapping[str, int] = field(default_factory=dict)
    left_alone: Mapping[str, int] = field(default_factory=dict)
    stored: str | None = None
