"""Stable ids of a report's rows: functions of what they point to, so that a rerun gives the same."""

from __future__ import annotations

import hashlib


def row_id(*parts: object) -> str:
    """A 16-digit id of the parts (BLAKE2b over their text)."""
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).hexdigest()
