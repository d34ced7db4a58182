"""Which lines of a saved page are no part of its article: buttons, menus, lists of other headlines, time stamps.

The text itself is never cut; the coder leaves out triggers inside these spans. When in doubt a line belongs to the
article: the first line, lists after a colon and lines with bullets are never taken for a list of links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipelines.text.furniture import Furniture, load_furniture

Span = tuple[int, int, str]
"""Start and end in code points of the raw text, and the rule's id."""

_LINE = re.compile(r"\S[^\n]*")
_SENTENCE_END = re.compile(r"(?<![.…])[.。۔][\"'»”’)\]\s]*$")
_BREAK = re.compile(r"[.!?؟…][\"'»”’)\]]{0,3}\s+")
_LISTED = re.compile(r"^\s*(?:[-–—•*·●▪◾■□✔➤►🔴🔸🔹📌]|\d+\s?[-.)ـ:])")
_HASHTAGS = re.compile(r"(?:#[\w_]+[\s،,|.]*){1,}")

PARAGRAPH_CHARACTERS = 160
"""A line this long is running text whatever its punctuation."""
HEADLINE_WORDS = 24
MENU_WORDS = 3
MENU_LINES = 4
HEADLINE_LINES = 3
LEADING_LINES = 5
LISTED_SHARE = 0.7
REPEATED_CHARACTERS = 20
TAIL_CHARACTERS = 400
_BARE_LINK_WORDS = 4
_HEADING_WORDS = 2  # "'s Post" behind a name, as words
_HOLDER_WORDS = 10  # what an account's holder does, behind its name: "is with A and 3 others at B"
_ENDING_CHARACTERS = 12
_PROSE_SHARE = 0.6


@dataclass(slots=True)
class _Line:
    """A line with visible words: its span, what it looks like, and the rule that takes it for furniture."""

    start: int
    end: int
    text: str
    word_count: int
    is_paragraph: bool
    is_listed: bool
    kind: str = ""
    rule: str = ""
    account: str = ""  # the rule by which the line may be the heading of a post

    @property
    def is_headline(self) -> bool:
        """Short, unpunctuated, no item of a list."""
        return self.word_count <= HEADLINE_WORDS and not self.is_paragraph and not self.is_listed


def boilerplate_spans(text: str, language_code: str) -> list[Span]:
    """The spans of `text` that are no part of the article, ascending: lines, and what stands behind the last
    full stop; with the id of the rule that took each.

    A language without `boilerplate.yml` has none. The cost grows with the number of short lines.
    """
    furniture = load_furniture(language_code)
    if furniture is None:
        return []
    if "\n" not in text:
        return _tail(text, furniture)
    lines = [_read_line(found, furniture) for found in _LINE.finditer(text)]
    _take_accounts(lines, furniture)
    _take_links(lines)
    _take_lists(lines)
    _take_repeats(lines)
    _take_menus(lines)
    _take_trailing_headlines(lines)
    _take_leading_headlines(lines)
    _take_listing(lines)
    taken = [(line.start, line.end, line.rule) for line in lines if line.rule]
    return taken if lines and lines[-1].rule else taken + _tail(text, furniture)


def _tail(text: str, furniture: Furniture) -> list[Span]:
    """What stands behind the last full stop of the last line: tags ("… البلاد. سمات هادي زنجبار"), the source."""
    breaks = [m.end() for m in _BREAK.finditer(text, max(0, len(text) - TAIL_CHARACTERS))]
    rest = text[breaks[-1] :].rstrip() if breaks else ""
    if not rest or "\n" in rest:
        return []
    kind, rule = furniture.read(rest)
    return [(breaks[-1], breaks[-1] + len(rest), rule)] if kind == "line" else []


def _read_line(found: re.Match[str], furniture: Furniture) -> _Line:
    text = found.group().rstrip()
    start, word_count = found.start(), text.count(" ") + 1
    line = _Line(start, start + len(text), text, word_count, _is_paragraph(text, word_count), _is_listed(text))
    if len(text) > furniture.longest:
        return line
    if text.startswith("#") and _HASHTAGS.fullmatch(text):
        line.kind, line.rule = "line", "boilerplate.hashtags"
    else:
        line.kind, line.rule = furniture.read(text)
    if line.kind == "account":
        line.account, line.rule = line.rule, ""
    return line


def _is_paragraph(text: str, word_count: int) -> bool:
    """Running text: long, or a sentence with its full stop (three dots end headlines too)."""
    if len(text) >= PARAGRAPH_CHARACTERS:
        return True
    return word_count > _BARE_LINK_WORDS and bool(_SENTENCE_END.search(text, max(0, len(text) - _ENDING_CHARACTERS)))


def _is_listed(text: str) -> bool:
    """An item of a list that belongs to the article, or the line that announces one."""
    return text.endswith((":", "\uff1a")) or bool(_LISTED.match(text))


def _take_accounts(lines: list[_Line], furniture: Furniture) -> None:
    """The heading of a saved post or of an account's page, and the line below with the account's name once more."""
    for line, after in pairwise(lines):
        if not line.account and (line.rule or after.kind != "line"):
            continue
        heading, below = furniture.words(line.text), furniture.words(after.text)
        name = heading[:-_HEADING_WORDS] if line.account else furniture.account_in(below)
        if not name or below[: len(name)] != name or heading[: len(name)] != name:
            continue
        if line.account:
            most = _HOLDER_WORDS if furniture.account_in(below) == name else _HEADING_WORDS
            is_taken = after.word_count <= line.word_count + most
        else:
            is_taken = len(heading) <= len(name) + _HEADING_WORDS
        if is_taken:
            line.rule = line.account or after.rule
            after.rule = after.rule or line.account


