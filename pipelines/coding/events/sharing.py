"""What the incidents of one article lend each other: the doer of strikes alike, the enemy of one who fights on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.coding.events.drafts import Draft, Telling
from pipelines.coding.events.parties import Party
from pipelines.lexicon.actors import load_register

_MOVES = frozenset({"movement", "base", "withdraw"})  # whose military things are their own
_TWO_SIDED = frozenset({"clash", "assault", "territory"})  # families in which somebody armed is on the other side


def share_sides(drafts: Sequence[Draft], totals: Sequence[Telling] = ()) -> None:
    """Fill in sides that an incident's own words leave open and that the rest of the article, its totals included,
    settles."""
    told = [*drafts, *(Draft([total], None) for total in totals)]
    _share_striker(drafts, told)
    _share_enemy(drafts, told)


def _share_striker(drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Strikes of which the text names no doer, in an article where one side alone strikes in that way, are that side's.
    `told` are the incidents and the totals ("carried out 20 raids in two countries")."""
    strikes = [d for d in drafts if d.typed().family == "strike" and not d.is_background]
    for sub_event_type in {d.typed().sub_event_type for d in strikes}:
        alike = [d for d in told if d.typed().sub_event_type == sub_event_type and not d.is_background]
        doers = [party for party in (d.actor() for d in alike) if party is not None and not party.is_anaphor]
        if len({party.keys for party in doers}) == 1 and not doers[0].keys[0].startswith("generic."):
            for draft in strikes:
                if draft.typed().sub_event_type == sub_event_type:
                    draft.carried_actor = draft.carried_actor or doers[0]


def _share_enemy(drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Who fights, or hits what is military, without a word against whom fights the one side that the article has it
    fight elsewhere."""
    for draft in drafts:
        actor = draft.actor()
        if draft.is_background or draft.target() is not None or not _is_named(actor) or not _has_armed_target(draft):
            continue
        enemies = {party.keys: party for party in _enemies(draft, told)}
        if len(enemies) == 1:
            draft.carried_target = next(iter(enemies.values()))


def _has_armed_target(draft: Draft) -> bool:
    family = draft.typed().family
    return family in _TWO_SIDED or (family not in _MOVES and any(t.hits_military for t in draft.tellings))


def _enemies(draft: Draft, drafts: Sequence[Draft]) -> Iterator[Party]:
    """The named sides that the doer of an incident and its partners act against, or that act against them; a name may
    mean several sides until the place decides."""
    doer = draft.actor()
    partners = [party for telling in draft.tellings if telling.actor is doer for party in telling.assoc_actors]
    own = {key for party in (doer, *partners) if party is not None and _is_named(party) for key in party.keys}
    for draft in drafts:
        actor, target = draft.actor(), draft.target()
        if actor is None or target is None or not _is_named(target) or not _is_named(actor):
            continue
        if not own.isdisjoint(actor.keys):
            yield target
        elif not own.isdisjoint(target.keys):
            yield actor


def _is_named(party: Party | None) -> bool:
    """Whether a party is one side and no other, by its name or by what the words mean in a country ("the army")."""
    if party is None or not party.keys or party.is_anaphor:
        return False
    side = load_register().generics.get(party.keys[0])
    return side is None or side.service is not None or bool(side.by_country)
