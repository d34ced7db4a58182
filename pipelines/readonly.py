"""Values that nobody changes, at the price of those that somebody may."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Class = TypeVar("Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def readonly(cls: type[Class]) -> type[Class]:
    """A dataclass with slots, compared and hashed by its fields, which the type checker lets nobody set.

    Unlike `dataclass(frozen=True)` nothing watches over it while the program runs, so that making one costs a quarter:
    for what is made by the hundred for each article.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
