"""One number for what a fact says, the same in every process."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from typing import Any


def digest(said: Any) -> int:
    """64 bits of a hash over bytes, or over the words of anything `plain` gives."""
    content = said if isinstance(said, bytes) else repr(said).encode()
    return int.from_bytes(hashlib.blake2b(content, digest_size=8).digest(), "big", signed=True)


def plain(said: Any) -> Any:
    """Declared things as nested tuples whose `repr` is always the same; sets and mappings in the order of their names.

    Raises TypeError for anything that might not be.
    """
    if said is None or isinstance(said, str | int | float | bytes | dt.date):
        return said
    if is_dataclass(said) and not isinstance(said, type):
        return (type(said).__name__, *(plain(getattr(said, field.name)) for field in fields(said)))
    if isinstance(said, Mapping):
        return tuple(sorted((str(key), plain(value)) for key, value in said.items()))
    if isinstance(said, Set):
        return tuple(sorted(map(str, said)))
    if isinstance(said, list | tuple):
        return tuple(plain(part) for part in said)
    raise TypeError(f"no digest is known for {type(said).__name__}")
