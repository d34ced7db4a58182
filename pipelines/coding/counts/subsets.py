"""Which counts are parts of the count before: "بينهم طفلان وامرأة" (among them two children and a woman)."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from pipelines.coding.counts.roles import RoleLexicon
from pipelines.coding.readings import CountReading
from pipelines.text.tokens import Tokens

_SIZE_REACH = 4  # tokens from a family to its number: "whole", "consisting of"
_REACH = 1  # tokens between "among them" and the first count, such as "also", besides an article and adjectives


def mark_subsets(tokens: Tokens, readings: list[CountReading], lexicon: RoleLexicon) -> list[CountReading]:
    """The readings with subsets and coordinations marked. A coordination goes on as a subset as it began."""
    marked: list[CountReading] = []
    for reading in readings:
        first = bisect_left(tokens.ends, reading.start + 1)
        joined = bool(marked) and _is_joined(tokens, marked[-1], reading, first, lexicon)
        goes_on = joined and marked[-1].is_subset and reading.noun_class != "others" and not _is_more(reading, marked)
        goes_on = goes_on and not (_is_casualty(reading, lexicon) and not _is_casualty(marked[-1], lexicon))
        subset = reading.is_subset or _after_cue(tokens, first, marked, lexicon) or goes_on
        subset = subset or (bool(marked) and _is_size_of_part(tokens, marked[-1], first))
        rule = f"{reading.rule}.coordinated" if joined else reading.rule
        changed = subset != reading.is_subset or joined
        marked.append(replace(reading, is_subset=subset, rule=rule) if changed else reading)
    return marked


def _is_size_of_part(tokens: Tokens, before: CountReading, first: int) -> bool:
    """Whether people right behind a family that is a part say how many it has ("بينهم أسرة كاملة من ستة أفراد", a whole
    family of six among them)."""
    behind = first - bisect_left(tokens.ends, before.end)
    return before.is_subset and before.noun_class == "family" and 0 < behind <= _SIZE_REACH


def _is_casualty(reading: CountReading, lexicon: RoleLexicon) -> bool:
    """Whether a noun says what happened to those counted: joined to parts that do not, it is no part ("15 killed, eight
    women among them, and dozens of wounded")."""
    role = lexicon.roles.get(reading.noun_id or "")
    return role is not None and role.casualty is not None


def _begins_fate(tokens: Tokens, position: int, lexicon: RoleLexicon) -> bool:
    """Whether a word of what befell people, joined by "and", stands at a token."""
    joined = tokens.words[position].startswith(tuple(lexicon.joiners))
    return joined and bool(lexicon.cues["licences"].length_at(tokens.words, position))


def _is_more(reading: CountReading, marked: list[CountReading]) -> bool:
    """Whether a count exceeds the whole whose parts were told last: it is another whole ("13 civilians, two women among
    them, and 34 fighters")."""
    whole = next((count.number for count in reversed(marked) if not count.is_subset), None)
    return whole is not None and reading.number is not None and reading.number.best > whole.best


def _is_joined(tokens: Tokens, before: CountReading, reading: CountReading, first: int, lexicon: RoleLexicon) -> bool:
    """Whether only an "and", standing alone or glued, or a comma with it, is between two readings."""
    after = bisect_left(tokens.ends, before.end + 1)
    between = tokens.words[after:first]
    while between and _is_article(between[-1], lexicon):
        between.pop()
    glued = tokens.words[first][: reading.start - tokens.starts[first]] if reading.start > tokens.starts[first] else ""
    if glued[:1] in lexicon.joiners and glued:
        return after <= first and all(not word[0].isalnum() and word not in ".؟!" for word in between)
    if between and between[-1] in lexicon.joiners:
        return all(not word[0].isalnum() and word not in ".؟!" for word in between[:-1])
    return False


def _is_article(word: str, lexicon: RoleLexicon) -> bool:
    return word in lexicon.cues["indefinite"].by_first or word in lexicon.cues["definite"].by_first


def _after_cue(tokens: Tokens, first: int, marked: list[CountReading], lexicon: RoleLexicon) -> bool:
    """Whether "among them" stands shortly before a reading, with no other reading between."""
    last_end = marked[-1].end if marked else -1
    reach = _REACH + lexicon.adjective_gap
    for position in range(first, max(-1, first - reach - 1), -1):
        if position < first and (tokens.starts[position] < last_end or tokens.words[position] in ".؛;"):
            return False
        length = lexicon.cues["subset"].length_before(tokens.words, position)
        if length > 1 and tokens.ends[position - 1] == last_end:
            return True  # "بين الجرحى مدرس" (among the wounded, a teacher): the cue holds a noun itself
        if length:
            if position < first and _begins_fate(tokens, position, lexicon):
                return False  # "مقتل 14 منهم وإصابة آخرين" (14 of them were killed and others hurt)
            return tokens.starts[position - 1] >= last_end
    return False
