"""An article as a reader meets it: its headline, then its text."""

from __future__ import annotations

import re

from pipelines.ingest.limits import MAX_TEXT_CHARACTERS

_WITHIN = 600  # characters of the text in which its headline is looked for, behind names of sections and a date
_ROW = 6  # words of a headline that tell it from others
_WORD = re.compile(r"\w+")


def headline_before(title: str | None, text: str) -> str:
    """What goes before a text that came without its headline: the headline and an empty line, or "" when there is none
    or the text begins with it. A text is never made longer than a record may be."""
    words = _WORD.findall(title.casefold()) if title else []
    if not title or not words or not text:
        return ""
    opening = _WORD.findall(text[: len(title) + _WITHIN].casefold())
    if _stands_in(words, opening) or len(title) + len(text) > MAX_TEXT_CHARACTERS:
        return ""
    return f"{title.strip()}\n\n"


def _stands_in(words: list[str], opening: list[str]) -> bool:
    """Whether a headline's words stand in a row among others; a long one may be cut short at either place."""
    return f" {' '.join(words[:_ROW])} " in f" {' '.join(opening)} "
