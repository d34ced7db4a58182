"""One spelling per word, with the way back to the raw text.

Only two kinds of change are made, so that the way back stays cheap: letters replaced one for one, and spans removed.
Which ones is data of the language (`schemas/lexicons/<lang>/language.yml`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.readonly import readonly
from pipelines.text.offsets import OffsetMap


@dataclass(frozen=True)
class Folding:
    """How one language's spellings are made one.

    `letters` maps single characters to single characters. `removals` is a pattern of spans to drop; `repairs` are
    patterns (applied first, on the folded text) whose match is replaced by a text of the same length, such as "د1عش" →
    "داعش". `across` are those of the patterns that look across a space, from one word into the next.
    """

    letters: Mapping[int, str]
    removals: re.Pattern[str] | None = None
    repairs: tuple[tuple[re.Pattern[str], Mapping[int, str]], ...] = ()
    across: tuple[re.Pattern[str], ...] = ()

    def folded(self, raw: str) -> str:
        """The text with letters folded and dodged spellings repaired, as long as the raw one."""
        text = raw.translate(self.letters)
        if len(text) != len(raw):
            raise ValueError("folding must replace single characters by single characters")
        for pattern, table in self.repairs:
            text = pattern.sub(lambda found, table=table: found.group().translate(table), text)  # type: ignore[misc]
        return text

    def dropped(self, folded: str) -> list[tuple[int, int]]:
        """The spans of a folded text that are left out of its normalised form."""
        if self.removals is None or self.removals.search(folded) is None:
            return []
        return [found.span() for found in self.removals.finditer(folded) if found.end() > found.start()]

    def plain(self, raw: str) -> str:
        """The normalised form alone, for those who need no way back to the raw text."""
        text = self.folded(raw)
        return text if self.removals is None else self.removals.sub("", text)


@readonly
class NormalText:
    """A raw text, its normalised form, and the offsets between them."""

    raw: str
    text: str
    offsets: OffsetMap = field(default_factory=OffsetMap)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The code-point span in `raw` of a span in `text`."""
        return self.offsets.span(start, end)

    def raw_text(self, start: int, end: int) -> str:
        """The words as written, of a span in `text`."""
        first, last = self.offsets.span(start, end)
        return self.raw[first:last]

    def raw_letters(self, positions: Sequence[int]) -> list[str]:
        """The letters as written at ascending positions of `text`."""
        raw = self.raw
        return [raw[position] for position in self.offsets.originals(positions)]


def normalise(raw: str, folding: Folding) -> NormalText:
    """Fold letters one for one, repair dodged spellings, drop marks; keep the way back."""
    folded = folding.folded(raw)
    dropped = folding.dropped(folded)
    return NormalText(raw, without(folded, dropped), OffsetMap(dropped)) if dropped else NormalText(raw, folded)


def without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """A text without some spans of it, which are given in order."""
    pieces, last = [], 0
    for start, end in spans:
        pieces.append(text[last:start])
        last = end
    pieces.append(text[last:])
    return "".join(pieces)
