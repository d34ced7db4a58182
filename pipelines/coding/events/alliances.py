"""Allies that an article names once for a side: "operations that the Coalition carries out together with the SDF"."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.coding.actors import resolve_actor
from pipelines.coding.events.parties import Party
from pipelines.coding.events.sentence import Sentence
from pipelines.coding.events.settle import When, Where, Who


def partners(sentences: Sequence[Sentence], before: int) -> list[tuple[tuple[str, ...], Party]]:
    """Pairs (side, ally) told before a sentence: an ally is named after an associating word that follows the side."""
    found = []
    for sentence in sentences:
        if sentence.number >= before:
            break
        for marker in sentence.markers:
            if marker.value.role != "associate":
                continue
            sides = [a for a in sentence.actors if a.end <= marker.start]
            allies = [a for a in sentence.actors if 0 <= sentence.token_at(a.whole_start) - marker.last <= 1]
            if sides and allies and allies[0].keys:
                ally = Party(allies[0].keys, allies[0].start, allies[0].end, "party.known_ally")
                found.append((sides[-1].keys, ally))
    return found


def add_known_allies(
    who: Who, pairs: Sequence[tuple[tuple[str, ...], Party]], where: Where, when: When, context: Sequence[str]
) -> None:
    """Add the allies that the article named for the acting side."""
    if who.actor_party is None:
        return
    for keys, ally in pairs:
        if not set(keys) & set(who.actor_party.keys):
            continue
        actor = resolve_actor(ally.keys, where.country, when.day, context)
        known = [side.actor_id for side in (who.actor, who.target, *who.assoc_actors) if side is not None]
        if actor.actor_id not in known:
            who.assoc_actors.append(actor)
