"""What was measured of the coder's accuracy, as a section of the dataset card."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

# Figure of `waqai evaluate` → what it says to somebody who reads only the card.
_FIGURES = {
    "detection": "incidents found and nothing else coded (F1)",
    "typed": "… with an accepted sub-event type (F1)",
    "strict": "… with type, day, first-level unit, actor and deaths all right (F1)",
    "right.event_date": "of those found, right in: day",
    "right.admin1": "first-level unit",
    "right.location": "place",
    "right.actor": "actor",
    "right.target": "target",
    "right.killed": "deaths",
    "right.injured": "injured",
    "linking.pairwise": "couples of reports rightly brought together (F1)",
}
_WEAKEST = 3  # fields that are named as the weakest
_ELSEWHERE = """\
The figures are those of the project's own sample: {articles:,} invented articles in Arabic, English and French,
annotated by the project itself. Rules were written while looking at them, so expect less of other texts. Unless this
collection is that sample, nothing of it was measured. The intervals come from drawing the articles again."""
_REMEDY = "To know how good this collection is, annotate some of its articles and run `waqai evaluate`."


def accuracy_lines(measured: Path | None) -> Iterator[str]:
    """The section, from the figures that `waqai evaluate --write-baseline` wrote; without them it says so."""
    yield "## Accuracy"
    yield ""
    if measured is None:
        yield f"Nothing was measured. {_REMEDY}"
        yield ""
        return
    written = json.loads(measured.read_text(encoding="utf-8"))
    yield _ELSEWHERE.format(articles=written["articles"])
    yield ""
    yield "| on the sample | share | 95 % | cases |"
    yield "|---|---|---|---|"
    for name, says in _FIGURES.items():
        if name in written["figures"]:
            yield _row(says, written["figures"][name])
    yield ""
    yield f"Weakest there: {', '.join(_weakest(written['figures']))}. {_REMEDY}"
    yield ""


def _row(says: str, figure: Mapping[str, Any]) -> str:
    return f"| {says} | {figure['f1']:.2f} | {figure['low']:.2f}–{figure['high']:.2f} | {figure['cases']:,} |"


def _weakest(figures: Mapping[str, Any]) -> list[str]:
    """The fields of the card that were right least often, the worst first."""
    fields = [name for name in _FIGURES if name.startswith("right.") and name in figures]
    return [_FIGURES[name].rpartition(": ")[2] for name in sorted(fields, key=lambda n: figures[n]["f1"])[:_WEAKEST]]
