"""What makes scoring impossible, in one sentence for the user."""

from __future__ import annotations


class EvaluationError(Exception):
    """A gold file, release or baseline that cannot be used: which, where in it, what is wrong."""
