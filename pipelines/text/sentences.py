"""Paragraphs and sentences of a normalised text, as spans."""

from __future__ import annotations

import re

# A sentence ends at a line's end, or at a full stop, question or exclamation mark (with its closing quotes) before a space,
# the end, or a letter glued on by a missing space; not inside numbers ("11.59") nor after a single letter ("د. ").
_END = re.compile(r"\n+|(?<!\b\w)[.!?؟…]+[\"')\]]*(?=\s|$|[^\W\d_])|::+\s*")


def sentence_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]`: spans without surrounding white space, in order, none empty."""
    last = len(text) if end is None else end
    spans, begin = [], start
    for found in _END.finditer(text, start, last):
        _append(spans, text, begin, found.end())
        begin = found.end()
    _append(spans, text, begin, last)
    return spans


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
