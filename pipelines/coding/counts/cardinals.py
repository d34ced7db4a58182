"""The number a noun has without a number word: one, two, none, or unknown."""

from __future__ import annotations

from pipelines.coding.counts.nouns import Noun
from pipelines.coding.counts.roles import RoleLexicon
from pipelines.coding.readings import NumberReading
from pipelines.text.tokens import Tokens

_DUAL_OR_PLURAL_CONFIDENCE = 0.5


def implied_number(tokens: Tokens, noun: Noun, lexicon: RoleLexicon) -> tuple[NumberReading | None, str]:
    """The number that a noun's own form says, with its rule; None for a bare plural or a group."""
    start, end = noun.start, tokens.ends[noun.last - 1]
    form = noun.form
    if form.number in ("plural", "plural_or_dual", "group") and _is_one_of(tokens, noun, lexicon):
        return NumberReading(start, end, 1, 1, 1, "number.one_of"), "count.one_of"
    if form.number == "dual":
        return NumberReading(start, end, 2, 2, 2, "number.dual"), "count.dual"
    if form.number == "plural_or_dual" and (noun.is_bare or noun.is_joined) and _is_victim(tokens, noun, lexicon):
        number = NumberReading(start, end, 2, 2, None, "number.dual_or_plural", True, _DUAL_OR_PLURAL_CONFIDENCE)
        return number, "count.dual_or_plural"
    if form.number != "singular":
        return None, "count.group" if form.number == "group" else "count.plural"
    one = NumberReading(start, end, 1, 1, 1, "number.singular")
    if form.state == "definite" or lexicon.cues["definite"].length_before(tokens.words, noun.first):
        return one, "count.singular.definite"
    if not lexicon.bare_singular_is_one and not _has_article(tokens, noun, lexicon):
        return None, "count.singular.bare"
    return one, "count.singular" if form.state == "open" else f"count.singular.{form.state}"


def _is_victim(tokens: Tokens, noun: Noun, lexicon: RoleLexicon) -> bool:
    """Whether a noun stands where persons are counted; elsewhere "مسلحين" (gunmen) is a plain plural."""
    return noun.is_joined or licensed(tokens, noun.first, lexicon)


def _is_one_of(tokens: Tokens, noun: Noun, lexicon: RoleLexicon) -> bool:
    """Whether "one of" stands before the noun: "أحد عناصر" (one of the members)."""
    return noun.is_bare and lexicon.cues["one_of"].length_before(tokens.words, noun.first) > 0


def _has_article(tokens: Tokens, noun: Noun, lexicon: RoleLexicon) -> bool:
    """Whether "a" or "an" stands before a noun, with adjectives or an age ("a 20-year-old man") between."""
    for position in range(noun.first - 1, max(-1, noun.first - 4 - lexicon.adjective_gap), -1):
        word = tokens.words[position]
        if lexicon.cues["indefinite"].length_at(tokens.words, position):
            return True
        is_age = word[0].isdecimal() or "-" in word
        if not is_age and (not word[0].isalpha() or lexicon.cues["gap_stops"].length_at(tokens.words, position)):
            return False
    return False


def zero_before(tokens: Tokens, noun: Noun, lexicon: RoleLexicon) -> NumberReading | None:
    """Number 0 for a casualty noun after words like "without": "دون وقوع إصابات" (without injuries)."""
    if noun.form.role.kind != "casualty" or not noun.is_bare:
        return None
    length = lexicon.cues["zero"].length_before(tokens.words, noun.first)
    if not length:
        return None
    return NumberReading(tokens.starts[noun.first - length], tokens.ends[noun.last - 1], 0, 0, 0, "number.zero")


def licensed(tokens: Tokens, first: int, lexicon: RoleLexicon) -> bool:
    """Whether a word right before a token lets a person be expected: "مقتل", "killed"."""
    return lexicon.cues["licences"].length_before(tokens.words, first) > 0
