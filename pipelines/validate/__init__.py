"""Stage `validate`: rows that fail are held back, tables that cannot be trusted stop the release; nothing is mended."""

from pipelines.validate.checking import validate_files, validate_tables
from pipelines.validate.outcome import CriticalFailure, ValidationOutcome

__all__ = ["CriticalFailure", "ValidationOutcome", "validate_files", "validate_tables"]
