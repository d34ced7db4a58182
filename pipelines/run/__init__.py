"""The order of the stages, and what keeps a build whole: lock, kept results, accounting, release."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.run.outcome import BuildError, BuildOutcome

if TYPE_CHECKING:
    from pipelines.run.order import build

__all__ = ["BuildError", "BuildOutcome", "build"]


def __getattr__(name: str) -> Any:
    """`build`, imported when first asked for: it brings in all stages."""
    if name == "build":
        from pipelines.run.order import build

        return build
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
