"""Headings of round-ups that tell where everything below them lies: "الحسكة::", "وفي إدلب:" on a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.coding.places.context import PlaceContext
from pipelines.coding.places.lexicon import PlaceWords
from pipelines.coding.places.mention import Mention
from pipelines.gazetteer import Place, load_gazetteer
from pipelines.text.tokens import Tokens

_LEAD = 2  # tokens that may stand before a heading's place
_END = ":"


def find_section(
    mentions: Sequence[Mention], tokens: Tokens, words: PlaceWords, context: PlaceContext
) -> Mention | None:
    """The heading that a sentence is or begins with, its unit noted in the context; None without one.

    A heading is a first-level unit, or its capital, at the head of the sentence and right before a colon that ends the
    sentence or is doubled, or behind a locative.
    """
    first = mentions[0] if mentions else None
    if first is None or first.first > _LEAD or first.entry is None or first.last >= len(tokens.words):
        return None
    after = tokens.words[first.last : first.last + 2]
    if after[0] != _END:
        return None
    is_told = first.first > 0 and any(tokens.words[first.first - 1].endswith(word) for word in words.locatives)
    if len(after) > 1 and after[1] != _END and not is_told:
        return None
    unit = _unit_of(first, context)
    if unit is not None:
        context.section = unit
    return first if unit is not None else None


def _unit_of(mention: Mention, context: PlaceContext) -> Place | None:
    """The first-level unit that a name means, or whose capital it means."""
    gazetteer = load_gazetteer()
    for place in mention.entry.places if mention.entry is not None else ():
        if not context.is_plausible(place.country):
            continue
        if place.kind == "admin1":
            return place
        seats = [gazetteer.by_id(unit_id) for unit_id in place.capital_of]
        found = next((unit for unit in seats if unit.kind == "admin1"), None)
        if found is not None:
            return found
    return None


def is_out_of_section(mention: Mention, best: Place, context: PlaceContext) -> bool:
    """Whether a place that its words do not bound lies outside the section in which it is told."""
    unit = context.section
    return unit is not None and not mention.parents and not best.is_unit and best.admin1 != unit.admin1
