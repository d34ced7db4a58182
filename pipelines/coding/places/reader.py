"""Places of a sentence: found, weighed against other meanings, related to each other, and each given its candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipelines.coding.places.anaphors import CAPITAL, UNIT_CAPITAL, antecedent, capital_of
from pipelines.coding.places.context import PlaceContext
from pipelines.coding.places.elsewhere import (
    WELL_KNOWN,
    is_elsewhere,
    is_namesake,
    is_of_other_section,
    names_unknown,
)
from pipelines.coding.places.lexicon import PlaceWords, place_words
from pipelines.coding.places.mention import Mention
from pipelines.coding.places.mentions import find_mentions, sounding_like
from pipelines.coding.places.passing import catch_up
from pipelines.coding.places.precision import REGION, precision_of
from pipelines.coding.places.ranking import rank
from pipelines.coding.places.relations import relate
from pipelines.coding.places.roles import find_roles
from pipelines.coding.places.sections import find_section
from pipelines.coding.places.sounding import is_spelled_so, is_unit_written_so, is_written_so
from pipelines.coding.places.trust import HOPEFUL, TRUSTED, trust, trust_in_company
from pipelines.coding.readings import PlaceCandidate, PlaceReading
from pipelines.gazetteer import Place, load_gazetteer
from pipelines.text.tokens import Tokens


def read_places(
    tokens: Tokens,
    language: str,
    context: PlaceContext,
    taken: Sequence[tuple[int, int]] = (),
    origins: Sequence[int] = (),
) -> list[PlaceReading]:
    """The places named in tokens of normalised text, in order.

    `taken` are spans that other readers hold (actors, dates): no place begins inside one. `origins` are tokens at which
    a phrase of origin ends ("ينحدر من", comes from): a place right there is no location. Raises SchemaError.
    """
    found = mentions_in(tokens, language, context, taken)
    if not found:
        return []
    context.get_ready()
    mentions = settle_mentions(found, tokens, language, context, origins)
    if not mentions:
        return []
    heading = find_section(mentions, tokens, place_words(language), context)
    areas = _areas(mentions, context) or ([context.section] if context.section is not None else [])
    readings = []
    for mention in mentions:
        if mention is heading and context.section is not None:
            readings.append(_of_section(mention, tokens, context.section))
            continue
        if mention.anaphor:
            reading = _anaphor(mention, tokens, language, context)
        else:
            reading = _reading(mention, tokens, context, areas)
        if reading is not None:
            readings.append(reading)
            if reading.role in ("location", "modifier"):
                context.add(reading)
    return _with_list_units(readings)


def mentions_in(
    tokens: Tokens, language: str, context: PlaceContext, taken: Sequence[tuple[int, int]] = ()
) -> list[Mention]:
    """All that may be names of places in tokens, nothing decided; what the look over the article found, or will need,
    is not looked for twice."""
    found = context.known_mentions(tokens)
    if found is None and context.look is not None:
        found = context.keep_mentions(tokens, find_mentions(tokens, language))
    if found is None or _overlap(found, tokens, taken):
        found = find_mentions(tokens, language, taken)
    return found


def _overlap(found: Sequence[Mention], tokens: Tokens, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether another reader holds a word of a mention: it must be looked for anew then."""
    spans = [(tokens.starts[mention.first], tokens.ends[mention.last - 1]) for mention in found] if taken else []
    return any(start < last and first < end for start, end in spans for first, last in taken)


def _of_section(heading: Mention, tokens: Tokens, unit: Place) -> PlaceReading:
    """The unit of a heading: where an act is told to be whose own words name no place."""
    start = tokens.starts[heading.name_first] + len(heading.name_proclitic)
    return PlaceReading(
        start, tokens.ends[heading.last - 1], heading.name, None, REGION, "location",
        (PlaceCandidate(unit.place_id, 0.0),), heading.name_proclitic, "place.section",
    )  # fmt: skip


def _with_list_units(readings: list[PlaceReading]) -> list[PlaceReading]:
    """Unknown members of a list, about whose area the words say nothing, lie in the unit of its known ones."""
    units: dict[int, set[str]] = {}
    for reading in readings:
        if reading.list_id >= 0 and reading.candidates:
            units.setdefault(reading.list_id, set()).add(_unit_id(reading))
    return [
        replace(reading, parents=tuple(units[reading.list_id]))
        if not reading.candidates and not reading.parents and len(units.get(reading.list_id, ())) == 1
        else reading
        for reading in readings
    ]


