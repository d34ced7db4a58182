"""Who did it, together with whom, and to whom: from the words beside each actor of a frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.coding.events.clause_order import role_by_order
from pipelines.coding.events.frames import Frame
from pipelines.coding.events.sentence import Sentence
from pipelines.coding.events.sides import person_classes, side_of_class
from pipelines.coding.readings import ActorReading, CountReading
from pipelines.lexicon.language import Language

# Families whose act needs somebody it is done to: the actor right after the noun is then the one who suffers it.
PATIENT_FAMILIES = frozenset({"harm", "attack", "abduction", "arrest", "sexual"})
_MUTUAL = frozenset({"clash", "agreement"})
FIGHT_REACH = 4  # tokens between a fight and those it was with: adjectives and the preposition


@dataclass(frozen=True, slots=True)
class Party:
    """One side as told: actor ids the words may mean, and the words."""

    keys: tuple[str, ...]
    start: int
    end: int
    rule: str
    is_anaphor: bool = False


@dataclass(slots=True)
class Parties:
    """The sides of a frame. None: the words do not say."""

    actor: Party | None = None
    target: Party | None = None
    assoc_actors: list[Party] = field(default_factory=list)
    assoc_targets: list[Party] = field(default_factory=list)


def find_parties(frame: Frame, language: Language) -> Parties:
    """The sides of a frame."""
    parties = Parties()
    scored: list[tuple[int, str, ActorReading]] = []
    for reading in frame.actors:
        role, weight = _role(reading, frame, language)
        scored.append((weight, role, reading))
    _assign(parties, scored, frame)
    if parties.target is None:
        parties.target = _hit(frame)
    return parties


def _role(reading: ActorReading, frame: Frame, language: Language) -> tuple[str, int]:
    """The part an actor plays and how clearly the words say so."""
    sentence = frame.sentence
    first = sentence.token_at(reading.whole_start)
    marker = _marker_before(sentence, first) or _marker_before(sentence, sentence.token_at(reading.start))
    if marker in ("source", "origin", "subset", "bystander", "beside") or _speaks(reading, frame):
        return ("none", 0)
    if reading.kind == "anaphor" and reading.asset and not _is_beside_verb(reading, frame, first):
        return ("none", 0)  # "بالمدفعية" (with artillery) names the means, not who used it
    if _is_unarmed(reading):
        return ("target", 7 if marker == "target" or _is_victim(reading, frame) else 4)
    if _is_attacker(reading, frame):
        return ("agent", 8)
    if marker == "announce":
        return ("agent", 3)
    if marker == "target" and _is_verb_before_subject(frame, first):
        return ("agent", 8)
    if marker in ("agent", "associate", "target", "between"):
        return (marker, 10)
    if marker == "with":
        if reading.kind == "country":
            return ("none", 0)
        return ("other", 9) if frame.family in _MUTUAL or _is_of_fight(frame, first) else ("associate", 5)
    if _performs(reading, frame, first) and not reading.proclitic.endswith(language.belonging):
        return ("agent", 9)
    if reading.is_act or (_follows_pronoun(frame, first) and not _is_glued(reading, sentence, first)):
        return ("agent", 9)
    if language.is_subject_first and (reading.kind != "country" or reading.is_act):
        return role_by_order(reading, frame, first)
    if reading.kind == "country":
        joined = _follows_side(reading, frame, first, language)
        return ("agent", 4) if joined or _is_beside_verb(reading, frame, first) else ("none", 0)
    return _plain_role(reading, frame, first, language)


def _is_attacker(reading: ActorReading, frame: Frame) -> bool:
    """Whether the noun that leads to a side says that its man attacked ("مهاجم انتحاري من داعش")."""
    first = frame.sentence.token_at(reading.whole_start)
    return reading.member_class == "member" and any(
        c.noun_class == "attacker" and c.start < reading.start and frame.sentence.token_at(c.start) >= first - 1
        for c in frame.counts
    )


def _is_of_fight(frame: Frame, first: int) -> bool:
    """Whether "with" belongs to a fight told right before it, beside another act ("seized … after clashes with …")."""
    return any(m.value.trigger.family == "clash" and 0 < first - m.last <= FIGHT_REACH for m in frame.triggers)


def _plain_role(reading: ActorReading, frame: Frame, first: int, language: Language) -> tuple[str, int]:
    main = frame.main
    before = frame.sentence.tokens.words[first - 1] if first else ""
    follows_noun = main.value.part != "verb" and main.last <= first <= main.last + 1
    if _names_its_act(reading, frame):
        return ("agent", 8)
    if reading.member_class == "possession":
        return ("target", 7)
    if reading.proclitic.endswith(language.belonging):
        near_noun = main.value.part != "verb" and 0 <= first - main.last <= 3
        return ("agent", 7) if near_noun or reading.asset or _near_means(frame, first) else ("owner", 4)
    if reading.asset:
        return ("agent", 8)
    if follows_noun and not before.isdigit():
        return ("target", 8) if main.value.trigger.genitive == "patient" else ("agent", 8)
    if reading.member_class == "member" and frame.family in PATIENT_FAMILIES and first >= main.last:
        return ("target", 7)
    if _is_victim(reading, frame):
        return ("target", 7)
    if _is_subject(reading, frame, first):
        return ("agent", 7 if first >= main.last else 6)
    return ("agent", 5) if first < main.first else ("target", 4)


def _performs(reading: ActorReading, frame: Frame, first: int) -> bool:
    """Whether an actor stands beside a verb of doing ("شنت الطائرات غارات", the planes carried out raids), on either
    side.
    """
    sentence = frame.sentence
    last = sentence.token_at(reading.end - 1)
    return any(
        m.value.role == "perform" and (m.last == first or 1 <= m.first - last <= 2)
        for m in sentence.markers
        if frame.start <= m.start < frame.end
    )


def _speaks(reading: ActorReading, frame: Frame) -> bool:
    """Whether a side stands between a verb of saying and its "that": it tells the news ("قالت مصادر في المعارضة إن …").
    """
    markers = frame.sentence.markers
    said = [m for m in markers if m.value.role == "source" and m.end <= reading.whole_start]
    that = [m for m in markers if m.value.role == "that" and reading.end <= m.start < frame.main.end]
    return bool(said and that) and not any(
        said[-1].end <= m.start < reading.whole_start for m in markers if m.value.role == "that"
    )


def _follows_side(reading: ActorReading, frame: Frame, first: int, language: Language) -> bool:
    """Whether a state's name is joined to a side named right before it ("قوات النظام وروسيا", the regime and Russia).
    """
    if reading.proclitic not in language.conjunctions:
        return False
    return any(frame.sentence.token_at(a.end - 1) + 1 == first for a in frame.actors if a.end <= reading.start)


def _is_beside_verb(reading: ActorReading, frame: Frame, first: int) -> bool:
    """Whether an actor stands right after or right before a finite verb, with nothing glued to it but "and"."""
    last = frame.sentence.token_at(reading.end - 1)
    verbs = [m for m in frame.triggers if m.value.part == "verb"]
    return any(first == m.last or last + 1 == m.first for m in verbs)


def _is_verb_before_subject(frame: Frame, token: int) -> bool:
    """Whether the word before a token is a finite verb with no doer before it: what follows is then its subject
    ("استهدفت الطائرات …", the planes targeted …), unlike after "غارة استهدفت …" (a raid that targeted …)."""
    verb = next(
        (m for m in frame.triggers if m.last == token and m.value.part == "verb" and not m.value.has_pronoun), None
    )
    if verb is None:
        return False
    doers = [a for a in frame.actors if a.start < verb.start and not _is_unarmed(a)]
    acts = [m for m in frame.triggers if m.start < verb.start and m.value.part != "verb"]
    means = [w for w in frame.sentence.weapons if frame.start <= w.start < verb.start]
    return not doers and not acts and not means


_UNARMED = ("generic.civilians", "generic.prisoners")


def _follows_pronoun(frame: Frame, token: int) -> bool:
    """Whether the word before a token is a verb with its object glued on ("اختطفهم", kidnapped them): the subject
    follows.
    """
    return any(m.last == token and m.value.part == "verb" and m.value.has_pronoun for m in frame.triggers)


def _is_glued(reading: ActorReading, sentence: Sentence, first: int) -> bool:
    """Whether something is glued before the phrase of an actor ("قصفها لمواقع الجيش", its shelling of army posts)."""
    return sentence.tokens.starts[first] < reading.whole_start


def _is_unarmed(reading: ActorReading) -> bool:
    """Whether the words name people who are hit, never those who strike: civilians and prisoners."""
    return bool(reading.keys) and reading.keys[0] in _UNARMED


def is_unarmed_party(party: Party) -> bool:
    """Whether a party is civilians or prisoners."""
    return bool(party.keys) and party.keys[0] in _UNARMED


def _names_its_act(reading: ActorReading, frame: Frame) -> bool:
    """Whether the noun before a side is itself the act ("كمين للمقاومة", an ambush of the resistance): the side did it.
    """
    return any(
        reading.whole_start <= m.start < reading.start and m.value.trigger.genitive == "agent" for m in frame.triggers
    )


def _marker_before(sentence: Sentence, token: int) -> str | None:
    """The role of the marker that ends right before a token, quotes and brackets not counted."""
    place = token
    while place > 0 and sentence.tokens.words[place - 1] in ('"', "(", "«", ":"):
        place -= 1
    for marker in reversed(sentence.markers):
        if marker.last == place and marker.value.role in ("determiner", "definite"):
            place = marker.first
    for marker in sentence.markers:
        if marker.last == place and marker.value.role != "owner":
            return marker.value.role
    source = [m for m in sentence.markers if m.value.role == "source" and 0 <= place - m.last <= 2]
    return "source" if source else None


def _near_means(frame: Frame, first: int) -> bool:
    return any(0 <= first - w.last <= 2 for w in frame.sentence.weapons)


def _is_victim(reading: ActorReading, frame: Frame) -> bool:
    """Whether an actor's members are those killed, hurt or seized: an outcome right before, with at most a count
    between.
    """
    first = frame.sentence.token_at(reading.whole_start)
    for mark in frame.triggers:
        is_open = mark.value.part == "verb" and not mark.value.trigger.is_passive
        if is_open and reading.member_class is None and _has_object_after(reading, frame):
            continue
        if mark.value.trigger.outcome and 0 <= first - mark.last <= 4 and _only_counts(frame, mark.end, reading.start):
            return True
    return False


def _has_object_after(reading: ActorReading, frame: Frame) -> bool:
    """Whether people or another side follow an actor: a verb's subject is followed by its object."""
    people = [
        c for c in frame.counts if c.start >= reading.end and c.noun_class in person_classes() and not c.is_subset
    ]
    others = [a for a in frame.actors if a.whole_start >= reading.end]
    near = frame.sentence.token_at(reading.end - 1)
    starts = [c.start for c in people] + [a.whole_start for a in others]
    return any(frame.sentence.token_at(start) - near <= 4 for start in starts)


