"""Title, lead and body tell one incident once: whether a telling belongs to an incident that the article told before.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.coding.actors import are_compatible
from pipelines.coding.events.drafts import Draft, Telling
from pipelines.coding.events.opening import VIOLENT
from pipelines.coding.events.parties import Party
from pipelines.coding.events.sentence import Sentence
from pipelines.coding.events.sides import CROWD_ACTS
from pipelines.coding.events.wholes import is_part_of_total
from pipelines.coding.places import seat_kind
from pipelines.coding.places.lexicon import place_words
from pipelines.coding.readings import DateReading, PlaceReading
from pipelines.gazetteer import Place, fold_name, load_gazetteer, sound_of

# Families that may tell one incident. A generic or outcome telling joins any family of its group.
GROUPS = (
    frozenset({"strike", "blast", "assault", "attack", "clash", "harm", "territory"}),
    frozenset({"arrest", "abduction", "operation", "clash", "assault", "harm"}),
    frozenset({"protest", "riot", "mob", "harm", "arrest"}),
    frozenset({"assault", "loot"}),
    frozenset({"disrupt", "strike", "assault", "operation"}),
)
SEIZURES = {"arrest", "disrupt"}
PART = "place.unknown.part"  # a quarter, street or building of what is named around it; other names are settlements
NEAR_CROWD = 2  # sentences between a crowd and what becomes of it, at most
NEAR_CAUSE = 1  # sentences between an incident and its outcome, at most
AT_THE_OPENING = 2  # words before a place that opens its sentence
NEAR_SENTENCES = 4  # how far back an unplaced telling may belong
_VILLAGES = frozenset({"city", "town", "village"})


def find_draft(telling: Telling, place: PlaceReading | None, drafts: Sequence[Draft]) -> Draft | None:
    """The incident that a telling with this place belongs to, the most recent first; None for a new one."""
    for is_close in (True, False):
        for draft in reversed(drafts):
            if (draft.typed().family == telling.family) is is_close and _same_incident(telling, place, draft):
                return draft
    return None


def find_cause(telling: Telling, drafts: Sequence[Draft]) -> Draft | None:
    """The incident told just before that led to an outcome, whatever its family: nothing that both say may differ."""
    place = telling.places[0] if telling.places else None
    for draft in reversed(drafts):
        if telling.sentence.number - draft.tellings[-1].sentence.number > NEAR_CAUSE:
            continue
        if place is not None and draft.place is not None and not places_agree(place, draft.place):
            continue
        told = draft.date() if draft.date() is not draft.carried_date else None
        if telling.is_background == draft.is_background and _dates_agree(telling.date, told):
            return draft
    return None


def find_wounding(telling: Telling, drafts: Sequence[Draft]) -> Draft | None:
    """The incident in which one who died of wounds was hurt: the news told last with people hurt, wherever one
    died."""
    if telling.kind != "result" or not telling.sentence.has_cue("update") or telling.is_background:
        return None
    hurt = (d for d in reversed(drafts) if not d.is_background and any("injured" in t.tolls for t in d.tellings))
    return next((draft for draft in hurt if _dates_agree(telling.date, draft.date())), None)


def find_told(telling: Telling, drafts: Sequence[Draft]) -> Draft | None:
    """The incident told last that a telling may be about by its family, and that is news or background as it is."""
    fitting = (d for d in reversed(drafts) if _families_agree(telling, d) and d.is_background == telling.is_background)
    return next(fitting, None)


def find_announced(telling: Telling, place: PlaceReading | None, drafts: Sequence[Draft]) -> Draft | None:
    """The first incident of the body that a title may announce: of its family, and nowhere else as far as both say."""
    for draft in drafts:
        if not draft.is_background and _families_agree(telling, draft):
            if place is None or draft.place is None or places_agree(place, draft.place) or not place.candidates:
                return draft
            if _stands_for_governorate(place, draft.place):
                return draft
    return None


def _stands_for_governorate(title: PlaceReading, told: PlaceReading) -> bool:
    """Whether a title names the seat of the governorate in which the body's place lies: titles are short of room."""
    if not told.candidates or seat_kind(title.candidates[0].place_id) != "admin1":
        return False
    gazetteer = load_gazetteer()
    seat, place = (gazetteer.by_id(p.candidates[0].place_id) for p in (title, told))
    return seat.country == place.country and seat.admin1 == place.admin1