def _unit_id(reading: PlaceReading) -> str:
    """The first-level unit of a known place; the place itself where it lies in none."""
    place = load_gazetteer().by_id(reading.candidates[0].place_id)
    units = load_gazetteer().admin1_units(place.country)
    return next((unit.place_id for unit in units if unit.admin1 == place.admin1), place.place_id)


def settle_mentions(
    found: Sequence[Mention], tokens: Tokens, language: str, context: PlaceContext, origins: Sequence[int] = ()
) -> list[Mention]:
    """Those of the mentions that are places here, related to each other, with their roles."""
    if not found:
        return []
    words = place_words(language)
    for mention in found:
        if mention.alike is not None and is_unit_written_so(mention, context):
            mention.entry = mention.alike
        mention.trust = trust(mention, tokens, words, language, context)
        if mention.trust < HOPEFUL and names_unknown(mention):
            mention.entry, mention.trust = None, TRUSTED
    hopeful = [mention for mention in found if mention.trust >= HOPEFUL or mention.is_member]  # a list goes on past it
    if not hopeful:
        return []
    find_roles(hopeful, tokens, words, origins)
    related = relate([mention for mention in hopeful if mention.role != "person"], tokens, words)
    return _trusted(related, words)


def _trusted(mentions: Sequence[Mention], words: PlaceWords) -> list[Mention]:
    """What lists and parents leave of the hopeful mentions; the parent of a dropped one stands for itself."""
    lists = frozenset(m.list_id for m in mentions if m.list_id >= 0 and m.trust >= TRUSTED)
    for mention in mentions:
        if not mention.is_parent and trust_in_company(mention, lists) < TRUSTED and names_unknown(mention):
            mention.entry, mention.trust = None, TRUSTED  # another village of a name that is known elsewhere
    kept = [m for m in mentions if m.is_parent or trust_in_company(m, lists) >= TRUSTED]
    heads = {id(area) for m in kept if _is_bounded(m) for parent in m.parents for area in (parent, *parent.siblings)}
    for mention in kept:
        if mention.is_parent and id(mention) not in heads:
            mention.is_parent = False
    return [m for m in kept if m.is_parent or m.trust >= TRUSTED or trust_in_company(m, lists) >= TRUSTED]


def _is_bounded(mention: Mention) -> bool:
    """Whether the place told around a mention is no place of its own: not behind somebody's title ("the mayor of
    Muqdadiya in the governorate of Diyala")."""
    return not mention.is_parent and mention.role != "organisation"


def _areas(mentions: Iterable[Mention], context: PlaceContext) -> list[Place]:
    """The units that the sentence names outright; they bound its places without a parent."""
    areas: list[Place] = []
    for mention in mentions:
        if mention.entry is None or mention.role in ("organisation", "dateline"):
            continue
        is_told = any(q.place_class in ("unit", "countryside") for q in mention.qualifiers)
        first = mention.entry.places[0]
        if first.kind == "admin1" or (is_told and any(p.kind == "admin1" for p in mention.entry.places)):
            areas.extend(p for p in mention.entry.places if p.kind == "admin1" and context.is_plausible(p.country))
    return areas


