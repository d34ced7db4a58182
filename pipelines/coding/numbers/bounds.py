"""What words around numbers make of them: ranges ("بين 5 و10") and bounds ("ما لا يقل عن 7", at least 7)."""

from __future__ import annotations

from dataclasses import replace

from pipelines.coding.numbers.lexicon import BoundPhrase, NumberLexicon
from pipelines.coding.numbers.quantity import Quantity
from pipelines.coding.readings import NumberReading
from pipelines.text.tokens import Tokens

_APPROXIMATE_CONFIDENCE = 0.9
_BLOCKER_REACH = 6  # tokens before "from 5 to 9" in which "rose" makes it a change instead of a range
_AFTER_REACH = 3  # tokens between a number and "at least" said after its noun


def merge_ranges(tokens: Tokens, found: list[Quantity], lexicon: NumberLexicon) -> list[Quantity]:
    """Neighbouring quantities that are the ends of a range become one; the others stay as they are."""
    merged: list[Quantity] = []
    for quantity in found:
        if merged and (joined := _join(tokens, merged[-1], quantity, lexicon)) is not None:
            merged[-1] = joined
        else:
            merged.append(quantity)
    return merged


def _join(tokens: Tokens, left: Quantity, right: Quantity, lexicon: NumberLexicon) -> Quantity | None:
    low, high = left.reading, right.reading
    if high.best <= low.best or low.best < 0 or "number.code" in (low.rule, high.rule):
        return None
    if low.rule.startswith("number.range") or low.is_vague != high.is_vague or _are_years(low, high, lexicon):
        return None
    opener = _opener(tokens, left.first, lexicon)
    middle = tokens.words[left.last : right.first]
    if opener is not None and _joins(tokens, left, right, lexicon):
        first, rule = opener, "number.range.between"
    elif len(middle) == 1 and middle[0] in lexicon.range_middles and not _is_change(tokens, left.first, lexicon):
        first, rule = left.first, "number.range.to"
    else:
        return None
    start = tokens.starts[first] if first == opener else low.start
    reading = NumberReading(start, high.end, low.low, low.best, high.high, rule, low.is_vague)
    return Quantity(first, right.last, reading)


def _are_years(low: NumberReading, high: NumberReading, lexicon: NumberLexicon) -> bool:
    first, last = lexicon.years
    return first <= low.best <= last and first <= high.best <= last


def _opener(tokens: Tokens, first: int, lexicon: NumberLexicon) -> int | None:
    return first - 1 if first and tokens.words[first - 1] in lexicon.range_openers else None


def _joins(tokens: Tokens, left: Quantity, right: Quantity, lexicon: NumberLexicon) -> bool:
    """Whether only a joiner, standing alone or glued, is between two quantities."""
    between = tokens.words[left.last : right.first]
    if between:
        return len(between) == 1 and between[0] in lexicon.joiners
    glued = right.reading.start - tokens.starts[right.first]
    return tokens.words[right.first][:glued] in lexicon.joiners


def _is_change(tokens: Tokens, first: int, lexicon: NumberLexicon) -> bool:
    """Whether "from 5 to 9" tells two figures: "ارتفعت الحصيلة من 5 إلى 9" (the toll rose from 5 to 9)."""
    return any(word in lexicon.range_blockers for word in tokens.words[max(0, first - _BLOCKER_REACH) : first])


def apply_bounds(tokens: Tokens, found: list[Quantity], lexicon: NumberLexicon) -> list[Quantity]:
    """Quantities with the bounds that stand before or after them."""
    result = []
    for index, quantity in enumerate(found):
        limit = found[index + 1].first if index + 1 < len(found) else len(tokens)
        result.append(_bounded(tokens, quantity, limit, lexicon))
    return result


def _bounded(tokens: Tokens, quantity: Quantity, limit: int, lexicon: NumberLexicon) -> Quantity:
    if quantity.reading.best < 0 or quantity.reading.rule == "number.code":
        return quantity
    before = _bound_before(tokens, quantity.first, lexicon)
    if before is not None:
        first, start, phrase = before
        reading = replace(_apply(quantity.reading, phrase), start=start)
        return Quantity(first, quantity.last, reading)
    after = _bound_after(tokens, quantity.last, limit, lexicon)
    return quantity if after is None else replace(quantity, reading=_apply(quantity.reading, after))


def _bound_before(tokens: Tokens, first: int, lexicon: NumberLexicon) -> tuple[int, int, BoundPhrase] | None:
    """The longest bound phrase that ends where a quantity begins: its first token, its start, the phrase."""
    if not first:
        return None
    last_word = tokens.words[first - 1]
    for phrase in lexicon.bounds_before.get(last_word, ()) or lexicon.bounds_before.get(_bare(last_word, lexicon), ()):
        begin = first - len(phrase.words)
        if begin < 0 or tuple(tokens.words[begin + 1 : first]) != phrase.words[1:]:
            continue
        opening = tokens.words[begin]
        glued = len(opening) - len(phrase.words[0])
        if opening.endswith(phrase.words[0]) and (glued == 0 or opening[:glued] in lexicon.proclitics):
            return begin, tokens.starts[begin] + glued, phrase
    return None


def _bare(word: str, lexicon: NumberLexicon) -> str:
    """A one-word bound without what is glued before it: "بنحو" → "نحو"."""
    for size in (1, 2):
        if word[:size] in lexicon.proclitics and word[size:] in lexicon.bounds_before:
            return word[size:]
    return ""


def _bound_after(tokens: Tokens, last: int, limit: int, lexicon: NumberLexicon) -> BoundPhrase | None:
    for position in range(last, min(limit, last + _AFTER_REACH + 1)):
        word = tokens.words[position]
        for phrase in lexicon.bounds_after.get(word, ()):
            if tuple(tokens.words[position : position + len(phrase.words)]) == phrase.words:
                return phrase
        if not word[0].isalnum():
            return None
    return None


def _apply(reading: NumberReading, phrase: BoundPhrase) -> NumberReading:
    """The reading under a bound. `best` stays the figure that was said; ACLED codes the lowest figure."""
    rule = f"number.bound.{phrase.bound}"
    if phrase.bound in ("at_least", "more_than"):
        return replace(reading, high=None, rule=rule)
    if phrase.bound in ("up_to", "less_than"):
        return replace(reading, low=min(reading.low, 1), rule=rule)
    return replace(reading, rule=rule, confidence=min(reading.confidence, _APPROXIMATE_CONFIDENCE))
