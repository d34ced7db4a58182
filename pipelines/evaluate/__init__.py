"""Scoring releases against gold: what people say that articles report."""

from __future__ import annotations

from pipelines.evaluate.coded import read_release
from pipelines.evaluate.errors import EvaluationError
from pipelines.evaluate.gold import read_gold
from pipelines.evaluate.scoring import Evaluation, evaluate

__all__ = ["Evaluation", "EvaluationError", "evaluate", "read_gold", "read_release"]
