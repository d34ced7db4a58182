"""Waqai (وقائع, "incidents"): raw news articles in, an ACLED-style incident dataset out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipelines.coding.coder import code_article
    from pipelines.run import BuildOutcome, build

__all__ = ["BuildOutcome", "build", "code_article"]


def __getattr__(name: str) -> Any:
    """The public functions, imported when first asked for, so that small commands start fast."""
    if name in ("build", "BuildOutcome"):
        from pipelines import run

        return getattr(run, name)
    if name == "code_article":
        from pipelines.coding.coder import code_article

        return code_article
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
