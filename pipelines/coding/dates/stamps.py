"""The times that saved pages print beside a post or an article; their forms are `schemas/coding/page_stamps.yml`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.coding.dates.calendars import DAY, make_date
from pipelines.lexicon.language import load_language
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

_NUMBERS = {
    "day": r"(?P<day>\d{1,2})",
    "monthnumber": r"(?P<month>\d{1,2})",
    "year": r"(?P<year>(?:19|20)\d\d)(?!\d)",
    "clock": r"(?<!\d)\d{1,2}:\d\d(?: ?[ap]m)?",
}


@dataclass(frozen=True, slots=True)
class _Stamp:
    hint: str
    form: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Declared:
    """`schemas/coding/page_stamps.yml`, folded as a language's texts are and compiled."""

    months: Mapping[str, int]
    stamps: tuple[_Stamp, ...]
    dates: tuple[_Stamp, ...]
    updated: tuple[str, ...]
    previous: tuple[str, ...]


def stamped_day(text: str, language: str) -> dt.date | None:
    """The day on which a page says that its post or article was published; None without such a stamp.

    `text` is normalised by the folding of `language`. The first stamp counts, as later ones tell of updates; when
    another names an earlier day, the page shows a post in a post and neither dates the text.
    """
    declared = _declared(language)
    found = sorted(
        (start, day)
        for stamp in declared.stamps
        if stamp.hint in text
        for start, _, day in _days(stamp, text, declared.months)
    )
    if not found:
        return None
    first = found[0][1]
    return first if all(day >= first - DAY for _, day in found) else None


def page_days(text: str, language: str) -> Iterator[tuple[int, int, dt.date]]:
    """The dates that a page's software writes in its own language, with their spans ("June 9, 2022" in an Arabic page).
    """
    declared = _declared(language)
    for form in declared.dates:
        yield from _days(form, text, declared.months)


def is_last_change(before: str, language: str) -> bool:
    """Whether the words before a date call it that of the page's last change."""
    return before.rstrip(": ").endswith(_declared(language).updated)


def is_previous_post(before: str, language: str) -> bool:
    """Whether the last of some lines says that what follows is the title of the post before this one."""
    return before.rstrip().rpartition("\n")[2].strip(" :«<←→") in _declared(language).previous


def _days(stamp: _Stamp, text: str, months: Mapping[str, int]) -> Iterator[tuple[int, int, dt.date]]:
    for found in stamp.form.finditer(text):
        named = found["month"]
        month = int(named) if named.isdigit() else months[named]
        day = make_date(int(found["year"]), month, int(found["day"]))
        if day is not None:
            yield found.start(), found.end(), day


@cache
def _declared(language: str) -> _Declared:
    declared: Mapping[str, Any] = read_yaml(schemas_folder() / "coding" / "page_stamps.yml", "page_stamps")
    fold = load_language(language).fold
    months = {fold(name): number for number, names in enumerate(declared["months"], 1) for name in names}
    names = "|".join(re.escape(name) for name in sorted(months, key=lambda name: (-len(name), name)))
    parts = _NUMBERS | {"month": f"(?P<month>{names})"}

    def form(written: str) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{([a-z]+)\}", lambda found: parts[found[1]], fold(written)))

    return _Declared(
        months,
        tuple(_Stamp(fold(entry["hint"]), form(entry["form"])) for entry in declared["stamps"]),
        tuple(_Stamp("", form(written)) for written in declared["dates"]),
        tuple(fold(word) for word in declared["updated"]),
        tuple(fold(word) for word in declared["previous"]),
    )
