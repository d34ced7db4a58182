"""Days from a first to a last, and what is known when date words are read."""

from __future__ import annotations

import datetime as dt

from pipelines.readonly import readonly


@readonly
class Period:
    """First and last day, inclusive, with ACLED's precision (1 day, 2 week, 3 month, 0 vaguer) and how sure it is."""

    first: dt.date
    last: dt.date
    precision: int
    confidence: float = 1.0

    @staticmethod
    def day(day: dt.date, confidence: float = 1.0) -> Period:
        """One day."""
        return Period(day, day, 1, confidence)

    @staticmethod
    def of(first: dt.date, last: dt.date) -> Period:
        """Days as exact as they are many: up to a week 2, up to a month 3."""
        days = (last - first).days + 1
        return Period(first, last, 1 if days == 1 else 2 if days <= 7 else 3 if days <= 31 else 0)


@readonly
class Scene:
    """What is known besides the words: the reference (publication) day, years told elsewhere, the period named before,
    the latest month named in the text (`not_before`: the article is no older), and the order of numeric dates."""

    reference: dt.date | None = None
    known_years: tuple[int, ...] = ()
    previous: Period | None = None
    not_before: dt.date | None = None
    numeric_order: str = "DMY"
