"""The errors as one HTML page that needs nothing else: no scripts, no fonts, no network."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path

from pipelines.evaluate.coded import Span
from pipelines.evaluate.figures import Figure
from pipelines.evaluate.mistakes import Mistake, mistakes_of
from pipelines.evaluate.scoring import Evaluation

AROUND = 160  # characters shown on either side of the words meant
SHOWN = 300  # of each kind
HEADLINES = ("detection", "typed", "strict", "slots", "tallies", "linking.bcubed")
_STYLE = """
body { font: 15px/1.55 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1c2126 }
h1 { font-size: 1.5rem } summary { cursor: pointer; font-weight: 600; padding: .35rem 0 }
article { border-top: 1px solid #d8dde2; padding: .8rem 0 } h2 { font-size: .9rem; margin: 0; color: #5a646e }
blockquote { margin: .4rem 0; padding: .5rem .8rem; background: #f6f7f9; white-space: pre-line }
mark { background: #fde68a; padding: 0 .1em } u { text-decoration: underline 2px #2563eb; text-underline-offset: .25em }
table { border-collapse: collapse; font-size: .87rem } th, td { text-align: start; padding: .1rem .8rem .1rem 0 }
tr.wrong td { color: #b42318; font-weight: 600 } .count { color: #5a646e; font-weight: 400 }
@media (prefers-color-scheme: dark) { body { background: #16191d; color: #e4e7ea } blockquote { background: #20252b }
mark { background: #7a5c00; color: inherit } tr.wrong td { color: #ff8f80 } article { border-color: #39414a } }
"""


def write_error_page(evaluation: Evaluation, path: Path) -> None:
    """Write the page: headline figures, then every mistake by kind with its words marked, expected and got."""
    kinds = mistakes_of(evaluation.articles)
    body = "\n".join(_kind(kind, mistakes) for kind, mistakes in kinds.items())
    path.write_text(
        "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>"
        "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        "<meta name='viewport' content='width=device-width'>"
        f"<title>Waqai: errors against gold</title><style>{_STYLE}</style></head><body>\n<h1>Errors against gold</h1>\n"
        f"{_headlines(evaluation.figures, len(evaluation.articles))}\n"
        "<p><mark>Marked</mark>: the words of the gold. <u>Underlined</u>: the words that the program went by. "
        "Minor incidents of the gold are left out.</p>\n"
        f"{body}\n</body></html>\n",
        encoding="utf-8",
    )


def _headlines(figures: Mapping[str, Figure], article_count: int) -> str:
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{_share(f.precision)}</td><td>{_share(f.recall)}</td><td>{_share(f.f1)}</td></tr>"
        for name, f in figures.items()
        if name in HEADLINES
    )
    return (
        f"<p>{article_count:,} articles.</p><table><tr><th>Figure</th><th>Precision</th><th>Recall</th><th>F1</th></tr>"
        f"{rows}</table>"
    )


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _kind(kind: str, mistakes: Sequence[Mistake]) -> str:
    entries = "\n".join(_mistake(mistake) for mistake in mistakes[:SHOWN])
    if len(mistakes) > SHOWN:
        entries += f"\n<p>The first {SHOWN:,} are shown.</p>"
    head = f"<summary>{escape(kind)} <span class='count'>{len(mistakes):,}</span></summary>"
    return f"<details>{head}\n{entries}\n</details>"


def _mistake(mistake: Mistake) -> str:
    rows = "".join(
        f"<tr class='{'right' if value.is_right else 'wrong'}'><th>{escape(value.name)}</th>"
        f"<td dir='auto'>{escape(value.expected)}</td><td dir='auto'>{escape(value.got)}</td></tr>"
        for value in mistake.values
    )
    return (
        f"<article><h2>{escape(mistake.article_id)}</h2>"
        f"<blockquote dir='auto'>{marked(mistake.text, mistake.expected_spans, mistake.coded_spans)}</blockquote>"
        f"<table><tr><th></th><th>expected</th><th>got</th></tr>{rows}</table></article>"
    )


def marked(text: str, expected: Sequence[Span], coded: Sequence[Span]) -> str:
    """The part of a text around the given spans as safe HTML, the gold's words marked, the program's underlined."""
    spans = [*expected, *coded]
    first = max(0, min((start for start, _ in spans), default=0) - AROUND)
    last = min(len(text), max((end for _, end in spans), default=2 * AROUND) + AROUND)
    cuts = sorted({first, last, *(cut for span in spans for cut in span if first < cut < last)})
    pieces = [_piece(text[a:b], _holds(expected, a), _holds(coded, a)) for a, b in pairwise(cuts)]
    return ("… " if first else "") + "".join(pieces) + (" …" if last < len(text) else "")


def _holds(spans: Iterable[Span], position: int) -> bool:
    return any(start <= position < end for start, end in spans)


def _piece(words: str, is_expected: bool, is_coded: bool) -> str:
    safe = escape(words)
    safe = f"<u>{safe}</u>" if is_coded else safe
    return f"<mark>{safe}</mark>" if is_expected else safe
