"""Losses denied for what was told before: "the shelling caused no casualties", "all the sites hit were checked, nobody
was hurt"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.coding.events.drafts import Draft
from pipelines.coding.events.sentence import Sentence
from pipelines.coding.events.uncounted import Toll

_HIT = frozenset({"strike", "blast", "attack", "assault", "clash", "disrupt"})  # what may hurt people
_NEAR = 1  # sentences between an act and the denial of its losses


def deny_losses(sentence: Sentence, drafts: Sequence[Draft], names_none: bool) -> None:
    """Give the incidents of which a sentence says so a toll of none: all told before when it speaks of all the sites,
    else, if it tells no act itself (`names_none`), those of the sentence before. Known tolls stay."""
    none = _none_told(sentence)
    if none is None:
        return
    everywhere = sentence.has_cue("everywhere")
    if not everywhere and (not names_none or any(p.role == "location" for p in sentence.places)):
        return
    for draft in drafts:
        last = draft.tellings[-1]
        is_near = sentence.number - last.sentence.number <= _NEAR and not last.is_background
        if draft.is_background or draft.typed().family not in _HIT or not (everywhere or is_near):
            continue
        if not any("killed" in t.tolls or "injured" in t.tolls for t in draft.tellings):
            draft.tellings.append(replace(
                last, sentence=sentence, date=None, tolls={"killed": none, "injured": none},
            ))  # fmt: skip


def _none_told(sentence: Sentence) -> Toll | None:
    """The words that deny losses: a cue, or a count of nobody."""
    cue = next((c for c in sentence.cues if c.value.role == "no_losses"), None)
    if cue is not None:
        return Toll(0, 0, 0, False, cue.start, cue.end, "toll.none")
    zero = next((c for c in sentence.counts if c.rule == "count.zero" and c.number is not None), None)
    return Toll(0, 0, 0, False, zero.start, zero.end, "toll.none") if zero is not None else None
