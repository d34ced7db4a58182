"""What a word may open, as bits of one number: each bit tells one reader that it need not look at the other words."""

from __future__ import annotations

TRIGGER, MARKER, CUE, WEAPON, ACTOR, ROLE, NUMBER, FIGURE, DATE = (1 << place for place in range(9))
PLACE_NAME, PLACE_HEAD, PLACE_INTRODUCER, PLACE_BEHIND, PLACE_CUE = (1 << place for place in range(9, 14))
PLACE = PLACE_NAME | PLACE_HEAD | PLACE_INTRODUCER | PLACE_BEHIND
