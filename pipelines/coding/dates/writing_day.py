"""The day on which an article was written, where it says so itself and its metadata name another one near by."""

from __future__ import annotations

import datetime as dt

from pipelines.coding.dates.calendars import DAY
from pipelines.coding.dates.expressions import Calendar, Named
from pipelines.coding.dates.reader import expressions_in
from pipelines.coding.dates.stamps import stamped_day
from pipelines.text.tokens import Tokens

EARLIER, LATER = 3, 1  # days: fetched or printed after it was written; dated in a time zone that is behind


def writing_day(text: str, language: str, published: dt.date, tokens: Tokens | None = None) -> dt.date:
    """The day that "today" and "yesterday" count from: the publication, unless these words are told with a weekday
    ("اليوم (الخميس)", "أمس الأحد") and all of them mean one other day close to it.

    Metadata often hold the day on which a page was fetched, or a printed paper's. And pages print a post's day without
    its year in the first months: where the stamp of the page tells an earlier year of the same day, the metadata's was
    guessed.
    """
    published = _year_of_stamp(text, language, published)
    said = expressions_in(text, language, tokens, with_weekday=True)
    told = {weekday for e in said if (weekday := weekday_of_today(e)) is not None}
    if len(told) != 1:
        return published
    near = (published + shift * DAY for shift in (0, *range(-1, -EARLIER - 1, -1), *range(1, LATER + 1)))
    return next((day for day in near if day.weekday() in told), published)


def _year_of_stamp(text: str, language: str, published: dt.date) -> dt.date:
    stamped = stamped_day(text, language)
    is_same_day = stamped is not None and (stamped.month, stamped.day) == (published.month, published.day)
    return stamped if stamped is not None and is_same_day and stamped < published else published


def weekday_of_today(said: object) -> int | None:
    """The weekday of the day of writing that an expression tells, None when it tells none."""
    if isinstance(said, Named):
        return (said.weekday - said.offset) % 7
    if isinstance(said, Calendar) and said.near is not None and said.weekday is not None:
        return (said.weekday - said.near) % 7
    return None
