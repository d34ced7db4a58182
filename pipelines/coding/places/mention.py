"""One name of a place in tokens, with the words around it that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.coding.places.lexicon import Anaphor, PlaceWords, Qualifier
from pipelines.gazetteer import NameEntry

LIST_MARKS = ("،", ",", "/", "؛", "-")
QUOTES = ('"', "(", ")", "'", "[", "]")


@dataclass(slots=True)
class Mention:
    """One name in the tokens with its qualifiers; `entry` is None for an unknown name, `anaphor` set for "the city"."""

    first: int  # token where the phrase begins, qualifiers included
    name_first: int
    last: int  # token after the name, and after the adjectives of direction behind it
    proclitic: str  # glued before the phrase
    name_proclitic: str  # glued before the name itself
    name: str
    entry: NameEntry | None
    qualifiers: list[Qualifier]
    anaphor: Anaphor | None = None
    name_last: int = 0
    parents: list[Mention] = field(default_factory=list)
    siblings: list[Mention] = field(default_factory=list)  # of a parent: others that it is listed with
    list_id: int = -1
    is_parent: bool = False
    role: str = "location"
    trust: float = 0.0
    alike: NameEntry | None = None  # of a name that nobody knows as written: what sounds like it
    is_measured: bool = False  # another place is told by how far it is from this one
    is_member: bool = False  # stands in a list of names after another one
    is_lent: bool = False  # its parents are but the places named next to it
    lenders: list[Mention] = field(default_factory=list)  # the place named next to it, if it proves to be unknown

    def copy(self) -> Mention:
        """A mention as it was found, before relations, roles and trust are settled."""
        return Mention(
            self.first, self.name_first, self.last, self.proclitic, self.name_proclitic, self.name, self.entry,
            list(self.qualifiers), self.anaphor, self.name_last, list_id=self.list_id, role=self.role,
            alike=self.alike, is_measured=self.is_measured, is_member=self.is_member,
        )  # fmt: skip

    @property
    def number(self) -> str:
        """How many names its qualifiers announce."""
        for qualifier in self.qualifiers:
            if qualifier.number != "one":
                return qualifier.number
        return "one"


def named_at(
    texts: Sequence[str], place: int, at: int, proclitic: str, known: tuple[str, int, NameEntry],
    qualifiers: list[Qualifier], words: PlaceWords,
) -> Mention:  # fmt: skip
    """The mention of a known name whose phrase begins at token `place` and the name itself at token `at`."""
    glued, length, entry = known
    last = at + length
    end, behind = qualifiers_behind(texts, last, words)
    qualifiers = [*qualifiers, *behind]
    return Mention(place, at, past_directions(texts, end, words), proclitic or (glued if place == at else ""), glued,
                   entry.name, entry, qualifiers, None, last)  # fmt: skip


def qualifiers_behind(texts: Sequence[str], last: int, words: PlaceWords) -> tuple[int, list[Qualifier]]:
    """The qualifiers behind a name, and where they end."""
    found: list[Qualifier] = []
    while last < len(texts) and (match := words.behind.at(texts, last)) is not None:
        ahead = words.qualifiers.at(texts, last)
        if ahead is not None and ahead.last > match.last:
            break  # "Nigeria | city of Yola"
        found.append(match.entries[0])
        last = match.last
    return last, found


def past_directions(texts: Sequence[str], at: int, words: PlaceWords) -> int:
    """The token after the adjectives of direction that stand at a token."""
    while at < len(texts) and (match := words.directions.at(texts, at)) is not None:
        at = match.last
    return at
