"""How the places of a sentence belong together: which is the area around which, and which form a list.

place  := mention (alias)? (link? parent)*      parent: a unit, side, countryside or town that bounds the place
list   := place ((mark | joined) place)*        parents told last hold for all members without parents
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.coding.places.lexicon import AREA_CLASSES, PlaceWords
from pipelines.coding.places.mention import LIST_MARKS, QUOTES, Mention
from pipelines.coding.places.precision import REGION
from pipelines.gazetteer import Place
from pipelines.text.tokens import Tokens

_DOUBTFUL = ("common_word", "everyday_word", "guessed_spelling", "person_name")  # why a name may be none
HOMONYMS = 40  # places of one name that are looked at
_TOWNS = ("city", "town", "village")
_VILLAGE = 15_000  # people below which a place is told with its unit, not listed beside one
_LONGEST_LINK = 3  # tokens between a place and its parent
_LONGEST_AWAY = 6  # tokens between a place and how far it is from another ("X, a small town 40 km east of Y")


def relate(mentions: Sequence[Mention], tokens: Tokens, words: PlaceWords) -> list[Mention]:
    """Fill in parents and list ids; a second name of the same place ("عين العرب (كوباني)") is taken into the first.

    Returns the mentions that stand for a place of their own.
    """
    kept: list[Mention] = []
    head: Mention | None = None
    tail: Mention | None = None
    list_id = 0
    for mention in mentions:
        if tail is None or head is None:
            kept, head, tail = [*kept, mention], mention, mention
            continue
        between = tokens.words[tail.last : mention.first]
        if _is_alias(tail, mention, between, tokens):
            tail.last = mention.last
            tail.entry = tail.entry or mention.entry
            continue
        kept.append(mention)
        if _is_spot_on_road(head, mention, between, words):
            _pass_by(head, kept[:-1])
            head = mention
        elif _owns(tail, mention, between, words) or _narrows(tail, mention, between, words):
            tail.is_parent = True
            mention.parents.append(tail)
            head = mention
        elif words.has_comma_parents and _bounds(head, tail, mention, between):
            mention.is_parent = True
            head.parents.append(mention)
        elif _is_listed(head, tail, mention, between, words):
            if tail.is_parent and _is_alike(tail, mention):
                tail.siblings.append(mention)
                mention.is_parent = True
                continue
            if head.list_id < 0:
                head.list_id, list_id = list_id, list_id + 1
            _enlist(mention, head, between)
            head = mention
        elif _is_parent(tail, mention, between, words):
            mention.is_parent = True
            head.parents.append(mention)
        else:
            head = mention
        tail = mention
    _share_parents(kept)
    if words.has_loose_parents:
        _lend_parents(kept)
    else:
        _lend_towns(kept)
    return kept


def _pass_by(head: Mention, before: Sequence[Mention]) -> None:
    """The ends of a road are not where it happened when a spot on it is told."""
    for end in before:
        is_end = end is head or (head.list_id >= 0 and end.list_id == head.list_id)
        end.role = "modifier" if is_end and end.role == "location" else end.role


def _enlist(mention: Mention, head: Mention, between: Sequence[str]) -> None:
    """Let a name go on the list of the one before it, with that one's qualifiers; the second of a pair is no place."""
    mention.list_id = head.list_id
    if not mention.qualifiers and not _is_one_part(head):
        mention.qualifiers = list(head.qualifiers)
    if _is_end_of_pair(head, mention) or _is_end_of_road(head, between):
        mention.role = "modifier"


def _lend_towns(mentions: Sequence[Mention]) -> None:
    """A street, square or building without a parent lies in the town told before it, else in the one told behind it."""
    for place, mention in enumerate(mentions):
        if mention.parents or mention.is_parent or mention.anaphor or not any(q.is_part for q in mention.qualifiers):
            continue
        near = [*reversed(mentions[:place]), *mentions[place + 1 :]]
        mention.parents = [m for m in near if m.entry is not None and m.role == "location" and _is_town(m)][:1]


def _is_town(mention: Mention) -> bool:
    """Whether a mention is surely a settlement: no quarter, and no word that mostly means something else ("شهداء",
    martyrs)."""
    return (
        not any(q.is_part for q in mention.qualifiers)
        and mention.entry is not None
        and (mention.entry.reason not in _DOUBTFUL or bool(mention.qualifiers or mention.proclitic))
        and any(p.kind in _TOWNS for p in mention.entry.places)
    )


def _is_spot_on_road(road: Mention, spot: Mention, between: Sequence[str], words: PlaceWords) -> bool:
    """Whether the words tell where on a road it happened ("on the road Aleppo - Damascus near Saraqib")."""
    first = spot.qualifiers[0] if spot.qualifiers else None
    if first is None or first.is_road or spot.entry is None or not any(q.is_road for q in road.qualifiers):
        return False
    is_near = first.place_class == "near" and first.number == "one"
    return is_near and all(word in words.locatives for word in between)


def _is_one_part(mention: Mention) -> bool:
    """Whether a mention is a single quarter, street or building: what follows it is no other ("a school, Sarmin")."""
    return mention.number == "one" and any(q.is_part for q in mention.qualifiers)


