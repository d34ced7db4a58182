"""Figures: plain, grouped, decimal, ranges and codes such as dates and times."""

from __future__ import annotations

import re
from fractions import Fraction

from pipelines.coding.numbers.lexicon import NumberLexicon
from pipelines.readonly import readonly
from pipelines.text.tokens import Tokens

_PIECE = re.compile(r"\d+")
_MAX_DIGITS = 18  # longer runs are codes, and would not fit an integer column


@readonly
class Figure:
    """Tokens `first` to `last` (exclusive) written in digits.

    `values` holds one number; two for a range ("5-10", `is_range`); several for a code ("14/12/2023"), each with its
    own span in `spans`.
    """

    first: int
    last: int
    start: int
    values: tuple[Fraction, ...]
    is_range: bool = False
    spans: tuple[tuple[int, int], ...] = ()


def read_figure(tokens: Tokens, position: int, lexicon: NumberLexicon) -> Figure | None:
    """The figure that begins at a digit token; None for digits that are part of a name ("T-55", "SY24", "1M")."""
    if _in_name(tokens, position):
        return None
    start = tokens.starts[position]
    word = tokens.words[position]
    if word.isdecimal():
        last = _last_of_groups(tokens, position, lexicon)
        digits = "".join(w for w in tokens.words[position:last] if w.isdecimal())
        if len(digits) > _MAX_DIGITS:
            return None
        sign = -1 if _has_minus(tokens, position) else 1
        return Figure(position, last, start - (sign < 0), (Fraction(sign * int(digits)),))
    number = _parse_separated(word, lexicon)
    if number is not None:
        sign = -1 if _has_minus(tokens, position) else 1
        return Figure(position, position + 1, start - (sign < 0), (sign * number,))
    return _parse_code(tokens, position, lexicon)


def _in_name(tokens: Tokens, position: int) -> bool:
    """Whether Latin letters touch the digits, a hyphen ties them to a word, or a dotted unit is glued to them."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    if position and ends[position - 1] == starts[position]:
        before = words[position - 1]
        if before[-1].isascii() and before[-1].isalpha():
            return True
        is_tied = before == "-" and position > 1 and ends[position - 2] == starts[position - 1]
        if is_tied and words[position - 2].isalpha():
            return True
    after = position + 1
    if after >= len(words) or starts[after] != ends[position]:
        return False
    if words[after][0].isascii() and words[after][0].isalpha():
        return True
    glued_dot = after + 1 < len(words) and words[after + 1] == "." and starts[after + 1] == ends[after]
    return len(words[after]) == 1 and words[after].isalpha() and glued_dot


def _has_minus(tokens: Tokens, position: int) -> bool:
    """Whether a minus sign is glued to the digits and stands free on its left."""
    if not position or tokens.words[position - 1] != "-" or tokens.ends[position - 1] != tokens.starts[position]:
        return False
    return position == 1 or tokens.ends[position - 2] < tokens.starts[position - 1]


def _last_of_groups(tokens: Tokens, position: int, lexicon: NumberLexicon) -> int:
    """Where "1 414 021" or "1،414،021" ends: groups of exactly three digits after one to three."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    last = position + 1
    if len(words[position]) > 3 or words[position][0] == "0":
        return last
    while last < len(words):
        step = 1
        if words[last] in lexicon.group_separators and starts[last] == ends[last - 1]:
            step = 2
        group = last + step - 1
        gap = starts[group] - ends[group - 1] if group < len(words) else -1
        if gap != (1 if step == 1 else 0) or len(words[group]) != 3 or not words[group].isdecimal():
            break
        last = group + 1
    return last


def _parse_separated(word: str, lexicon: NumberLexicon) -> Fraction | None:
    """The word "1,234" or "12.5" as a number; None when the separators mean something else."""
    pieces = _PIECE.findall(word)
    marks = [mark for mark in _PIECE.split(word) if mark]
    if len("".join(pieces)) > _MAX_DIGITS or (pieces[0][0] == "0" and len(pieces[0]) > 1):
        return None
    groups = 1
    while (
        groups < len(pieces)
        and len(pieces[groups]) == 3
        and len(pieces[0]) <= 3
        and pieces[0] != "0"
        and marks[groups - 1] == marks[0]
        and marks[0] in lexicon.group_separators
    ):
        groups += 1
    whole = Fraction("".join(pieces[:groups]))
    if groups == len(pieces):
        return whole
    if groups == len(pieces) - 1 and marks[-1] in lexicon.decimal_separators and (groups == 1 or marks[-1] != marks[0]):
        return whole + Fraction(int(pieces[-1]), 10 ** len(pieces[-1]))
    return None


def _parse_code(tokens: Tokens, position: int, lexicon: NumberLexicon) -> Figure:
    """A range of two numbers, or the numbers of a date, a time or another code."""
    word = tokens.words[position]
    start = tokens.starts[position]
    found = [piece for piece in _PIECE.finditer(word) if len(piece.group()) <= _MAX_DIGITS]
    values = tuple(Fraction(piece.group()) for piece in found)
    first, last = lexicon.years
    is_range = (
        len(values) == 2
        and "-" in word
        and values[0] < values[1]
        and not (first <= values[0] <= last and first <= values[1] <= last)
        and not any(len(piece.group()) > 1 and piece.group()[0] == "0" for piece in found)
    )
    spans = tuple((start + piece.start(), start + piece.end()) for piece in found)
    return Figure(position, position + 1, start, values, is_range, spans)
