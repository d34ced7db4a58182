"""Quantities in a text: digits, number words, ranges, bounds and vague amounts."""

from __future__ import annotations

from pipelines.coding.numbers.reader import read_numbers, read_numbers_text

__all__ = ["read_numbers", "read_numbers_text"]