def _same_incident(telling: Telling, place: PlaceReading | None, draft: Draft) -> bool:
    if is_part_of_total(telling, place, draft):
        return False
    if telling.main.value.trigger.has_finder and not _tells_of_missing(draft):
        return False  # a body found is a story of its own
    is_how = telling.is_background and _is_of_wounds(draft) and telling.family in VIOLENT
    if not (is_how or _families_agree(telling, draft)) or (telling.is_another and place is not None):
        return False
    is_next = telling.sentence is not draft.tellings[-1].sentence
    if is_next and place is not None and draft.place is None:
        is_other_strike = telling.family == draft.typed().family == "strike" and _means_differ(telling, draft)
        if is_other_strike or _is_elsewhere(telling.sentence):
            return False
    is_within = _refers_back(telling) and _is_somewhere_in(place, telling, draft)
    if place is not None and draft.place is not None and not is_within and not places_agree(place, draft.place):
        return False
    distance = telling.sentence.number - draft.tellings[-1].sentence.number
    if place is None and not _refers_back(telling) and distance > NEAR_SENTENCES:
        return False
    is_undated = telling.date is None and (place is None or _is_of_wounds(draft))
    if telling.is_background != draft.is_background and not is_undated:
        return False
    if not _dates_agree(telling.date, draft.date()):
        return False
    # Sources differ in whom they blame for what happened at one place; elsewhere another doer makes another incident.
    if _actors_agree(telling.actor, draft.actor()):
        return True
    is_unplaced = place is None or (distance == 0 and not telling.frame.places)
    if is_unplaced and (telling.family in CROWD_ACTS or _is_by_police(telling)) and draft.typed().family in CROWD_ACTS:
        return True  # the crowd and those who meet it with force
    return _is_same_place(place, draft.place) and not _means_differ(telling, draft)


def _tells_of_missing(draft: Draft) -> bool:
    """Whether an incident tells of a body found, or of people who were taken."""
    return any(t.main.value.trigger.has_finder or t.family == "abduction" for t in draft.told)


def _is_of_wounds(draft: Draft) -> bool:
    """Whether somebody died of wounds: how they came by them is told as something older."""
    return any(telling.sentence.has_cue("update") for telling in draft.told)


def _means_differ(telling: Telling, draft: Draft) -> bool:
    """Whether both say with what it was done, and that makes two kinds of incident: planes here, guns there."""
    typed = draft.typed()
    return bool(telling.means and typed.means) and telling.sub_event_type != typed.sub_event_type


def _is_same_place(left: PlaceReading | None, right: PlaceReading | None) -> bool:
    if left is None or right is None or left.precision == 3:
        return False
    return left.name == right.name or bool(
        left.candidates and right.candidates and left.candidates[0].place_id == right.candidates[0].place_id
    )


def _is_elsewhere(sentence: Sentence) -> bool:
    """Whether a sentence goes on to another place, which it names first ("وفي طرابلس، …", and in Tripoli)."""
    words, known = sentence.tokens.words, place_words(sentence.language.code)
    opening = next((c for c in known.conjunctions if words[0].startswith(c)), None)
    if opening is None or words[0].removeprefix(opening) not in known.locatives:
        return False
    return any(p.role == "location" and sentence.token_at(p.start) <= AT_THE_OPENING for p in sentence.places)


def _refers_back(telling: Telling) -> bool:
    """A definite act noun without a place of its own ("القصف", the shelling) speaks of what was told before."""
    return telling.main.value.is_definite and telling.main.value.part == "noun"


def _is_somewhere_in(place: PlaceReading | None, telling: Telling, draft: Draft) -> bool:
    """Whether an unknown quarter or building, with no place named around it, may be one of the place told just before
    ("القصف طال حي السوق", the shelling hit the market quarter)."""
    is_part = place is not None and not place.candidates and place.rule == PART and not place.parents
    told = draft.place is not None and bool(draft.place.candidates)
    return is_part and told and telling.sentence.number - draft.tellings[-1].sentence.number <= 1