def _only_counts(frame: Frame, start: int, end: int) -> bool:
    others = [a for a in frame.actors if start <= a.start < end and a.end <= end]
    marks = [m for m in frame.sentence.markers if start <= m.start < end and m.value.role not in ("owner", "subset")]
    return not others and not marks


def _is_subject(reading: ActorReading, frame: Frame, first: int) -> bool:
    """Whether an actor without a marker stands where a subject does: beside the verb, on either side."""
    main = frame.main
    if main.value.part != "verb":
        return first < main.first
    return abs(first - main.last) <= 3 or first < main.first


def _assign(parties: Parties, scored: Sequence[tuple[int, str, ActorReading]], frame: Frame) -> None:
    between = [reading for _, role, reading in scored if role == "between"]
    agents = _best(scored, ("agent",))
    if between:
        _assign_sides(parties, between[0], [r for _, role, r in scored if role != "associate"], frame)
        return
    allies: list[ActorReading] = []
    if agents:
        parties.actor = _party(agents[0][2], "party.agent")
        allies = _joined_to(agents[0][2], [reading for _, role, reading in scored if role != "none"], frame)
        parties.assoc_actors += [_party(reading, "party.joined") for reading in allies]
        for weight, _, reading in agents[1:]:
            if reading not in allies and parties.target is None and reading.start > agents[0][2].end and weight <= 7:
                parties.target = _party(reading, "party.object")
    parties.assoc_actors += [_party(r, "party.associate") for _, role, r in scored if role == "associate"]
    targets = [t for t in _best(scored, ("target", "other", "owner")) if t[2] not in allies]
    if targets and (parties.target is None or targets[0][0] > 5):
        parties.target = _party(targets[0][2], "party.target")
        joined = _joined_to(targets[0][2], [reading for _, role, reading in scored if role != "none"], frame)
        parties.assoc_targets += [_party(reading, "party.joined") for reading in joined]


