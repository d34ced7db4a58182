"""Further names of a list of places, known or not ("قصفت قرى أ وب وج", shelled the villages of A, B and C).

announced := qualifier(two or many) mark? name ((mark | joined) name)*
open      := place joined name (joined name)+            one name, no word before it says that more are to come
             its first name is known, or begins like a place's ("تل", hill of)

Names that nobody knows are told by the list they stand in: in an announced one each may be unknown, in an open one at
least two more must follow, so that a verb joined to a place ("في سراقب وأوقعت", in Saraqib and caused) is no member.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.coding.places.lexicon import PlaceWords
from pipelines.coding.places.mention import LIST_MARKS, QUOTES, Mention, named_at, past_directions
from pipelines.coding.places.names import known_name
from pipelines.coding.places.unknown import is_mere_head, unknown_end

COMMAS = LIST_MARKS[:3]
LONGEST_QUOTED = 3  # words
FEWEST = 2  # further names that an open list must have
_AREAS = frozenset({"direction", "countryside", "unit"})
_OPENING = frozenset({"settlement", "near", "direction"})


def members_of(opener: Mention, texts: Sequence[str], words: PlaceWords, language: str) -> list[Mention]:
    """The names that go on the list of a place, in order; empty when it is alone."""
    if opener.number != "one":
        return _members(opener, texts, 1 if opener.number == "two" else len(texts), words, language)
    if not _may_open(opener, texts, words):
        return []
    found = _members(opener, texts, len(texts), words, language)
    return found if len(found) >= FEWEST and any(member.entry is None for member in found) else []


def unknown_head(texts: Sequence[str], at: int, words: PlaceWords, language: str) -> Mention | None:
    """The unknown first name of an open list, told by its first word; None when no list follows."""
    if texts[at] not in words.name_heads:
        return None
    last = unknown_end(texts, at, words, language)
    if last <= at + 1:
        return None
    head = Mention(at, at, past_directions(texts, last, words), "", "", " ".join(texts[at:last]), None, [], None, last)
    return head if len(_members(head, texts, len(texts), words, language)) >= FEWEST else None


def unknown_settlement(texts: Sequence[str], at: int, words: PlaceWords, language: str) -> Mention | None:
    """An unknown name that begins as settlements' do ("كفر", village of), with its area or another such name
    behind it."""
    glued = "" if texts[at] in words.settled_heads else _glued(texts[at], words)
    if texts[at][len(glued) :] not in words.settled_heads:
        return None
    bare = [texts[at][len(glued) :], *texts[at + 1 : at + 4]]
    last = at + unknown_end(bare, 0, words, language)
    if last <= at + 1 or last >= len(texts):
        return None
    behind = words.qualifiers.at(texts, last)
    joint = _glued(texts[last], words)
    is_area = behind is not None and behind.entries[0].place_class in _AREAS
    if not is_area and not (joint and texts[last][len(joint) :] in words.settled_heads):
        return None
    name, end = " ".join(bare[: last - at]), past_directions(texts, last, words)
    return Mention(at, at, end, glued, glued, name, None, [], None, last)


def _may_open(opener: Mention, texts: Sequence[str], words: PlaceWords) -> bool:
    """Whether unannounced names may follow a place: one that words say lies there, no unit, no "the city"."""
    if opener.anaphor is not None or opener.last >= len(texts) or not words.conjunctions:
        return False
    if opener.qualifiers:
        return opener.qualifiers[0].place_class in _OPENING
    if opener.entry is not None and any(p.kind in ("country", "admin1") for p in opener.entry.places[:1]):
        return False
    return bool(opener.first) and texts[opener.first - 1] in words.locatives


def _members(opener: Mention, texts: Sequence[str], most: int, words: PlaceWords, language: str) -> list[Mention]:
    found: list[Mention] = []
    at = opener.last
    while len(found) < most:
        inner, joint = _past_joints(texts, at, words)
        if inner >= len(texts) or words.qualifiers.at(texts, inner) is not None:
            break
        member = _member_at(texts, inner, opener, joint, words, language)
        if member is None:
            break
        found.append(member)
        at = member.last
    return found


def _past_joints(texts: Sequence[str], at: int, words: PlaceWords) -> tuple[int, str]:
    """The token after the marks and the loose conjunction at a token, and what they do: "joined", "marked" or ""."""
    joint = ""
    while at < len(texts) and (texts[at] in (*COMMAS, *QUOTES) or texts[at] in words.conjunctions):
        if texts[at] in words.conjunctions:
            joint = "joined"
        elif texts[at] in COMMAS:
            joint = joint or "marked"
        at += 1
    return at, joint


def _member_at(
    texts: Sequence[str], at: int, opener: Mention, joint: str, words: PlaceWords, language: str
) -> Mention | None:
    known = known_name(texts, at, language)
    if known is not None and known[0] in ("", *words.conjunctions):
        bare = [texts[at][len(known[0]) :], *texts[at + 1 : at + 4]]
        known = None if is_mere_head(bare, 0, known[1], words, language) else known
    if known is not None and (known[0] in words.conjunctions or (joint and not known[0])):
        return named_at(texts, at, at, "", known, list(opener.qualifiers), words)
    if opener.qualifiers and not opener.qualifiers[-1].names_unknown:
        return None
    glued = "" if joint == "joined" else _glued(texts[at], words)
    if not glued and not joint:
        return None
    bare = [texts[at][len(glued) :], *texts[at + 1 : at + 4]]
    last = _quoted_end(texts, at) or unknown_end(bare, 0, words, language)
    if not last or (not (glued and opener.number != "one") and not _goes_on(texts, at + last, words)):
        return None
    end = past_directions(texts, at + last, words)
    proclitic = glued or (words.conjunctions[0] if joint == "joined" else "")
    return Mention(at, at, end, proclitic, glued, " ".join(bare[:last]), None, list(opener.qualifiers), None, at + last)


def _glued(word: str, words: PlaceWords) -> str:
    return next((c for c in words.conjunctions if word.startswith(c) and len(word) > len(c) + 1), "")


def _quoted_end(texts: Sequence[str], at: int) -> int:
    """How many words a name in quotation marks has that begins at a token; 0 when none stands there."""
    if not at or texts[at - 1] != '"':
        return 0
    return next((n for n in range(1, LONGEST_QUOTED + 1) if at + n < len(texts) and texts[at + n] == '"'), 0)


def _goes_on(texts: Sequence[str], at: int, words: PlaceWords) -> bool:
    """Whether what follows a name shows that it was one of a list: a mark, a joined word, a parent, the end."""
    if at >= len(texts) or texts[at] in (*LIST_MARKS, *QUOTES, ".") or texts[at] in words.locatives:
        return True
    return texts[at].startswith(words.conjunctions) or words.qualifiers.at(texts, at) is not None
