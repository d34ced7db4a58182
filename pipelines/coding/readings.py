"""What the readers find in a text: a value, where it stands, how sure it is, and by which rule.

All spans are code points of the *normalised* text that the reader was given; `NormalText.raw_span` leads back to the
raw words. A reading never guesses: what is not known is None.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import field

from pipelines.readonly import readonly


@readonly
class DateReading:
    """A day or a period named in a text.

    `value` is the first day and `value_end` the last day inclusive (None for a single day); both are None while a
    relative expression has no reference day ("أمس", yesterday, in an article without a date). `precision` is ACLED's: 1
    the day, 2 within a week, 3 within a month; 0 vaguer. `basis` says whether the words name the date themselves or
    count from the reference. `alternatives` are other periods the same words may mean, best first.
    """

    start: int
    end: int
    value: dt.date | None
    value_end: dt.date | None
    precision: int
    basis: str  # "explicit" | "relative"
    rule: str  # e.g. "date.relative.yesterday"
    confidence: float = 1.0
    alternatives: tuple[tuple[dt.date, dt.date | None], ...] = ()


@readonly
class NumberReading:
    """A quantity: `best` as said, `low` and `high` its bounds (None = open). `is_vague` for "several", "dozens"."""

    start: int
    end: int
    low: int
    best: int
    high: int | None
    rule: str
    is_vague: bool = False
    confidence: float = 1.0


@readonly
class CountReading:
    """A number of people or things: "ثلاثة مدنيين" (three civilians), "عنصران" (two members), "عدد من الأطفال".

    `noun_id` is the entry in the role lexicon and `noun_class` its class (civilian, soldier, member, leader, child,
    journalist, protester …). `is_subset` marks a part of an earlier count ("بينهم طفلان", two children among them).
    `number` is None for a bare plural without any quantity ("مدنيين": civilians).
    """

    start: int
    end: int
    number: NumberReading | None
    noun_id: str | None
    noun_class: str | None
    is_subset: bool = False
    rule: str = ""


@readonly
class ActorReading:
    """A named or generic actor. `keys` are the actor ids the words may mean (several while the country is open).

    `kind` is "named", "generic" (an unnamed side: keys `generic.…`), "anaphor" (the side named last; its
    keys, if any, are whom the word means when none was named) or "country"
    (a state's name, which is an actor only where it acts: "Israel bombed …"). `start` and `end` span the side itself
    without what is glued before it; `phrase_start` begins at the member or possession noun before it ("عناصر من قسد",
    members of the SDF), whose class is `member_class`. `asset` is the means that the words name: air, drone, artillery,
    navy, missile. `is_act` marks a nationality known from an act alone ("غارة إسرائيلية", an Israeli raid).
    """

    start: int
    end: int
    keys: tuple[str, ...]
    kind: str  # "named" | "generic" | "anaphor" | "country"
    proclitic: str = ""
    rule: str = ""
    phrase_start: int = -1  # -1: the same as start
    member_class: str | None = None  # "member" | "possession"
    asset: str | None = None
    is_act: bool = False

    @property
    def whole_start(self) -> int:
        """Where the phrase begins, members and possessions included."""
        return self.start if self.phrase_start < 0 else self.phrase_start


@readonly
class PlaceCandidate:
    """One place that the words may mean, with the score that ranked it."""

    place_id: str
    score: float


@readonly
class PlaceReading:
    """A place named in a text, or an unknown place introduced by a qualifier ("قرية X": the village of X).

    `candidates` are ranked, best first, and empty when the place is unknown. `precision` is ACLED's geo_precision as
    far as the words tell (1 the named place, 2 near it, 3 only a region). `role` is "location", "origin" (birthplace),
    "home" (of those spoken of: where they are when nothing else is said) or "modifier" (part
    of another name or the parent of another place: "ريف حلب", Aleppo countryside, after a village).
    """

    start: int
    end: int
    name: str
    qualifier: str | None
    precision: int
    role: str
    candidates: tuple[PlaceCandidate, ...] = field(default=())
    proclitic: str = ""
    rule: str = ""
    parents: tuple[str, ...] = ()  # ids of the units and places that the words name around it, nearest first
    list_id: int = -1  # places of one enumeration share it ("قرى أ وب وج"); -1: none
    is_by_town: bool = False  # told to lie by or in a town, not in a unit that may be called like it