def _assign_sides(parties: Parties, first: ActorReading, readings: Sequence[ActorReading], frame: Frame) -> None:
    """The two sides of a fight "between" them: the first and the next, or the next behind the words that end a side
    ("بين الجيش والمسلحين من جهة، والمعارضة من جهة أخرى"), with those told beside them."""
    parties.actor = _party(first, "party.between")
    following = sorted((r for r in readings if r.start > first.end), key=lambda r: r.start)
    ends = [m.start for m in frame.sentence.markers if m.value.role == "side" and first.end <= m.start < frame.end]
    beyond = [r for r in following if ends and r.start > ends[0]]
    if not beyond:
        parties.target = _party(following[0], "party.between") if following else None
        return
    parties.target = _party(beyond[0], "party.between")
    parties.assoc_actors += [_party(r, "party.joined") for r in following if r.start < ends[0]]
    parties.assoc_targets += [_party(r, "party.joined") for r in beyond[1:] if len(ends) > 1 and r.start < ends[1]]


def _best(
    scored: Sequence[tuple[int, str, ActorReading]], roles: tuple[str, ...]
) -> list[tuple[int, str, ActorReading]]:
    return sorted((s for s in scored if s[1] in roles), key=lambda s: (-s[0], s[2].start))


def _joined_to(side: ActorReading, readings: Sequence[ActorReading], frame: Frame) -> list[ActorReading]:
    """The sides coordinated with one, in a row: each follows with nothing but "and" between."""
    sentence, last, found = frame.sentence, side, []
    for reading in sorted(readings, key=lambda r: r.start):
        gap = sentence.token_at(reading.whole_start) - sentence.token_at(last.end - 1)
        if reading.start >= last.end and 1 <= gap <= 2 and _is_same_kind(side, reading, sentence):
            found.append(reading)
            last = reading
    return found


