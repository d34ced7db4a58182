"""An actor phrase while it is read: its nouns, its modifiers, and the side it names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from pipelines.lexicon.actor_words import (
    ActorWord,
    CountryWord,
    GenericWord,
    ModifierWord,
    NamedWord,
    NationalityWord,
    NounWord,
)
from pipelines.lexicon.matcher import Match
from pipelines.readonly import readonly

Word = TypeVar("Word", NamedWord, NounWord, ModifierWord, NationalityWord, CountryWord, GenericWord)
_OUTSIDE = ("member", "possession", "act")  # nouns that are not part of the side they lead to


@readonly
class Core:
    """The side named by a phrase: words `first` to `last` (exclusive).

    `begins` is the noun of members or possessions that leads to it.
    """

    first: int
    last: int
    keys: tuple[str, ...]
    kind: str
    rule: str
    proclitic: str = ""
    begins: Match[ActorWord] | None = None
    member_class: str | None = None
    asset: str | None = None
    is_act: bool = False


@dataclass(slots=True)
class ActorPhrase:
    """A phrase: its nouns with their matches, its modifiers with their places, and the sides it names."""

    first: int
    position: int
    nouns: list[tuple[NounWord, Match[ActorWord]]] = field(default_factory=list)
    modifiers: list[tuple[ModifierWord, int]] = field(default_factory=list)
    cores: list[Core] = field(default_factory=list)

    @property
    def asset(self) -> str | None:
        """The means named last, by a modifier ("unmanned") before a noun ("aircraft").

        Words before a possession tell who hits it, not whose it is: "قصف جوي لمواقع داعش", raids on IS positions.
        """
        since = max((match.first for noun, match in self.nouns if noun.noun_class == "possession"), default=-1)
        given = [m.asset for m, place in self.modifiers if m.asset and place > since] or [
            noun.asset for noun, match in self.nouns if noun.asset and match.first > since
        ]
        return given[-1] if given else None

    @property
    def service(self) -> str | None:
        """Army or police, as the noun or modifier nearest to the core says."""
        given = [m.service for m, _ in self.modifiers if m.service] or [n.service for n, _ in self.nouns if n.service]
        return given[-1] if given else None

    def owned(self, before: int) -> tuple[NounWord, Match[ActorWord]] | None:
        """The first noun of members or possessions before a word: what the phrase says about the side."""
        for noun, match in self.nouns:
            if noun.noun_class in ("member", "possession") and match.first < before:
                return noun, match
        return None

    def side_start(self) -> tuple[int, str] | None:
        """Where the nouns that belong to the side's name begin, and what is glued before them; None without any."""
        start = None
        for noun, match in reversed(self.nouns):
            if noun.noun_class in _OUTSIDE:
                break
            start = (match.first, match.proclitic)
        return start


def entry(match: Match[ActorWord], kind: type[Word]) -> Word | None:
    """The match's entry of a kind, if it has one."""
    for found in match.entries:
        if isinstance(found, kind):
            return found
    return None
