"""What stands behind the words for actors: the actors that they name, and those that stand for them somewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from pipelines.coding.events.sides import side_of_class
from pipelines.coding.events.tellings import GENERIC_SIDES
from pipelines.coding.facts.digests import digest, plain
from pipelines.lexicon.actor_words import GenericWord, ModifierWord, NamedWord, NounWord
from pipelines.lexicon.actors import Register
from pipelines.lexicon.triggers import Trigger, TriggerForm

_SHAPE = tuple(field.name for field in fields(TriggerForm) if field.name != "trigger")


class Sides:
    """Lexicon entries with all of the register that coding can come upon through them."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._known: dict[str, int] = {}
        self._triggers: dict[int, int] = {}

    def said(self, entry: Any) -> Any:
        """An entry, and the actors or unnamed sides to which it leads."""
        if isinstance(entry, TriggerForm):
            return (self._trigger(entry.trigger), *(getattr(entry, name) for name in _SHAPE))
        leads_to: tuple[str | None, ...] = ()
        if isinstance(entry, NamedWord):
            leads_to = (entry.actor_id,)
        elif isinstance(entry, NounWord):
            leads_to = (entry.alone, entry.fallback)
        elif isinstance(entry, ModifierWord):
            leads_to = (entry.generic,)
        elif isinstance(entry, GenericWord):
            leads_to = (entry.side,)
        return (plain(entry), *(self._side(key) for key in leads_to if key is not None))

    def nameless(self) -> Any:
        """What coding comes upon without a word that leads there: the unnamed sides as such, and the forces of states,
        which a country alone brings up."""
        register = self._register
        forces = {key for keys in register.state_forces.values() for key in keys}
        unnamed = {*GENERIC_SIDES, *(side.party for side in side_of_class().values() if side.party is not None)}
        whole: tuple[Mapping[Any, Any], ...] = (
            register.generics, register.state_forces, register.country_of_code
        )  # fmt: skip
        return (*(_by_name(part) for part in whole), *(self._side(key) for key in sorted(forces | unnamed)))

    def _side(self, key: str) -> int:
        """An actor; for an unnamed side also the actors that stand for it in some country."""
        if key not in self._known:
            register = self._register
            said = plain(register.actors.get(key))
            if key in register.generics:
                generic = register.generics[key]
                stand_ins = sorted({i for ids in generic.by_country.values() for i in ids})
                said = (plain(generic), *(plain(register.actors[i]) for i in stand_ins))
            self._known[key] = digest(said)
        return self._known[key]

    def _trigger(self, trigger: Trigger) -> int:
        if id(trigger) not in self._triggers:  # one object for all its forms, which the matcher keeps alive
            self._triggers[id(trigger)] = digest(plain(trigger))
        return self._triggers[id(trigger)]


def _by_name(declared: Mapping[Any, Any]) -> Any:
    return plain({str(key): said for key, said in declared.items()})
