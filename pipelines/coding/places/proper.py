"""Names told by their capitals, and qualifiers that stand behind names ("Danjuwa village", "Benue State")."""

from __future__ import annotations

from pipelines.coding.places.lexicon import PlaceWords, is_ordinary
from pipelines.text.tokens import Tokens

LONGEST_UNKNOWN = 5  # words of an unknown name
LONGEST_PART = 2  # words of a known name that may be but the beginning of another


def is_capital(tokens: Tokens, first: int, last: int) -> bool:
    """Whether some word of a span begins with a capital; True where a text's capitals say nothing."""
    return not tokens.capitals or any(tokens.capitals[first:last])


def is_part_of_longer_name(tokens: Tokens, first: int, last: int, words: PlaceWords, language: str) -> bool:
    """Whether the words beside a one-word name begin with capitals too and mean nothing else: it is part of another
    name then ("the Washington Post", a man called Luis Santiago); of two words, the word behind it."""
    if not tokens.capitals or last - first > LONGEST_PART:
        return False
    if last < len(tokens) and goes_on(tokens, last, words, language):
        return True
    if last - first > 1:
        return False
    before = first - 1
    return before > 0 and goes_on(tokens, before, words, language) and tokens.words[before] not in words.name_links


def goes_on(tokens: Tokens, place: int, words: PlaceWords, language: str) -> bool:
    """Whether a word beside a name begins with a capital and means nothing else, so that it belongs to the name."""
    word = tokens.words[place]
    if not tokens.capitals[place] or not word.isalpha() or len(word) < 2 or word in words.locatives:
        return False
    if word in words.name_stops or word in words.not_names:
        return False
    return (
        not is_ordinary(word, language)
        and words.behind.at(tokens.words, place) is None
        and words.qualifiers.at([word], 0) is None
    )


def unknown_behind(tokens: Tokens, place: int, words: PlaceWords, language: str) -> int:
    """Where an unknown name that begins at a token ends: at the last capital of a run; `place` when there is none."""
    last = at = place
    while at < len(tokens) and at - place < LONGEST_UNKNOWN:
        word = tokens.words[at]
        if at > place and word in words.name_links and at + 1 < len(tokens) and tokens.capitals[at + 1]:
            at += 1
            continue
        if not tokens.capitals[at] or not word.isalpha() or words.behind.at(tokens.words, at) is not None:
            break
        if word in words.name_stops:
            break
        if at == place and (len(word) < 2 or word in words.not_names or is_ordinary(word, language)):
            break
        at += 1
        last = at
    return last


def unknown_before(tokens: Tokens, qualifier: int, floor: int, words: PlaceWords, language: str) -> int:
    """Where an unknown name right before a qualifier begins ("Danjuwa | village"); `qualifier` when there is none.

    `floor` is the token before which nothing may be taken. Without capitals the words between a locative and the
    qualifier are the name, as long as they mean nothing else.
    """
    first = qualifier
    while first > floor and qualifier - first < LONGEST_UNKNOWN and _may_name(tokens, first - 1, words, language):
        first -= 1
    while first < qualifier and tokens.words[first] in words.name_links:
        first += 1
    if tokens.capitals or first == qualifier:
        return first
    return first if first and tokens.words[first - 1] in words.locatives else qualifier


def _may_name(tokens: Tokens, place: int, words: PlaceWords, language: str) -> bool:
    word = tokens.words[place]
    if word in words.name_links:
        return True
    if (
        not word.isalpha()
        or word in words.locatives
        or word in words.not_names
        or words.qualifiers.at([word], 0) is not None
    ):
        return False
    if tokens.capitals:
        return tokens.capitals[place]
    return not is_ordinary(word, language)
