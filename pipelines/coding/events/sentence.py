"""A sentence with everything the readers found in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from pipelines.coding.readings import ActorReading, CountReading, DateReading, PlaceReading
from pipelines.lexicon.language import Language
from pipelines.lexicon.triggers import TriggerForm
from pipelines.lexicon.words import Word
from pipelines.readonly import readonly
from pipelines.text.tokens import Tokens

if TYPE_CHECKING:
    from pipelines.coding.events.place_turns import PlaceTurns

Value = TypeVar("Value")


@readonly
class Mark(Generic[Value]):
    """A lexicon phrase in a sentence: span in the normalised text, token range, what was glued before it, its entry."""

    start: int
    end: int
    first: int
    last: int
    proclitic: str
    value: Value


@dataclass(slots=True)
class Sentence:
    """One sentence of an article. All spans are code points of the normalised article text; lists are in text order."""

    number: int
    paragraph: int
    start: int
    end: int
    tokens: Tokens
    triggers: list[Mark[TriggerForm]]
    language: Language
    is_headline: bool = False  # the title, or a heading-like line: told again in the body, if at all
    is_boilerplate: bool = False
    markers: list[Mark[Word]] = field(default_factory=list)
    cues: list[Mark[Word]] = field(default_factory=list)
    weapons: list[Mark[Word]] = field(default_factory=list)
    actors: list[ActorReading] = field(default_factory=list)
    counts: list[CountReading] = field(default_factory=list)
    dates: list[DateReading] = field(default_factory=list)
    hidden: list[Mark[TriggerForm]] = field(default_factory=list)  # trigger words that are part of a date ("فجر اليوم")
    turns: PlaceTurns | None = None  # who reads its places; None: they were read, or there are none
    _places: list[PlaceReading] = field(default_factory=list)
    _markers_by_role: dict[str, list[Mark[Word]]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def places(self) -> list[PlaceReading]:
        """The places of the sentence; they are read when they are first asked for."""
        if self.turns is not None:
            self.turns.reach(self)
        return self._places

    @places.setter
    def places(self, readings: list[PlaceReading]) -> None:
        self._places, self.turns = readings, None

    def places_at(self, position: int) -> list[PlaceReading]:
        """The places to whose words a position belongs; none are read for it where nothing there may be a name."""
        if self.turns is not None and not self.turns.may_cover(self, position):
            return []
        return [place for place in self.places if place.start <= position < place.end]

    def token_at(self, position: int) -> int:
        """The index of the token that covers a position, or of the last one before it."""
        return (bisect_right(self.tokens.starts, position) or 1) - 1

    def markers_of(self, role: str) -> Sequence[Mark[Word]]:
        """The markers of a class, in text order. They are sorted by class once, for they are asked for again with each
        count and act."""
        if not self._markers_by_role:
            for marker in self.markers:
                self._markers_by_role.setdefault(marker.value.role, []).append(marker)
        return self._markers_by_role.get(role, ())

    def has_cue(self, *roles: str) -> bool:
        """Whether some cue of one of these classes stands in the sentence."""
        return any(cue.value.role in roles for cue in self.cues)
