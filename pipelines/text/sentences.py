"""Paragraphs and sentences of a normalised text, as spans."""

from __future__ import annotations

import re
from itertools import pairwise

# A sentence ends at a line's end, or at a full stop, question or exclamation mark (with its closing quotes) before a
# space, the end, or a letter glued on by a missing space; not inside numbers ("11.59") nor after a single letter ("د.
# ").
# A run of marks is tried from its beginning only, or a page of dots would cost the square of its length.
_END = re.compile(r"\n+|(?:(?<!\b\w)(?<![.!?؟…])[.!?؟…]+|(?<=\b\w)[.!?؟…]{2,})[\"')\]]*(?=\s|$|[^\W\d_])|::+\s*")


# The same where lines are broken for their length: a single line break is a space.
_END_WRAPPED = re.compile(_END.pattern.replace(r"\n+|", r"\n\s*\n\s*|", 1))
_MARK = re.compile(r"[\n.!?؟…:]")  # what every end begins with: looked for first, as nearly no character is one
# Lines that are looked at, at least, and the share of them that must be as long as a line holds.
_WRAPPED_LINES, _WRAPPED_SHARE = 6, 0.7
_LINE = range(50, 84)  # characters of a full line of old wires and mail
# Characters; what runs on without a stop is cut at a space, so that no text costs the square of its length.
LONGEST = 2_000


def is_wrapped(text: str) -> bool:
    """Whether the lines of a text are broken for their length and not at paragraphs, as in wire copy and mail."""
    if text.count("\n") < _WRAPPED_LINES:
        return False
    lines = text.split("\n")
    inner = [line for line, following in pairwise(lines) if line.strip() and following.strip()]
    full = sum(len(line) in _LINE for line in inner)
    return len(inner) >= _WRAPPED_LINES and full >= _WRAPPED_SHARE * len(inner)


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]`: spans without surrounding white space, in order, none empty or above
    `LONGEST`.
    """
    last = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    begin = start
    pattern = _END_WRAPPED if is_wrapped(text[start:last]) else _END
    for mark in _MARK.finditer(text, start, last):
        if mark.start() >= begin and (found := pattern.match(text, mark.start(), last)) is not None:
            _append(spans, text, begin, found.end())
            begin = found.end()
    _append(spans, text, begin, last)
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + 1, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        spans.append((start, cut))
        start = cut + (text[cut] == " ")
    if start < end:
        spans.append((start, end))
