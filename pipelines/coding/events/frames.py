"""Cutting a sentence into the stretches that each tell of one event.

A stretch ends where a clause-breaking word, or a joined finite verb or act with a place of its own, begins another.
Within a stretch the strongest trigger is the main one; the others tell its outcomes and means.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.coding.events.means import means_of
from pipelines.coding.events.sentence import Mark, Sentence
from pipelines.coding.events.sides import person_classes
from pipelines.coding.places.lexicon import place_words
from pipelines.coding.readings import ActorReading, CountReading, DateReading, PlaceReading
from pipelines.lexicon.triggers import Trigger, TriggerForm
from pipelines.lexicon.words import Word
from pipelines.metadata.taxonomy import hierarchy_rank

_STRENGTH = {"event": 0, "generic": 1, "result": 2, "context": 3}
OPENING = ("event", "generic")
_CROWDS, _MEETING = frozenset({"protest", "riot"}), frozenset({"attack", "arrest"})  # and how a crowd is met
REGION = 3  # geo_precision of a place that is no more than a region


@dataclass(slots=True)
class Frame:
    """One stretch of a sentence with its triggers, the main one first, and the readings inside it."""

    sentence: Sentence
    start: int
    end: int
    triggers: list[Mark[TriggerForm]]
    actors: list[ActorReading] = field(default_factory=list)
    counts: list[CountReading] = field(default_factory=list)
    dates: list[DateReading] = field(default_factory=list)
    means: tuple[str, ...] = ()
    weapon: str | None = None
    elided: Mark[TriggerForm] | None = None  # the outcome word of the stretch before, which this one goes on from
    _places: list[PlaceReading] | None = None
    _scene: list[PlaceReading] | None = None

    @property
    def places(self) -> list[PlaceReading]:
        """The locations inside the stretch; looked for when first asked for, as most frames need none."""
        if self._places is None:
            told = self.sentence.places
            self._places = [p for p in told if self.start <= p.start < self.end and p.role == "location"]
        return self._places

    @property
    def scene(self) -> list[PlaceReading]:
        """Where the act took place: all places of an enumeration, else the most exact one nearest to the act."""
        if self._scene is None:
            self._scene = _scene_of(self)
        return self._scene

    @property
    def main(self) -> Mark[TriggerForm]:
        return self.triggers[0]

    @property
    def kind(self) -> str:
        return self.main.value.trigger.kind

    @property
    def family(self) -> str:
        return self.main.value.trigger.family

    @property
    def families(self) -> frozenset[str]:
        return frozenset(mark.value.trigger.family for mark in self.triggers)


Group = tuple[int, int, list[Mark[TriggerForm]]]  # a stretch of a sentence, and the triggers in it


def cut_frames(sentence: Sentence, triggers: Sequence[Mark[TriggerForm]], conjunctions: Sequence[str]) -> list[Frame]:
    """The frames of a sentence for its factual triggers, in text order. Stretches without a trigger join their
    neighbour.
    """
    borders = _with_subjects(_borders(sentence, triggers, conjunctions), sentence, triggers)
    stretches = list(zip(borders, [*borders[1:], sentence.end], strict=True))
    groups: list[tuple[int, int, list[Mark[TriggerForm]]]] = []
    for start, end in stretches:
        inside = [mark for mark in triggers if start <= mark.start < end]
        if groups and not any(mark.value.trigger.kind in OPENING for mark in inside):
            before = groups.pop()
            groups.append((before[0], end, before[2] + inside))
        else:
            groups.append((start, end, inside))
    groups = _with_arrests(_joined(groups), sentence)
    frames = [_frame(sentence, start, end, inside) for start, end, inside in groups if inside]
    for earlier, later in pairwise(frames):
        if _last_outcome(later) is None and any(_opens_with(count, later) for count in later.counts):
            later.elided = _last_outcome(earlier)
    return frames


def _opens_with(count: CountReading, frame: Frame) -> bool:
    """Whether a count is the first word of a stretch, with "and" glued to it."""
    return frame.sentence.token_at(count.start) == frame.sentence.token_at(frame.start)


def _last_outcome(frame: Frame) -> Mark[TriggerForm] | None:
    outcomes = [mark for mark in frame.triggers if mark.value.trigger.outcome]
    return max(outcomes, key=lambda mark: mark.start, default=None) or frame.elided


def _with_subjects(borders: list[int], sentence: Sentence, triggers: Sequence[Mark[TriggerForm]]) -> list[int]:
    """Without the borders before joined verbs whose clause began earlier with a breaking word and tells no other act:
    its subject is theirs ("…, adding that the rebels answered and shelled …")."""
    breaks = {m.start for m in sentence.markers if m.value.role == "break"}
    kept = borders[:1]
    for border in borders[1:]:
        is_open = kept[-1] in breaks and not any(kept[-1] <= mark.start < border for mark in triggers)
        if border in breaks or not is_open:
            kept.append(border)
    return kept


def _joined(groups: list[tuple[int, int, list[Mark[TriggerForm]]]]) -> list[tuple[int, int, list[Mark[TriggerForm]]]]:
    """A first stretch with nothing but outcomes belongs to the act told after it ("three died … when shells hit")."""
    if len(groups) > 1 and not any(mark.value.trigger.kind in OPENING for mark in groups[0][2]):
        first, second = groups[0], groups[1]
        return [(first[0], second[1], first[2] + second[2]), *groups[2:]]
    return groups


def _with_arrests(groups: list[Group], sentence: Sentence) -> list[Group]:
    """Arrests told beside a crowd's protest are of its people, unless both have places of their own ("dozens were held
    as thousands rallied in the capital")."""
    found: list[Group] = []
    for group in groups:
        is_of_crowd = bool(found) and (
            _is_held_crowd(found[-1], group) or _is_crowd_met(found[-1], group, sentence)
        )
        if is_of_crowd and not all(_has_place(sentence, start, end) for start, end, _ in (found[-1], group)):
            found[-1] = (found[-1][0], group[1], found[-1][2] + group[2])
        else:
            found.append(group)
    return found


