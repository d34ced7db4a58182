"""The publication day that a page shows its readers without stating it in its metadata."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from pipelines.ingest.pages.headlines import elements_showing
from pipelines.ingest.published import FIRST_YEAR, LAST_YEAR
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

_PIECE = re.compile(r"\d+|[^\W\d_]+")
_FIGURES = re.compile(
    r"(?<!\d)(?:(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{1,2})([-/.])(\d{1,2})\6(\d{4}))(?!\d)", re.ASCII
)
_MONTH_CLASSES = ("month", "month_shy")
_FACTS, _FACTS_CHARACTERS = 5, 120  # lines of a list about the article, and their words together
_SHOWN = 3  # elements that show the headline: a page may do so above its text and with it
_CANDIDATES = 200  # elements looked at per place


@dataclass(frozen=True, slots=True)
class _Rules:
    """The content of `schemas/sources/page_dates.yml`."""

    modified: tuple[str, ...]
    places: tuple[str, ...]
    not_inside: frozenset[str]
    longest: int


def shown_day(tree: Any, title: str | None = None) -> dt.date | None:
    """The first unambiguous day in a place where pages show their date; None when there is none.

    `title`: the page's headline, near which most pages show it. A part of the page that holds the headline is no side
    part, whatever its element is called: old systems put whole pages into a form, forums their posts into lists.
    """
    rules = _rules()
    headlines = elements_showing(tree, title or "") or tree.xpath("(//h1 | //h2)[1]")
    holding = {above for headline in headlines for above in headline.iterancestors()}
    for place in rules.places:
        for element in islice(tree.xpath(place, headline=headlines[:_SHOWN]), _CANDIDATES):
            if not isinstance(element.tag, str) or any(
                each.tag in rules.not_inside and each not in holding and not _is_of_facts(each)
                for each in (element, *element.iterancestors())
            ):
                continue
            text = _words(element, rules.longest)
            if text and (day := read_day(text)) is not None:
                return day
    return None


def _words(element: Any, longest: int) -> str:
    """The words of a short element; of a long one those before anything in it, for old pages close nothing, and what
    follows a date lies in the date's element; "" when these are many too."""
    pieces = element.xpath(".//text()") if len(element) < 20 else ()
    for words in (" ".join(pieces), element.text or ""):
        line = " ".join(words.split())
        if line and len(line) <= longest:
            return line
    return ""


def _is_of_facts(element: Any) -> bool:
    """Whether a line of a list is one of few and short ones, such as author, day and length of the article."""
    if element.tag != "li" or (lines := element.getparent()) is None or len(lines) > _FACTS:
        return False
    return len(" ".join(lines.text_content().split())) <= _FACTS_CHARACTERS and not lines.xpath(".//h2 | .//h3 | .//h4")


def read_day(text: str) -> dt.date | None:
    """The first full date (day, month, year) of a short text that is not marked as a date of change.

    Figures alone are read when only one order of day and month is possible; years first always are.
    """
    text = "".join(str(unicodedata.decimal(c, c)) for c in text).casefold()
    days = sorted([*_in_figures(text), *_in_words(text)], key=lambda found: found[0])
    before = 0
    for start, end, day in days:
        if not any(word in text[before:start] for word in _rules().modified):
            return day
        before = end
    return None


def _in_figures(text: str) -> Iterator[tuple[int, int, dt.date]]:
    for found in _FIGURES.finditer(text):
        year, _, month, day, first, _, second, last = found.groups()
        if year:
            readings = {_day(int(year), int(month), int(day))}
        else:
            readings = {_day(int(last), int(second), int(first)), _day(int(last), int(first), int(second))}
        known = [reading for reading in readings if reading is not None]
        if len(known) == 1:
            yield found.start(), found.end(), known[0]


def _in_words(text: str) -> Iterator[tuple[int, int, dt.date]]:
    """ "14 March 2024", "March 14, 2024", and months named twice ("5 آذار/مارس 2024": 5 March 2024)."""
    pieces = [(found.group(), found.start(), found.end()) for found in _PIECE.finditer(text)]
    words = [piece[0] for piece in pieces]
    for place in range(len(words)):
        month, after = _month_at(words, place)
        if not month:
            continue
        again, further = _month_at(words, after)
        after = further if again == month else after
        numbers = [int(word) if word.isdigit() and len(word) <= 4 else 0 for word in words[after : after + 2]] + [0, 0]
        before = int(words[place - 1]) if place and words[place - 1].isdigit() and len(words[place - 1]) <= 2 else 0
        day = _day(numbers[0], month, before) or _day(numbers[1], month, numbers[0])
        if day is not None:
            yield pieces[place][1], pieces[place][2], day


def _month_at(words: list[str], place: int) -> tuple[int, int]:
    """The month named at a place, by two words or by one, and the place behind it; 0 when none is."""
    for size in (2, 1):
        month = _months().get(" ".join(words[place : place + size]), 0)
        if month:
            return month, place + size
    return 0, place


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


@cache
def _months() -> Mapping[str, int]:
    """Every name of a month in the languages that have a lexicon, in one spelling each."""
    months: dict[str, int] = {}
    for path in sorted((schemas_folder() / "lexicons").glob("*/dates.yml")):
        for entry in read_yaml(path, "dates")["entries"]:
            if entry["class"] in _MONTH_CLASSES:
                months.update(dict.fromkeys((word.casefold().rstrip(".") for word in entry["words"]), entry["value"]))
    return months


@cache
def _rules() -> _Rules:
    declared = read_yaml(schemas_folder() / "sources" / "page_dates.yml", "page_dates")
    return _Rules(
        modified=tuple(word.casefold() for word in declared["modified"]),
        places=tuple(declared["places"]),
        not_inside=frozenset(declared["not_inside"]),
        longest=declared["longest"],
    )