def _is_same_kind(left: ActorReading, right: ActorReading, sentence: Sentence) -> bool:
    """Whether two sides can be partners: armed with armed, unarmed with unarmed, and joined rather than in apposition;
    what belongs to a side ("a post of the army") is no partner."""
    leads_in = right.whole_start < right.start  # what is glued to the name then belongs to the phrase ("عضو بقسد")
    if right.member_class == "possession" or (
        leads_in and not _is_glued(right, sentence, sentence.token_at(right.whole_start))
    ):
        return False
    return _is_unarmed(left) == _is_unarmed(right) and bool(right.proclitic) and right.keys != left.keys


def _party(reading: ActorReading, rule: str) -> Party:
    return Party(reading.keys, reading.start, reading.end, rule, reading.kind == "anaphor")


def _hit(frame: Frame) -> Party | None:
    """The party that the people or things hit belong to: victims before things, civilians before others."""
    sides = side_of_class()
    found: list[tuple[int, CountReading, str]] = []
    spoken_for = [(a.whole_start, a.end) for a in frame.actors] + [(p.start, p.end) for p in frame.sentence.places]
    for count in frame.counts:
        side = sides.get(count.noun_class or "")
        if side is None or side.party is None or any(a <= count.start < b for a, b in spoken_for):
            continue
        if count.number is None and side.side == "armed":
            continue
        found.append((0 if side.side == "civilian" and count.number else 1, count, side.party))
    if not found:
        return None
    _, count, party = min(found, key=lambda item: (item[0], item[1].start))
    return Party((party,), count.start, count.end, "party.noun")