def _is_held_crowd(first: Group, second: Group) -> bool:
    """Whether of two stretches one tells nothing but arrests and the other a protest."""
    families = [
        {m.value.trigger.family for m in inside if m.value.trigger.kind in OPENING} for *_, inside in (first, second)
    ]
    return {"arrest"} in families and any("protest" in told and "arrest" not in told for told in families)


def _is_crowd_met(first: Group, second: Group, sentence: Sentence) -> bool:
    """Whether a crowd's act is followed by what was done "at them" ("stormed the building, whereas guards shot at
    them"), or to some of them."""
    crowds = {m.value.trigger.family for m in first[2] if m.value.trigger.kind in OPENING}
    acts = {m.value.trigger.family for m in second[2] if m.value.trigger.kind in OPENING}
    if crowds.isdisjoint(_CROWDS) or not acts <= _MEETING:
        return False
    of_them = (m for role in ("them", "subset") for m in sentence.markers_of(role))
    return any(second[0] <= m.start < second[1] for m in of_them)


def _borders(sentence: Sentence, triggers: Sequence[Mark[TriggerForm]], conjunctions: Sequence[str]) -> list[int]:
    borders = {sentence.start}
    breaks = (m for m in sentence.markers if m.value.role == "break" and m.start > sentence.start)
    borders.update(m.start for m in breaks if not _is_of_place(m, sentence))
    seen = False
    since = sentence.start  # where the stretch now read begins
    for number, mark in enumerate(triggers):
        if mark.value.trigger.kind not in OPENING or mark.value.trigger.is_dependent:
            continue
        if seen:
            joint = _joint(triggers[: number + 1], since, sentence, conjunctions)
            following = next((m.start for m in triggers[number + 1 :] if m.value.trigger.kind in OPENING), sentence.end)
            if joint is not None and (
                _is_joined_verb(mark, conjunctions)
                or _is_told_again(joint, triggers[:number], since)
                or (_has_place(sentence, mark.end, following) and _has_place(sentence, since, joint.start))
            ):
                since = joint.start - len(joint.proclitic)
                borders.add(since)
            elif joint is None:
                people = _joined_people(since, mark, sentence, conjunctions)
                if people is not None and _has_place(sentence, mark.end, following):
                    since = people
                    borders.add(since)
        seen = True
    return sorted(borders)


def _is_joined_verb(mark: Mark[TriggerForm], conjunctions: Sequence[str]) -> bool:
    return mark.value.part == "verb" and bool(mark.proclitic) and mark.proclitic in conjunctions


def _is_of_place(mark: Mark[Word], sentence: Sentence) -> bool:
    """Whether a word that may begin a clause belongs to a place ("وسط المدينة", in the middle of the city; "وسط
    استنفار", amid an alert)."""
    qualifier = place_words(sentence.language.code).qualifiers.at(sentence.tokens.words, mark.first)
    if qualifier is None or qualifier.last != mark.last or mark.last >= len(sentence.tokens):
        return False
    behind = sentence.tokens.starts[mark.last]
    return any(place.start <= behind < place.end for place in sentence.places)


def _is_told_again(joint: Mark[TriggerForm], told: Sequence[Mark[TriggerForm]], since: int) -> bool:
    """Whether the noun at a joint tells an outcome that was told before the act of this stretch: what follows is
    another act's ("killing two in clashes in A, and killing one and wounding three in an attack")."""
    outcome = joint.value.trigger.outcome
    if outcome is None or joint.value.part == "verb":
        return False
    stretch = [m for m in told if since <= m.start < joint.start]
    acts = [m.start for m in stretch if m.value.trigger.kind in OPENING]
    before = [m for m in stretch if m.value.trigger.outcome == outcome and acts and m.start < acts[-1]]
    return bool(before)