def _lend_parents(mentions: Sequence[Mention]) -> None:
    """Unknown places without parents lie in the known place named next to them, first the one behind."""
    for place, mention in enumerate(mentions):
        if mention.parents or mention.is_parent or mention.anaphor is not None:
            continue
        mention.lenders = _lenders(mention, (*mentions[place + 1 :], *reversed(mentions[:place])))
        if mention.entry is None:
            mention.parents, mention.is_lent = mention.lenders, bool(mention.lenders)


def _lenders(mention: Mention, near: Sequence[Mention]) -> list[Mention]:
    """Of the places named next to an unknown one that in which it likely lies: a town before the unit around that."""
    known = [m for m in near if m.entry is not None and m.role == "location"]
    if not any(q.place_class == "unit" for q in mention.qualifiers):
        known = [m for m in known if not m.is_parent] or known
        known = [m for m in known if not _is_wide_area(m)] or known
    return known[:1]


def _is_wide_area(mention: Mention) -> bool:
    return mention.entry is not None and mention.entry.places[0].kind in ("country", "admin1")


def _owns(left: Mention, right: Mention, between: Sequence[str], words: PlaceWords) -> bool:
    """Whether the left place is the area in which the right one lies ("Pakistan's Punjab province")."""
    if len(between) != 1 or between[0] not in words.owner_links or left.anaphor or right.anaphor:
        return False
    if left.entry is None or left.role in ("organisation", "dateline"):
        return False
    return any(p.is_unit or p.kind in ("city", "town") for p in left.entry.places[:HOMONYMS])


def _narrows(left: Mention, right: Mention, between: Sequence[str], words: PlaceWords) -> bool:
    """Whether a place is told within the unit told right before it ("in the governorate of Dhi Qar in the city of
    Nasiriyah"): the narrower one is where it happened."""
    if left.entry is None or right.entry is None or left.is_parent or not _is_wide(left) or _is_wide(right):
        return False
    links = [w for w in between if w not in (*QUOTES, "،", ",")]
    if len(links) > 1 or any(w not in words.locatives for w in links):
        return False
    told = right.qualifiers[0] if right.qualifiers else None
    is_spot = told is not None and (told.place_class in ("settlement", "near") or told.precision == 1)
    if not is_spot or (right.proclitic and right.proclitic in words.conjunctions):
        return False
    units = {(p.iso, p.admin1) for p in left.entry.places[:HOMONYMS] if p.kind == "admin1"}
    return any(p.kind in _TOWNS and (p.iso, p.admin1) in units for p in right.entry.places[:HOMONYMS])


def _is_end_of_pair(head: Mention, mention: Mention) -> bool:
    """Whether a name is the other end of what lies between two ("بين ترمانين والدانا"): coded at the first alone."""
    return (
        any(q.place_class == "near" and q.number == "two" for q in head.qualifiers) and head.list_id == mention.list_id
    )


def _is_end_of_road(head: Mention, between: Sequence[str]) -> bool:
    """Whether a dash leads to the other end of a road ("طريق السخنة - دير الزور"): coded at the first alone."""
    return "-" in between and any(q.is_road for q in head.qualifiers)


def _share_parents(mentions: Sequence[Mention]) -> None:
    """Members of a list without parents have those of the next member that has some, but for "east of the city"."""
    parents: dict[int, list[Mention]] = {}
    for mention in reversed(mentions):
        if mention.list_id < 0 or mention.is_parent:
            continue
        if mention.parents:
            parents[mention.list_id] = [parent for parent in mention.parents if parent.anaphor is None]
        else:
            mention.parents = list(parents.get(mention.list_id, ()))


def _is_alias(left: Mention, right: Mention, between: Sequence[str], tokens: Tokens) -> bool:
    """Whether the right name stands in brackets or behind a stroke and means the same place as the left one."""
    if not between or any(w not in (*QUOTES, "/", "-") for w in between) or right.proclitic:
        return False
    if left.entry is None or right.entry is None:
        return left.entry is None and right.entry is not None and between[0] == "(" and not right.qualifiers
    own = {place.place_id for place in left.entry.places}
    return bool(own & {place.place_id for place in right.entry.places})


def _is_listed(head: Mention, tail: Mention, right: Mention, between: Sequence[str], words: PlaceWords) -> bool:
    """Whether the right place goes on the list of the left one."""
    marks = [w for w in between if w not in QUOTES and w not in words.list_words]
    joined = (right.proclitic in words.conjunctions and right.proclitic != "") or words.list_words.intersection(
        between
    ) != set()
    if any(w not in LIST_MARKS for w in marks) or head.anaphor or right.anaphor:
        return False
    if not marks and not joined:
        return False
    if joined:
        return True
    if right.qualifiers and (
        right.qualifiers[0].place_class in ("countryside", "near", "direction", "unit") or tail.is_parent
    ):
        return False
    return not tail.is_parent and not _contains(right, tail) and right.proclitic == ""


