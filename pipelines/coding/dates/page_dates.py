"""Full dates of a page that may be those of its article: datelines, shown posts, lists; and how sure each is."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.coding.dates.reader import read_dates
from pipelines.coding.dates.stamps import is_last_change, is_previous_post, page_days
from pipelines.coding.readings import DateReading

HEAD, TAIL = 600, 300  # code points from the beginning and the end where datelines stand
DATELINE_WORDS = 6  # a line with a date and no more words than this besides is a dateline
WORDED = 2  # words before a date from which its line is no bare dateline
BYLINE_WORDS = 3  # words that may follow the date of a caption or agency line
STAMPED = 0.95  # a line with the hour too: the time of publication
FULL_LINE = 0.9
BESIDE_LINE = 0.5  # in the title of the post before this one
FOOT_LINE = 0.7  # at the end of the text, where other articles are listed too
INNER_LINE = 0.3  # in the midst of the text
TOLD_AFTER_DASH = 0.8  # after a place and a dash, or before the agency at the end of a caption
QUOTED_POST = 0.7  # the stamp of a post that the article shows
TITLED = 0.72  # the title ends in it, and the text names no later year
PAGE_CLOCK = 0.4  # the first line, with its weekday: often the clock of the page, the day it was fetched
LISTED = 0.1  # one of several lines of other articles
UPDATED = 0.75  # factor of a date that the page calls its last change
LOOKS_BACK = 0.5  # factor of a date behind words, of a year before one that the text names: a headline on the past
AFTER_LIST = 0.9  # factor of the first line where other dates stand on lines of their own too
MOST_ALIKE = 3  # lines with one and the same date from which it is that of a list
LEAST_ORDER = 0.9  # what an open order of day and month leaves of a dateline's confidence
LINE_OF_HOUR = 12  # code points after the date in which its hour stands
JOINTS = ("-", "/", "|", ":", ",", "،", "(", ")")  # what may part a dateline from the story
TITLE_REACH = 200  # code points from the beginning within which titles stand
_HOUR = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?!\d)")
_HANDLE = re.compile(r"@[\w ]{1,30}\)?\s*$")  # folding writes "_" as a space


@dataclass(frozen=True, slots=True)
class PageDate:
    """A full date, where it stands, and how surely it is the article's (0 when it stands in the story).

    `is_line`: alone on its line.
    """

    day: dt.date
    start: int
    confidence: float
    is_line: bool = False


def find_page_dates(text: str, language: str) -> list[PageDate]:
    """All full dates of a normalised text that stand outside its sentences, in text order."""
    readings = [r for r in read_dates(text, language, None) if r.basis == "explicit"]
    latest = max((r.value.year for r in readings if r.value is not None), default=0)
    found = [
        _page_date(text, r.start, r.end, r.value, language, reading=r, is_latest=r.value.year >= latest)
        for r in readings
        if r.precision == 1 and r.value is not None and r.value_end is None
    ]
    covered = [(r.start, r.end) for r in readings if r.precision == 1]
    for start, end, day in page_days(text, language):
        if not any(start < last and first < end for first, last in covered):
            found.append(_page_date(text, start, end, day, language))
    found.sort(key=lambda found: found.start)
    return _weighed_together([date for date in found if date.confidence])


def _page_date(
    text: str, start: int, end: int, day: dt.date, language: str, reading: DateReading | None = None,
    *, is_latest: bool = False,
) -> PageDate:  # fmt: skip
    begin, close = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    before = text[begin:start].strip()
    after = text[end : len(text) if close < 0 else close].strip()
    confidence, is_line = _of_line(text, start, end, before, after, reading, language)
    if not confidence and is_latest and not after and begin < TITLE_REACH and "." not in text[:begin]:
        confidence = TITLED
    if reading is not None and not is_latest and len(before.split()) >= WORDED:
        confidence *= LOOKS_BACK
    if confidence and is_last_change(before, language):
        confidence *= UPDATED
    if reading is not None:
        confidence *= max(reading.confidence, LEAST_ORDER)
    return PageDate(day, start, round(confidence, 2), is_line)


def _of_line(
    text: str, start: int, end: int, before: str, after: str, reading: DateReading | None, language: str
) -> tuple[float, bool]:
    """How sure the place of a date in its line makes it, and whether it is alone there."""
    if _HANDLE.search(before):
        return QUOTED_POST, False
    if reading is None and before:
        return 0.0, False
    if not after and is_previous_post(text[:start].rpartition("\n")[0], language):
        return BESIDE_LINE, False
    if len(before.split()) + len(after.split()) <= DATELINE_WORDS:
        return _of_own_line(text, start, end, before, reading), True
    if start >= HEAD:
        return 0.0, False
    is_short = len(before.split()) <= DATELINE_WORDS and (not before or before.endswith(JOINTS))
    if is_short and after.startswith(JOINTS):
        return TOLD_AFTER_DASH, False
    is_byline = before.endswith((".", "،", ",")) and after.startswith(JOINTS) and len(after.split()) <= BYLINE_WORDS + 1
    return TOLD_AFTER_DASH if is_byline else 0.0, False


def _of_own_line(text: str, start: int, end: int, before: str, reading: DateReading | None) -> float:
    has_weekday = reading is not None and reading.rule.startswith("date.explicit.weekday")
    if has_weekday and not text[:start].strip():
        return PAGE_CLOCK
    if start >= HEAD:
        is_foot = end > len(text) - TAIL and (len(before.split()) < WORDED or before.endswith(JOINTS))
        return FOOT_LINE if is_foot else INNER_LINE
    next_line = text[end:].lstrip(" ,|-–\n").split("\n", 1)[0]
    return STAMPED if _HOUR.search(before) or _HOUR.search(next_line[:LINE_OF_HOUR]) else FULL_LINE


def _weighed_together(dates: Sequence[PageDate]) -> list[PageDate]:
    """Dates that stand on several lines are those of a list of other articles; beside one, lines count less."""
    lines = Counter(date.day for date in dates if date.is_line)
    listed = {day for day, count in lines.items() if count >= MOST_ALIKE}
    if not listed:
        return list(dates)
    return [
        replace(date, confidence=LISTED if date.day in listed else round(date.confidence * AFTER_LIST, 2))
        if date.is_line
        else date
        for date in dates
    ]
