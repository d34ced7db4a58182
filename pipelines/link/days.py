"""Which days the words of a date may mean when the day of writing is unknown ("today, Saturday", "18 May")."""

from __future__ import annotations

import datetime as dt
from functools import cache, lru_cache

from pipelines.coding.dates import read_dates
from pipelines.lexicon.language import Language, declared_languages, load_language

_AFTER = 4  # days on which a text may be written that tells of a day: news is of the day or of the days before it
_WEEK = 7


def may_mean(date_text: str, language: str | None, country: str, day: dt.date) -> bool | None:
    """Whether an article written on a day or soon after may mean that day by these words; None when the words fit any
    day ("today", "a few days ago") or no reader knows them."""
    if _says_nothing(date_text, language, country):
        return None
    return _fits(date_text, language, country, day)


@lru_cache(maxsize=20_000)
def _says_nothing(date_text: str, language: str | None, country: str) -> bool:
    """Whether the words fit each day of some week, or nothing is read in them."""
    known, start = _language(language or ""), dt.date(2024, 1, 1)
    if known is None or not read_dates(known.normalise(date_text).text, known.code, start, country=country):
        return True
    return all(_fits(date_text, language, country, start + dt.timedelta(days)) for days in range(_WEEK))


@lru_cache(maxsize=100_000)
def _fits(date_text: str, language: str | None, country: str, day: dt.date) -> bool:
    known = _language(language or "")
    assert known is not None
    text = known.normalise(date_text).text
    for after in range(_AFTER):
        for read in read_dates(text, known.code, day + dt.timedelta(after), country=country):
            if read.value is not None and read.value <= day <= (read.value_end or read.value):
                return True
    return False


@cache
def _language(code: str) -> Language | None:
    return load_language(code) if code in declared_languages() else None
