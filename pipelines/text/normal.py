"""One spelling per word, with the way back to the raw text.

Only two kinds of change are made, so that the way back stays cheap: letters replaced one for one, and spans removed.
Which ones is data of the language (`schemas/lexicons/<lang>/language.yml`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

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

    def plain(self, raw: str) -> str:
        """The normalised form alone, for those who need no way back to the raw text."""
        text = self.folded(raw)
        return text if self.removals is None else self.removals.sub("", text)


@dataclass(frozen=True, slots=True)
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


def normalise(raw: str, folding: Folding) -> NormalText:
    """Fold letters one for one, repair dodged spellings, drop marks; keep the way back."""
    return shortened(raw, folding.folded(raw), folding)


def shortened(raw: str, folded: str, folding: Folding) -> NormalText:
    """The folded form of a raw text without the marks that are dropped."""
    if folding.removals is None or folding.removals.search(folded) is None:
        return NormalText(raw, folded)
    deletions = [found.span() for found in folding.removals.finditer(folded) if found.end() > found.start()]
    pieces, last = [], 0
    for start, end in deletions:
        pieces.append(folded[last:start])
        last = end
    pieces.append(folded[last:])
    return NormalText(raw, "".join(pieces), OffsetMap(deletions))
