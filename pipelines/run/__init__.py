"""The order of the stages, and what keeps a build whole: lock, kept results, accounting, release."""

from pipelines.run.build import build
from pipelines.run.outcome import BuildError, BuildOutcome

__all__ = ["BuildError", "BuildOutcome", "build"]
