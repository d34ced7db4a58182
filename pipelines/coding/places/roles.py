"""What a name of a place does in its sentence: location, or origin, destination, part of a title, dateline."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipelines.coding.places.lexicon import Cue, PlaceWords
from pipelines.coding.places.mention import QUOTES, Mention
from pipelines.lexicon.matcher import Match, PhraseMatcher
from pipelines.lexicon.openings import PLACE_CUE
from pipelines.text.tokens import Tokens

NAMES_KEPT = 50_000
_DATELINE_MARKS = frozenset("-–/:|(")
_DATELINE_REACH = 5  # tokens from a dateline's place to its agency
_HYPHENED = 2  # tokens behind a name: a hyphen, and what it joins
_CLAUSE_MARKS = frozenset("،,؛;:.!؟?")
_GOVERNED = ("organisation", "origin", "home", "destination")  # roles that a phrase right before gives


def find_roles(mentions: Sequence[Mention], tokens: Tokens, words: PlaceWords, origins: Sequence[int] = ()) -> None:
    """Set the roles that phrases before and behind the names give."""
    texts = tokens.words
    cues = words.cues.find(texts, tokens.openings(PLACE_CUE))
    _find_far_roles(mentions, texts, [match for match in cues if match.entries[0].reach])
    ends = {match.last: (match.first, match.entries[0].role) for match in cues}
    titles = {match.first: match.last for match in cues if match.entries[0].role == "person"}
    for mention in mentions:
        before = mention.first
        while before > 0 and texts[before - 1] in QUOTES:
            before -= 1
        role = next(
            (role for at in range(mention.name_first, before - 1, -1) if (role := _role_at(ends, at, mention.first))),
            None,
        )
        if role == "person" and (mention.qualifiers or mention.proclitic):
            role = None
        is_in_title = titles.get(mention.name_first, 0) > mention.name_last  # "حماة الوطن", protectors of the homeland
        if not mention.qualifiers and (is_in_title or _is_first_name(mention, words)):
            role = "person"
        if role is None and _lies_beyond(mention):
            mention.role = "neighbour"
        elif role is None and words.homes_behind.intersection(texts[mention.last : mention.last + _HYPHENED]):
            mention.role = "origin"
        elif role in (*_GOVERNED, "person"):
            mention.role = role or mention.role
        elif any(0 <= mention.first - place <= 1 for place in origins):
            mention.role = "origin"
        elif (
            mention.first == 0
            and not mention.qualifiers
            and _has_agency(mention, texts, {m.first: m.entries[0].role for m in cues})
        ):
            mention.role = "dateline"


def _find_far_roles(mentions: Sequence[Mention], texts: Sequence[str], cues: Sequence[Match[Cue]]) -> None:
    """Give the first name behind a phrase that reaches over its clause that phrase's role."""
    for match in cues:
        mention = next((m for m in mentions if m.first >= match.last), None)
        if mention is None or mention.first - match.last > match.entries[0].reach:
            continue
        if not _CLAUSE_MARKS.intersection(texts[match.last : mention.first]):
            mention.role = match.entries[0].role


def _lies_beyond(mention: Mention) -> bool:
    """Whether a country is told as what lies beyond a border."""
    first = mention.entry.places[0] if mention.entry is not None else None
    return first is not None and first.kind == "country" and any(q.is_border for q in mention.qualifiers)


def _is_first_name(mention: Mention, words: PlaceWords) -> bool:
    """Whether a name without a word that makes it a place is one of those that people bear ("لبشار الأسد")."""
    return _is_persons(mention.name, words.cues)


@lru_cache(maxsize=NAMES_KEPT)
def _is_persons(name: str, cues: PhraseMatcher[Cue]) -> bool:
    match = cues.at(name.split(), 0)
    return match is not None and match.entries[0].role == "person" and match.last == name.count(" ") + 1


def _role_at(ends: dict[int, tuple[int, str]], at: int, first: int) -> str | None:
    """The role of the phrase that ends at a token and begins before the mention ("مجلس محافظة | الحسكة")."""
    begun, role = ends.get(at, (first, ""))
    return role if role and begun < first else None


def _has_agency(mention: Mention, texts: Sequence[str], starts: dict[int, str]) -> bool:
    """Whether a name at the head of a line is followed by a mark and who reports."""
    if mention.last >= len(texts) or texts[mention.last] not in _DATELINE_MARKS:
        return False
    return any(
        starts.get(place) == "agency" for place in range(mention.last, min(len(texts), mention.last + _DATELINE_REACH))
    )
