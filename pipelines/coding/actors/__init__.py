"""Actors: finding them in a text, and deciding who they are in a country on a day."""

from pipelines.coding.actors.reader import read_actors
from pipelines.coding.actors.resolver import (
    ResolvedActor,
    actor_families,
    actor_family,
    are_compatible,
    generic_actor,
    resolve_actor,
)

__all__ = [
    "ResolvedActor",
    "actor_families",
    "actor_family",
    "are_compatible",
    "generic_actor",
    "read_actors",
    "resolve_actor",
]