def _families_agree(telling: Telling, draft: Draft) -> bool:
    typed = draft.typed()
    family, other = telling.family, typed.family
    if family == other:
        return True
    apart = telling.sentence.number - draft.tellings[-1].sentence.number
    if family in CROWD_ACTS and other in CROWD_ACTS and (apart == 0 or (apart <= NEAR_CROWD and not telling.places)):
        return True  # a demonstration turns violent or is broken up
    if family == "arrest" and other in CROWD_ACTS and (apart == 0 or (apart == 1 and not telling.places)):
        return True  # some of those in it are taken
    if apart == 0 and {family, other} == SEIZURES:
        return True  # weapons found in the house of who is arrested (ACLED: one row, under the kind that ranks higher)
    if apart <= NEAR_CAUSE and _is_heard_of(telling, typed):
        return True
    is_loose = telling.kind in ("generic", "result", "context") or typed.kind in ("generic", "result")
    return is_loose and any(family in group and other in group for group in GROUPS)


def _is_heard_of(left: Telling, right: Telling) -> bool:
    """Whether one tells of blasts without what exploded, and the other of strikes from the air: those were heard."""
    blast, strike = (left, right) if left.family == "blast" else (right, left)
    return blast.family == "blast" and not blast.means and strike.family == "strike" and bool(strike.means)


def _is_by_police(telling: Telling) -> bool:
    """Whether it is police who take people: what they do beside a crowd they do to it."""
    keys = telling.actor.keys if telling.actor is not None and telling.family == "arrest" else ()
    return any(key == "generic.police" or key.endswith(".police") for key in keys)


def places_agree(left: PlaceReading, right: PlaceReading) -> bool:
    """Whether two places may be one: same place, same name, or one lies in the other."""
    if left.name == right.name:
        return True
    if not left.candidates or not right.candidates:
        known, unknown = (left, right) if left.candidates else (right, left)
        return bool(known.candidates) and _may_hold(known, unknown)
    a, b = left.candidates[0].place_id, right.candidates[0].place_id
    if a == b:
        return True
    gazetteer = load_gazetteer()
    first, second = gazetteer.by_id(a), gazetteer.by_id(b)
    if first.country != second.country:
        return False
    if first.kind == "country" or second.kind == "country":
        return True
    if (first.kind == "admin1" or second.kind == "admin1") and first.admin1 == second.admin1:
        return True
    around = [
        place for place, told in ((first, left), (second, right))
        if told.precision > 1 and told.list_id < 0 and seat_kind(place.place_id) == "admin1"
    ]  # fmt: skip
    if around and first.admin1 == second.admin1:
        return True  # "شرقي حمص" (east of Homs) may be any place of the governorate
    if abs(first.latitude - second.latitude) < 0.02 and abs(first.longitude - second.longitude) < 0.02:
        return not _are_two_villages(first, second)
    return a in right.parents or b in left.parents


def _are_two_villages(first: Place, second: Place) -> bool:
    """Whether near places are neighbours rather than a place and its quarter, or one under two spellings."""
    if first.kind not in _VILLAGES or second.kind not in _VILLAGES:
        return False
    sounds = [{sound_of(fold_name(name)) for name in (place.name, *place.names)} for place in (first, second)]
    return not sounds[0] & sounds[1]


def _may_hold(known: PlaceReading, unknown: PlaceReading) -> bool:
    """Whether an unknown place may lie in a known one: a unit, the area named around it, or a side of its unit."""
    place_id = known.candidates[0].place_id
    if _is_unit(place_id):
        return True
    if place_id in unknown.parents:
        return known.precision > 1 or unknown.rule == PART
    gazetteer = load_gazetteer()
    place = gazetteer.by_id(place_id)
    is_side = known.precision > 1 and known.list_id < 0 and seat_kind(place_id) == "admin1"
    around = [gazetteer.by_id(parent_id) for parent_id in unknown.parents]
    return is_side and any(area.country == place.country and area.admin1 == place.admin1 for area in around)


def _is_unit(place_id: str) -> bool:
    return load_gazetteer().by_id(place_id).kind in ("country", "admin1")


def _dates_agree(left: DateReading | None, right: DateReading | None) -> bool:
    if left is None or right is None:
        return True
    if left.value is None or right.value is None:
        return left.rule == right.rule or (left.value is None and right.value is None)
    ends = left.value_end or left.value, right.value_end or right.value
    return left.value <= ends[1] and right.value <= ends[0]


def _actors_agree(left: Party | None, right: Party | None) -> bool:
    if left is None or right is None or left.is_anaphor or right.is_anaphor:
        return True
    return any(are_compatible(a, b) for a in left.keys for b in right.keys)
