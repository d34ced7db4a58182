"""Verbs that "and" joins to another, and the subject that they share."""

from __future__ import annotations

from dataclasses import replace

from pipelines.coding.events.drafts import Telling
from pipelines.coding.events.parties import Party
from pipelines.coding.events.tellings import RIOT


def with_subject(telling: Telling, before: Telling | None) -> Telling:
    """A verb that "and" joins to another goes on with its subject ("هاجموا القرية ونهبوا المنازل", they attacked the
    village and looted the houses). `before` is what was told last."""
    form, main = telling.main.value, telling.main
    joins = telling.sentence.language.conjunctions
    is_joined = form.part == "verb" and bool(main.proclitic) and main.proclitic in joins
    if telling.actor is not None or not is_joined or form.trigger.is_passive or form.voice == "passive":
        return telling
    if before is None or before.sentence is not telling.sentence or not _has_subject_behind(before):
        return telling
    shared = replace(telling, actor=before.actor)
    if _is_crowd(before.actor) and telling.family in ("loot", "assault"):
        shared.family, shared.sub_event_type, shared.type_rule = "riot", RIOT, "type.riot.destroys"
    return shared


def _has_subject_behind(telling: Telling) -> bool:
    """Whether a telling's main words are a verb, be it in a set phrase that its doer follows at once."""
    main, actor = telling.main, telling.actor
    if main.value.part != "phrase" or actor is None:
        return main.value.part == "verb"
    return telling.sentence.token_at(actor.start) == main.last


def _is_crowd(party: Party | None) -> bool:
    return party is not None and bool(party.keys) and party.keys[0] in ("generic.protesters", "generic.rioters")
