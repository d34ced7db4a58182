"""Who did it, together with whom, and to whom: the parts that the actors of a frame play, brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.coding.actors.reader import FORMER_REACH
from pipelines.coding.events.clause_order import tells_news
from pipelines.coding.events.frames import Frame
from pipelines.coding.events.party_roles import CLEAR, is_glued, role_of
from pipelines.coding.events.peoples import fighting_peoples, named_peoples
from pipelines.coding.events.sentence import Sentence
from pipelines.coding.events.sides import UNARMED, is_unarmed, person_classes, side_of_class
from pipelines.coding.events.speakers import speaks
from pipelines.coding.readings import ActorReading, CountReading
from pipelines.lexicon.actor_words import load_actor_words
from pipelines.lexicon.language import Language
from pipelines.readonly import readonly

CIVILIANS, RIOTERS, UNIDENTIFIED = "generic.civilians", "generic.rioters", "generic.unidentified"
ASSAULTED = 4  # words between an assault and what it is made on, at most
_ANYBODY = frozenset({"person", "people", "others"})  # classes that say nothing of whose people they are
_BODIES = ("unit", "forces")  # classes of nouns for bodies of armed people
_WANTED = "suspect"  # wanted people who fight forces are armed, other people riot
FELL = "party.fell"  # rule of a side known by its dead: they are counted, unlike those whom the words call the doers
PEOPLE = "party.people"  # rule of a tribe or family that fights another: both may be unnamed
_QUOTES = frozenset('"()')
_NEXT_SIDE = 3  # tokens between the two sides of a fight: a word that describes the first, and "and"
ANNOUNCED = 3  # weight of the part of who only announces an act
_FIGHTS = frozenset({"assault", "clash", "territory"})  # whoever else acts in them is the other side


@readonly
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
        role, weight = role_of(reading, frame, language)
        scored.append((weight, role, reading))
    _assign(parties, scored, frame)
    if parties.actor is not None and parties.actor.is_anaphor and not parties.actor.keys:
        parties.actor = _speaker(frame) or _announcer(scored) or parties.actor
    if parties.target is None:
        parties.target = _hit(frame)
    if parties.target is not None and _is_anybody(parties.target, frame) and _assaults_military_things(frame):
        parties.target = None
    _assign_peoples(parties, frame)
    return parties


def _assign_peoples(parties: Parties, frame: Frame) -> None:
    """In a fight of tribes or families among themselves both sides are theirs, those named under their names; others
    who are hurt by it are no side."""
    people = fighting_peoples(frame)
    if people is None:
        return
    sides = [_party(reading, PEOPLE) for reading in named_peoples(frame, people.start)]
    if not sides:
        told = (p for p in (parties.actor, parties.target) if p is not None and not p.is_anaphor and p.rule != FELL)
        sides = [p for p in told if p.keys and p.keys[0] not in (*UNARMED, UNIDENTIFIED, RIOTERS)]
    sides = [side for side in sides if people.may_be(side.keys[0])]
    sides += [Party((people.key,), people.start, people.end, PEOPLE)] * (2 - len(sides))
    parties.actor, parties.target = sides[:2]


def _is_anybody(party: Party, frame: Frame) -> bool:
    """Whether a side is known by a word that says nothing of whose people they are ("five people")."""
    return is_unarmed_party(party) and any(
        count.noun_class in _ANYBODY and count.start < party.end and party.start < count.end for count in frame.counts
    )


def _speaker(frame: Frame) -> Party | None:
    """Who tells of "its forces": the side that speaks in the sentence."""
    spoken = [reading for reading in frame.actors if reading.kind == "named" and speaks(reading, frame)]
    return _party(spoken[0], "party.speaker") if spoken else None


def _announcer(scored: Sequence[tuple[int, str, ActorReading]]) -> Party | None:
    """Who announces what "its forces" did ("أعلن الجيش دخول قواته المدينة")."""
    told = [reading for weight, role, reading in scored if role == "agent" and weight <= ANNOUNCED and reading.keys]
    return _party(told[0], "party.speaker") if told else None


def is_unarmed_party(party: Party) -> bool:
    """Whether a party is civilians or prisoners."""
    return bool(party.keys) and party.keys[0] in UNARMED


def _assign(parties: Parties, scored: Sequence[tuple[int, str, ActorReading]], frame: Frame) -> None:
    between = [reading for _, role, reading in scored if role == "between"]
    agents = _named_first(_best(scored, ("agent",)))
    if between:
        _assign_sides(parties, between[0], [r for _, role, r in scored if role != "associate"], frame)
        _put_attacker_first(parties, [reading for weight, _, reading in agents if weight >= CLEAR])
        return
    allies: list[ActorReading] = []
    if agents:
        parties.actor = _party(agents[0][2], "party.agent")
        allies = _joined_to(agents[0][2], [reading for _, role, reading in scored if role != "none"], frame)
        parties.assoc_actors += [_party(reading, "party.joined") for reading in allies]
        for weight, _, reading in agents[1:]:
            if weight <= ANNOUNCED:
                continue  # "وأعلنت الشرطة تحريره" (and the police announced that he was freed)
            is_opponent = weight <= 7 or (frame.family in _FIGHTS and not set(reading.keys) & set(agents[0][2].keys))
            if reading not in allies and parties.target is None and reading.start > agents[0][2].end and is_opponent:
                parties.target = _party(reading, "party.object")  # "attacked but were repelled by …"
    parties.assoc_actors += [_party(r, "party.associate") for _, role, r in scored if role == "associate"]
    targets = _known_first([t for t in _best(scored, ("target", "other", "owner")) if t[2] not in allies])
    if targets and (parties.target is None or targets[0][0] > 5):
        parties.target = _party(targets[0][2], "party.target")
        joined = _joined_to(targets[0][2], [reading for _, role, reading in scored if role != "none"], frame)
        parties.assoc_targets += [_party(reading, "party.joined") for reading in joined]
        if parties.actor is None and targets[0][1] == "other":
            parties.actor = _fell_fighting(targets[0][2], targets[1:])
            if parties.actor is not None and _foils(frame):
                parties.actor, parties.target = replace(parties.target, rule="party.agent"), parties.actor


def _foils(frame: Frame) -> bool:
    """Whether an attack is foiled: those who fell in it were attacked."""
    return any(m.value.role == "repel" and frame.start <= m.start < frame.end for m in frame.sentence.markers)


def _fell_fighting(other: ActorReading, targets: Sequence[tuple[int, str, ActorReading]]) -> Party | None:
    """The side whose people fell in a fight "with" another one ("مقتل ستة من رجال الشرطة في اشتباكات مع مسلحين")."""
    own = (r for _, role, r in targets if role == "target" and not is_unarmed(r) and not set(r.keys) & set(other.keys))
    fallen = next(own, None)
    return _party(fallen, FELL) if fallen is not None else None


def _assign_sides(parties: Parties, first: ActorReading, readings: Sequence[ActorReading], frame: Frame) -> None:
    """The two sides of a fight "between" them: the first and the next, or the next behind the words that end a side
    ("بين الجيش والمسلحين من جهة، والمعارضة من جهة أخرى"), with those told beside them."""
    parties.actor = _crowd(first) or _party(first, "party.between")
    following = sorted((r for r in readings if r.start > first.end), key=lambda r: r.start)
    ends = [m.start for m in frame.sentence.markers if m.value.role == "side" and first.end <= m.start < frame.end]
    beyond = [r for r in following if ends and r.start > ends[0]]
    if not beyond:
        parties.target = (_crowd(following[0]) or _party(following[0], "party.between")) if following else None
        parties.target = parties.target or _opponent(first, frame)
        return
    parties.target = _party(beyond[0], "party.between")
    parties.assoc_actors += [_party(r, "party.joined") for r in following if r.start < ends[0]]
    parties.assoc_targets += [_party(r, "party.joined") for r in beyond[1:] if len(ends) > 1 and r.start < ends[1]]


def _put_attacker_first(parties: Parties, agents: Sequence[ActorReading]) -> None:
    """Of two sides that fight, the one that the words call the attacker did it ("between A and B when B advanced")."""
    if parties.actor is None or parties.target is None:
        return
    attackers = {reading.keys for reading in agents if reading.start >= parties.target.end}
    if parties.target.keys in attackers and parties.actor.keys not in attackers:
        parties.actor, parties.target = parties.target, parties.actor
        parties.assoc_actors, parties.assoc_targets = parties.assoc_targets, parties.assoc_actors


def _opponent(first: ActorReading, frame: Frame) -> Party | None:
    """The second side of a fight where the words only say what people it is of ("بين الجيش ومقاتلين", the army and
    fighters)."""
    kinds = person_classes() | frozenset(_BODIES)
    behind = (c for c in frame.counts if c.start >= first.end and c.noun_class in kinds and not c.is_subset)
    count = min(behind, key=lambda c: c.start, default=None)
    if count is None or frame.sentence.token_at(count.start) - frame.sentence.token_at(first.end - 1) > _NEXT_SIDE:
        return None
    side = side_of_class().get(count.noun_class or "")
    if side is None or side.party is None:
        return None
    fights = UNIDENTIFIED if count.noun_class == _WANTED else RIOTERS
    key = fights if side.party == CIVILIANS else side.party
    return Party((key,), count.start, count.end, "party.between")


def _crowd(reading: ActorReading) -> Party | None:
    """Unarmed people on one side of a fight are rioters ("مواجهات بين شبان والقوات", between youths and the forces)."""
    if not reading.keys or reading.keys[0] != CIVILIANS:
        return None
    return Party((RIOTERS,), reading.start, reading.end, "party.between")


def _best(
    scored: Sequence[tuple[int, str, ActorReading]], roles: tuple[str, ...]
) -> list[tuple[int, str, ActorReading]]:
    return sorted((s for s in scored if s[1] in roles), key=lambda s: (-s[0], s[2].start))


def _named_first(
    agents: list[tuple[int, str, ActorReading]],
) -> list[tuple[int, str, ActorReading]]:
    """The doers, a named one before words for its means alone ("announced … with drones")."""
    if not agents or agents[0][2].kind != "anaphor" or not agents[0][2].asset:
        return agents
    return sorted(agents, key=lambda agent: agent[2].kind != "named")


def _known_first(
    targets: list[tuple[int, str, ActorReading]],
) -> list[tuple[int, str, ActorReading]]:
    """Those hit, a named side before gunmen of whom the words say no more, where both are told as clearly ("three
    gunmen were killed when planes hit a camp of …")."""
    if not targets or targets[0][2].keys[:1] != (UNIDENTIFIED,):
        return targets
    weight = targets[0][0]
    return sorted(targets, key=lambda t: (-t[0], t[0] == weight and t[2].kind != "named"))


def _joined_to(side: ActorReading, readings: Sequence[ActorReading], frame: Frame) -> list[ActorReading]:
    """The sides coordinated with one, in a row: each follows with nothing but "and" between."""
    sentence, last, found = frame.sentence, side, []
    for reading in sorted(readings, key=lambda r: r.start):
        if reading.start < last.end or not _is_same_kind(side, reading, sentence):
            continue
        between = sentence.tokens.words[sentence.token_at(last.end - 1) + 1 : sentence.token_at(reading.whole_start)]
        if len([word for word in between if word not in _QUOTES]) <= 1:
            found.append(reading)
            last = reading
    return found


def _is_same_kind(left: ActorReading, right: ActorReading, sentence: Sentence) -> bool:
    """Whether two sides can be partners: armed with armed, unarmed with unarmed, and joined rather than in apposition;
    what belongs to a side ("a post of the army") is no partner."""
    leads_in = right.whole_start < right.start  # what is glued to the name then belongs to the phrase ("عضو بقسد")
    if right.member_class == "possession" or (
        leads_in and not is_glued(right, sentence, sentence.token_at(right.whole_start))
    ):
        return False
    is_joined = bool(right.proclitic) or _follows_and(right, sentence)
    return is_unarmed(left) == is_unarmed(right) and is_joined and right.keys != left.keys


def _follows_and(reading: ActorReading, sentence: Sentence) -> bool:
    """Whether an "and" of its own stands before a side in quotes or brackets ("القوات و"الحزب"")."""
    place = sentence.token_at(reading.whole_start)
    if not place or sentence.tokens.words[place - 1] not in _QUOTES:
        return False
    while place and sentence.tokens.words[place - 1] in _QUOTES:
        place -= 1
    return bool(place) and sentence.tokens.words[place - 1] in sentence.language.conjunctions


def _has_left(count: CountReading, frame: Frame) -> bool:
    """Whether people are said to have left the side that they belonged to ("a former prison guard")."""
    known = load_actor_words(frame.sentence.language.code)
    first = frame.sentence.token_at(count.start)
    before = frame.sentence.tokens.words[max(0, first - FORMER_REACH) : first]
    return known.adjective_first and not known.former.isdisjoint(before)


def _party(reading: ActorReading, rule: str) -> Party:
    return Party(reading.keys, reading.start, reading.end, rule, reading.kind == "anaphor")


def _hit(frame: Frame) -> Party | None:
    """The party that the people or things hit belong to: victims before things, civilians before others."""
    sides, people = side_of_class(), person_classes()
    found: list[tuple[int, CountReading, str]] = []
    acting = [(a.whole_start, a.end) for a in frame.actors]
    is_manned = False  # a military thing was told: its crew is no civilian's
    is_among_military = False  # "وحدات تكتيكية ومركبات وأسلحة" (tactical units, vehicles and weapons): theirs
    for count in frame.counts:
        side = sides.get(count.noun_class or "")
        if side is None or count.noun_class == "attacker" or any(a <= count.start < b for a, b in acting):
            continue
        if frame.sentence.places_at(count.start):
            continue
        if is_manned and count.rule == "count.singular.possessed" and count.noun_class == "people":
            continue
        is_manned = is_manned or (side.side == "armed" and side.party is None)
        is_body = count.noun_class in _BODIES and count.rule == "count.singular.definite"
        if frame.sentence.language.is_subject_first and tells_news(frame, count.end):
            continue
        if side.side == "armed" and (count.number is None or is_body):
            is_among_military = is_among_military or count.number is None
            continue  # "الفرقة السادسة" (the sixth division) acts; nobody counts it
        if side.party is None or (is_among_military and count.noun_class not in people):
            continue
        is_person = count.noun_class in people and count.number is not None
        rank = (0 if side.side == "civilian" else 1) if is_person else 2
        found.append((rank, count, CIVILIANS if side.side == "armed" and _has_left(count, frame) else side.party))
    if not found:
        return None
    _, count, party = min(found, key=lambda item: (item[0], item[1].start))
    return Party((party,), count.start, count.end, "party.noun")


def _assaults_military_things(frame: Frame) -> bool:
    """Whether what an assault is made on is military ("attacked a checkpoint, killing five people"): then people of
    whom nothing else is said need not be civilians."""
    if frame.family != "assault":
        return False
    sides = side_of_class()
    behind = [c for c in frame.counts if 0 < frame.sentence.token_at(c.start) - frame.main.last <= ASSAULTED]
    first = min(behind, key=lambda count: count.start, default=None)
    known = sides.get(first.noun_class or "") if first is not None else None
    return known is not None and known.side == "armed" and known.party is None
