"""Numbers without a noun that go on from people counted before: those of another side, those of another place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipelines.coding.counts.roles import RoleLexicon
from pipelines.coding.numbers.quantity import Quantity
from pipelines.coding.readings import CountReading
from pipelines.text.tokens import Tokens

_PLACE_REACH = 6  # tokens of a place between people and those of the next place
_OWNER_REACH = 6  # tokens of "of" and whose people are


def is_parallel(tokens: Tokens, place: int, found: Sequence[CountReading], lexicon: RoleLexicon) -> bool:
    """Whether "of" and whose they are stand between a count and the token behind them ("أربعة قتلى من الجيش | وثلاثة من
    …", four dead of the army and three of …)."""
    words, partitives = tokens.words, lexicon.cues["partitives"]
    for start in range(max(0, place - _OWNER_REACH), place - 1):
        if not partitives.length_at(words, start) or not all(word[0].isalnum() for word in words[start:place]):
            continue
        before = tokens.ends[start - 1] if start else -1
        return any(r.end == before and r.number is not None for r in found)
    return False


def is_of_next_place(
    tokens: Tokens, quantity: Quantity, found: Sequence[CountReading], lexicon: RoleLexicon
) -> bool:
    """Whether a number with "and" and a place goes on from people of another place: "ثلاثة في حماة واثنان في حمص"
    (three in Hama and two in Homs)."""
    where, words = lexicon.cues.get("locatives"), tokens.words
    number, first = quantity.reading, quantity.first
    is_joined = number.start > tokens.starts[first] or (first and words[first - 1] in lexicon.joiners)
    if where is None or not is_joined or not where.length_at(words, quantity.last):
        return False
    before = [r for r in found if r.end <= number.start and r.number is not None and not r.is_subset]
    if not before:
        return False
    behind = bisect_left(tokens.ends, max(r.end for r in before)) + 1
    return first - behind <= _PLACE_REACH and where.length_at(words, behind) > 0