def _bounds(head: Mention, tail: Mention, right: Mention, between: Sequence[str]) -> bool:
    """Whether a place behind a comma or bracket is the area around the one before ("Mastung, Balochistan")."""
    if not between or any(w not in (",", "(", "-", "[") for w in between) or right.entry is None or right.anaphor:
        return False
    if head.entry is None or _is_village_before_unit(head, right):
        return True
    areas = [place for place in right.entry.places[:HOMONYMS] if place.is_unit or place.kind in ("city", "town")]
    inner = [place for told in (head, tail) if told.entry is not None for place in told.entry.places[:HOMONYMS]]
    return any(_is_around(area, place) for area in areas for place in inner)


def _is_village_before_unit(left: Mention, right: Mention) -> bool:
    """Whether a small place stands before a first-level unit of its country ("Petrivka, Luhansk"): it lies there,
    also when only its namesakes elsewhere are known."""
    assert left.entry is not None
    assert right.entry is not None
    units = {place.iso for place in right.entry.places[:1] if place.kind == "admin1" or place.capital_of}
    inner = left.entry.places[:HOMONYMS]
    return any(place.iso in units for place in inner) and all(
        not place.is_unit and place.kind != "country" and place.population < _VILLAGE for place in inner
    )


def _is_around(area: Place, place: Place) -> bool:
    if area.iso != place.iso or area.place_id == place.place_id:
        return False
    if area.kind == "country":
        return True
    if area.kind == "admin1":
        return place.kind != "admin1" and place.admin1 == area.admin1
    return (place.kind not in ("admin1", area.kind) and area.place_id in (place.capital_id, *place.capital_of)) or (
        area.kind == "admin2"
        and not place.is_unit
        and place.admin1 == area.admin1
        and place.admin2 in (None, area.admin2)
    )


def _is_alike(left: Mention, right: Mention) -> bool:
    """Whether a place joined to a parent is another parent ("بريفي حلب وإدلب") rather than a member of the list."""
    if right.qualifiers and (not left.qualifiers or right.qualifiers[0].place_class != left.qualifiers[0].place_class):
        return False
    if left.qualifiers and left.qualifiers[0].number == "two":
        return True
    return all(m.entry is not None and any(p.kind == "admin1" for p in m.entry.places) for m in (left, right))


def _contains(area: Mention, inner: Mention) -> bool:
    """Whether a name may be a unit or country around another ("دمشق، سوريا")."""
    if area.entry is None or inner.entry is None:
        return False
    units = [p for p in area.entry.places if p.kind in ("country", "admin1")]
    return any(
        p.iso == unit.iso and unit.kind == "country" and p.kind != "country"
        for unit in units
        for p in inner.entry.places
    )


def _is_parent(left: Mention, right: Mention, between: Sequence[str], words: PlaceWords) -> bool:
    """Whether the right place bounds the left one: right behind it, told as a unit, side, countryside or town."""
    if right.is_measured and right.entry is not None and not left.is_measured:
        return len(between) <= _LONGEST_AWAY and left.role == "location"
    if len(between) > _LONGEST_LINK or (left.entry is not None and left.entry.places[0].kind == "country"):
        return False  # nothing lies around a country ("the south Yemen port of Aden")
    if right.anaphor:  # "the village of X, east of the city"
        told = {q.place_class for q in right.qualifiers}
        return left.entry is None and left.anaphor is None and not between and bool(told & {"near", "direction"})
    if left.anaphor is not None and left.anaphor.precision == REGION:
        return False  # "the seat of the governorate in the city of Aleppo"
    links = [w for w in between if w not in QUOTES and w not in ("،", ",")]
    if any(words.parent_links.at([w], 0) is None and w not in words.locatives for w in links):
        return False
    if right.entry is None:
        around = ("unit",) if left.entry is not None else ("unit", "settlement", "feature")
        is_area = bool(right.qualifiers) and right.qualifiers[0].place_class in around
        return is_area and (bool(links) or right.proclitic in words.locative_proclitics)
    is_area = any(p.is_unit or p.kind in ("city", "town", "area", "mountain", "village") for p in right.entry.places)
    if not is_area:
        return False
    if any(p.kind == "country" for p in right.entry.places[:1]):
        return not any(q.place_class == "near" for q in right.qualifiers)  # "near the border with Nigeria"
    if right.proclitic in words.conjunctions and right.proclitic:
        return False
    if (
        not between
        and right.entry.places[0].kind in ("admin1", "admin2", "area")
        and " " in right.name
        and not _is_wide(left)
    ):
        return True
    if right.qualifiers:
        outer = right.qualifiers[0].place_class
        if outer == "settlement" and _is_wide(right):
            return True  # "عاصمة محافظة أبين" (the capital of Abyan governorate), in apposition
        is_told = right.proclitic != "" or bool(links) or outer in (*AREA_CLASSES, "direction", "near")
        return is_told and outer != "feature"
    if _is_wide(left) and not _is_wide(right):
        return False
    return right.proclitic in words.locative_proclitics or bool(links) or "(" in between


def _is_wide(mention: Mention) -> bool:
    """Whether a mention is told as a unit or countryside, within which nothing smaller can be its parent."""
    return any(q.place_class in AREA_CLASSES for q in mention.qualifiers)