def _take_links(lines: list[_Line]) -> None:
    """After "read also" alone, the headline below belongs to it."""
    for line, after in pairwise(lines):
        is_bare = line.kind == "link" and line.word_count <= _BARE_LINK_WORDS
        if is_bare and not after.rule and after.is_headline and after.word_count >= MENU_WORDS:
            after.rule = line.rule


def _take_lists(lines: list[_Line]) -> None:
    """The headlines below a list's heading; when most of the article is above a related list, everything below."""
    sizes = [len(line.text) if line.is_paragraph and not line.rule else 0 for line in lines]
    total, before = sum(sizes), 0
    for index, line in enumerate(lines):
        before += sizes[index]
        if line.kind not in ("opens_list", "ends_article"):
            continue
        ends = line.kind == "ends_article" and before * 2 >= total and before > 0
        for below in lines[index + 1 :]:
            if not ends and (below.is_paragraph or below.is_listed):
                break
            below.rule = below.rule or line.rule
        if ends:
            return


def _take_repeats(lines: list[_Line]) -> None:
    """A line that stood above already: posts and headlines are often saved twice."""
    seen: set[str] = set()
    for line in lines:
        if line.rule or len(line.text) < REPEATED_CHARACTERS:
            continue
        if line.text in seen:
            line.rule = "boilerplate.repeated"
        seen.add(line.text)


def _take_menus(lines: list[_Line]) -> None:
    """Runs of lines of a word or two: menus, tags. One that follows a colon or has bullets is a list of the article."""
    for run in _runs(lines, lambda line: bool(line.rule) or (line.word_count <= MENU_WORDS and line.is_headline)):
        own = [index for index in run if not lines[index].rule and index > 0]
        announced = run[0] > 0 and lines[run[0] - 1].is_listed
        if len(own) >= MENU_LINES and not announced:
            for index in own:
                lines[index].rule = "boilerplate.menu"


def _take_trailing_headlines(lines: list[_Line]) -> None:
    """A run of headlines after an article that is written in sentences: links to other articles."""
    last = max((index for index, line in enumerate(lines) if line.is_paragraph and not line.rule), default=-1)
    if last < 0 or not _is_prose([line for line in lines[: last + 1] if not line.rule]):
        return
    below = [line for line in lines[last + 1 :] if not line.rule]
    if len(below) < HEADLINE_LINES or lines[last].is_listed or not all(line.is_headline for line in below):
        return
    for line in below:
        line.rule = "boilerplate.headlines_below"


def _take_leading_headlines(lines: list[_Line]) -> None:
    """A ticker above the article, known by the time stamp it starts with or the menu after it; its last line may be the
    article's own headline and stays, unless no article follows at all."""
    first = next((index for index, line in enumerate(lines) if line.is_paragraph or line.is_listed), len(lines))
    above = [index for index in range(first) if not lines[index].rule]
    has_article = first < len(lines)
    if len(above) < LEADING_LINES or not any(lines[i].kind in ("line", "stamp") for i in range(first)):
        return
    begins = [line.kind in ("stamp", "opens_list") for line in lines[:2]]  # at once, or below the article's headline
    if not (any(begins) or (has_article and len(above) > 2 * LEADING_LINES)):
        return
    furniture_after = [i for i in range(above[1], first) if lines[i].rule]
    ticker_end = furniture_after[0] if furniture_after else (above[-1] if has_article else first)
    kept_first = 0 if begins[0] else 1
    ticker = [i for i in above if i < ticker_end][kept_first:]
    if len(ticker) >= LEADING_LINES:
        for index in ticker:
            lines[index].rule = "boilerplate.headlines_above"


def _take_listing(lines: list[_Line]) -> None:
    """A page of other articles and none of its own: headlines with the time below each. In a chronicle the time stands
    above what happened then, so that nothing stands below the last line of it."""
    own = [index for index, line in enumerate(lines) if not line.rule and line.word_count >= MENU_WORDS]
    if any(line.is_paragraph for line in lines if not line.rule) or not own or own[-1] + 1 == len(lines):
        return
    stamped = [index for index in own if index + 1 < len(lines) and lines[index + 1].kind == "stamp"]
    if len(stamped) >= HEADLINE_LINES and stamped[-1] == own[-1] and len(stamped) >= LISTED_SHARE * len(own):
        for index in own:
            lines[index].rule = "boilerplate.listing" if index else ""  # the first may be the page's own headline


def _is_prose(lines: list[_Line]) -> bool:
    """Whether most of these lines' characters stand in paragraphs."""
    prose = sum(len(line.text) for line in lines if line.is_paragraph)
    return prose >= _PROSE_SHARE * sum(len(line.text) for line in lines)


def _runs(lines: list[_Line], belongs: Callable[[_Line], bool]) -> Iterator[list[int]]:
    """The longest stretches of neighbouring lines that all belong."""
    run: list[int] = []
    for index, line in enumerate(lines):
        if belongs(line):
            run.append(index)
        elif run:
            yield run
            run = []
    if run:
        yield run