def _joint(
    triggers: Sequence[Mark[TriggerForm]], since: int, sentence: Sentence, conjunctions: Sequence[str]
) -> Mark[TriggerForm] | None:
    """The trigger at which a new account begins: the first joined by "and" after the last place or act told before."""
    joined = [m for m in triggers if m.start >= since and m.proclitic and m.proclitic in conjunctions]
    if not joined:
        return None
    acts = [m for m in triggers[:-1] if m.value.trigger.kind in OPENING]
    places = [p.end for p in sentence.places if since <= p.start < triggers[-1].start]
    told = max([m.end for m in acts if m.start >= since] + places, default=since)
    return next((m for m in joined if m.start >= told), None)


def _joined_people(
    since: int, act: Mark[TriggerForm], sentence: Sentence, conjunctions: Sequence[str]
) -> int | None:
    """Where people joined by "and" after a place begin the account of another act: the verb of the first holds for them
    ("قتل طفلان في غارة على أريحا، وامرأة وطفلها في قصف على سرمين", two children were killed in a raid on Ariha, and a
    woman and her child in shelling of Sarmin)."""
    for count in reversed(sentence.counts):
        if not since <= count.start < act.start or count.is_subset or count.noun_class not in person_classes():
            continue
        first = sentence.token_at(count.start)
        if not count.rule.endswith("coordinated"):
            start = sentence.tokens.starts[first]
            is_joined = sentence.tokens.words[first].startswith(tuple(conjunctions))
            return start if is_joined and _has_place(sentence, since, start) else None
    return None


def _has_place(sentence: Sentence, start: int, end: int) -> bool:
    return any(start <= place.start < end and place.role == "location" for place in sentence.places)


def _frame(sentence: Sentence, start: int, end: int, triggers: list[Mark[TriggerForm]]) -> Frame:
    kills = any(mark.value.trigger.outcome == "killed" for mark in triggers)
    is_blown_up = any(_explodes(mark.value.trigger) for mark in triggers)

    def strength(mark: Mark[TriggerForm]) -> tuple[int, int, int]:
        trigger = mark.value.trigger
        is_minor = trigger.family == "other" or (trigger.family == "loot" and kills)
        is_minor = is_minor or (is_blown_up and trigger.family == "protest" and _is_aim(mark, sentence))
        rank = _STRENGTH["context" if is_minor else trigger.kind]
        return (rank + trigger.is_weak, hierarchy_rank(trigger.sub_event_type), mark.start)

    main = min(triggers, key=strength)
    others = [mark for mark in triggers if mark is not main]
    means, weapon = means_of(sentence, start, end, main, others)
    return Frame(
        sentence, start, end, [main, *others],
        actors=[a for a in sentence.actors if start <= a.whole_start < end],
        counts=[c for c in sentence.counts if start <= c.start < end],
        dates=[d for d in sentence.dates if start <= d.start < end],
        means=means,
        weapon=weapon,
    )  # fmt: skip


def _explodes(trigger: Trigger) -> bool:
    """Whether an act is a blast: a gathering at which it is aimed did nothing ("a bomb attack on a rally")."""
    return trigger.family == "blast" and trigger.kind in OPENING and trigger.means != "chemical"


def _is_aim(mark: Mark[TriggerForm], sentence: Sentence) -> bool:
    """Whether a word of aim stands before a noun, with at most an article between ("targeting a procession")."""
    aims = [m.last for m in sentence.markers if m.value.role == "target"]
    return mark.value.part == "noun" and any(0 <= mark.first - last <= 1 for last in aims)


_TAKES = ("abduction", "other")  # acts by which people leave a place: whence they are taken is where it happened


def _scene_of(frame: Frame) -> list[PlaceReading]:
    anaphors = [p for p in frame.sentence.places if p.role == "anaphor" and frame.start <= p.start < frame.end]
    places = frame.places or anaphors or [p for p in frame.sentence.places if p.role in ("location", "anaphor")]
    if not places:
        roles = ("home", "origin") if frame.family in _TAKES else ("home",)
        return [p for p in frame.sentence.places if p.role in roles][:1]
    if frame.family == "movement":
        places = _without_origins(places, frame)
        if not places:
            return []
    position = frame.main.end

    def fitness(place: PlaceReading) -> tuple[int, int, int]:
        is_region = place.precision == REGION
        return (int(is_region), 0 if place.start >= frame.main.start else 1, abs(place.start - position))

    best = min(places, key=fitness)
    if best.list_id < 0:
        return [best]
    return [p for p in places if p.list_id == best.list_id and p.precision <= best.precision + 1]


def _without_origins(places: list[PlaceReading], frame: Frame) -> list[PlaceReading]:
    """Where troops go, not whence ("أرسل تعزيزات من إدلب إلى الساحل")."""
    sentence = frame.sentence
    whence = {m.last for m in sentence.markers if m.value.role == "owner"}
    lists = {p.list_id for p in places if p.list_id >= 0 and sentence.token_at(p.start) in whence}
    return [p for p in places if p.list_id not in lists and sentence.token_at(p.start) not in whence]
