"""Sentences without acts: their places are read only when something asks for what was named before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pipelines.coding.places.context import PlaceContext
from pipelines.coding.readings import PlaceReading
from pipelines.gazetteer import Place
from pipelines.text.tokens import Tokens

HEADING_MARK = ":"  # without it a sentence is no heading of a section

Read = Callable[[Tokens, str, PlaceContext], list[PlaceReading]]


@dataclass(slots=True)
class Passed:
    """A sentence that was passed over: its words, where it stood in the article, and its places once they are read."""

    tokens: Tokens
    language: str
    named_before: int  # how many places had been named before it
    section: Place | None
    readings: list[PlaceReading] = field(default_factory=list)


def pass_over(tokens: Tokens, language: str, context: PlaceContext, read: Read) -> Passed:
    """Put a sentence off; one that may be the heading of a section is read at once, as it tells of what follows."""
    passed = Passed(tokens, language, len(context.named), context.section)
    if HEADING_MARK in tokens.words:
        passed.readings = read(tokens, language, context)
    elif context.has_mentions(tokens):
        context.waiting.append(passed)
    return passed


def catch_up(context: PlaceContext, read: Read) -> None:
    """Read what was put off, as if it had been read in its turn: what was named after it is set aside meanwhile."""
    waiting, context.waiting = context.waiting, []
    section, added = context.section, 0
    for passed in waiting:
        before = passed.named_before + added
        later = context.named[before:]
        del context.named[before:]
        context.section = passed.section
        passed.readings = read(passed.tokens, passed.language, context)
        added += len(context.named) - before
        context.named.extend(later)
    context.section = section