def _reading(mention: Mention, tokens: Tokens, context: PlaceContext, areas: Sequence[Place]) -> PlaceReading | None:
    if mention.entry is None and mention.alike is not None and is_written_so(mention, context, areas):
        mention.entry = mention.alike
    candidates = rank(mention, context, areas)
    if candidates and (
        is_elsewhere(mention, candidates, context)
        or is_of_other_section(mention, candidates, context)
        or (bool(tokens.capitals) and is_namesake(mention, candidates, context, areas))
    ):
        mention.entry, candidates = None, []
        if not mention.parents:
            mention.parents, mention.is_lent = mention.lenders, bool(mention.lenders)
    if mention.entry is None and is_spelled_so(mention, sounding_like(mention.name), context, areas):
        mention.entry = sounding_like(mention.name)
        candidates = rank(mention, context, areas)
    place = load_gazetteer().by_id(candidates[0].place_id) if candidates else None
    capital = place.capital_id if place is not None and any("capital" in q.kinds for q in mention.qualifiers) else None
    if capital is not None:  # "the capital of Yemen"
        place, candidates = load_gazetteer().by_id(capital), [PlaceCandidate(capital, 0.0)]
    elif place is None and (seat := _seat_told(mention, context)) is not None:
        place, candidates = seat, [PlaceCandidate(seat.place_id, 0.0)]
    outer = [area for parent in mention.parents if (area := _area_of(parent, context, tokens)) is not None]
    if place is None and not outer:
        outer = [area.place_id for area in areas[:1]]
    role = "modifier" if mention.is_parent and mention.role == "location" else mention.role
    if place is not None and place.kind == "country" and role == "location":
        role = "country"
    glued = mention.proclitic if mention.first != mention.name_first else mention.name_proclitic
    return PlaceReading(
        start=tokens.starts[mention.first] + len(glued),
        end=tokens.ends[mention.last - 1],
        name=mention.name,
        qualifier=mention.qualifiers[0].qualifier_id if mention.qualifiers else None,
        precision=precision_of(mention.qualifiers, place),
        role=role,
        candidates=tuple(candidates),
        proclitic=glued,
        rule=_rule(mention),
        parents=tuple(outer),
        list_id=mention.list_id,
        is_by_town=any(_is_town(parent) for parent in mention.parents),
    )


def _seat_told(mention: Mention, context: PlaceContext) -> Place | None:
    """The capital that an unknown name is said to be ("Jalalkot, the capital of Nangarhar"): written otherwise."""
    told = mention.parents[0] if mention.parents and not mention.is_lent else None
    if told is None or not any("capital" in q.kinds for q in told.qualifiers):
        return None
    ranked = rank(told, context)
    area = load_gazetteer().by_id(ranked[0].place_id) if ranked else None
    return load_gazetteer().by_id(area.capital_id) if area is not None and area.capital_id is not None else None


def _area_of(parent: Mention, context: PlaceContext, tokens: Tokens) -> str | None:
    """The place that a parent means, also one that an anaphor stands for ("east of the city"); where capitals tell
    names, none in a country that the article is not about."""
    if parent.anaphor is not None:
        catch_up(context, read_places)
        known = antecedent(parent.anaphor, context)
        return known.candidates[0].place_id if known is not None and known.candidates else None
    ranked = rank(parent, context)
    if not ranked:
        return None
    best = load_gazetteer().by_id(ranked[0].place_id)
    is_namesake = bool(tokens.capitals) and best.population < WELL_KNOWN and not context.is_plausible_for(best)
    return None if is_namesake else best.place_id


def _is_town(parent: Mention) -> bool:
    """Whether the words name a town and no unit that may be called like it ("near the city of Homs", "near Homs")."""
    return parent.anaphor is not None or any(q.place_class in ("settlement", "near") for q in parent.qualifiers)


def _rule(mention: Mention) -> str:
    if mention.entry is not None:
        return "place.named"
    return "place.unknown.part" if any(q.is_part for q in mention.qualifiers) else "place.unknown"


def _anaphor(mention: Mention, tokens: Tokens, language: str, context: PlaceContext) -> PlaceReading | None:
    """The place of a kind that was named last, under the words that stand for it here."""
    anaphor = mention.anaphor
    assert anaphor is not None
    if anaphor.kinds in (CAPITAL, UNIT_CAPITAL):
        known = capital_of(mention, tokens, language, context)
    else:
        catch_up(context, read_places)
        known = antecedent(anaphor, context)
    if known is None:
        return None
    sides = [q.precision for q in mention.qualifiers]
    return PlaceReading(
        start=tokens.starts[mention.first] + len(mention.proclitic), end=tokens.ends[mention.last - 1], name=known.name,
        qualifier=mention.qualifiers[0].qualifier_id if mention.qualifiers else anaphor.anaphor_id,
        precision=max(anaphor.precision, *sides) if sides else anaphor.precision,
        role="modifier" if mention.is_parent else "anaphor",
        candidates=known.candidates, proclitic=mention.proclitic, rule="place.anaphor", parents=known.parents,
        is_by_town=known.is_by_town,
    )  # fmt: skip
