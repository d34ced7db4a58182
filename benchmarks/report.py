"""The measurements as a page and a picture of the documentation."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from pathlib import Path

Rows = Sequence[tuple[str, str, str]]

BEGIN, END = "<!-- measured by make bench -->", "<!-- end of what was measured -->"
STEPS = "Share of coding time by step"


def save(sections: Mapping[str, Rows], docs: Path) -> None:
    """Write the tables between the marks of `docs/speed.md`, and the shares of the steps to `docs/speed.png`."""
    page = docs / "speed.md"
    head, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    tail = rest.partition(END)[2]
    tables = "\n".join(_table(title, rows) for title, rows in sections.items())
    machine = f"Python {platform.python_version()} on {platform.system()}, {platform.machine()}.\n"
    page.write_text(f"{head}{BEGIN}\n\n{machine}\n{tables}\n{END}{tail}", encoding="utf-8")
    _picture(next(rows for title, rows in reversed(sections.items()) if title.startswith("Share")), docs / "speed.png")


def _table(title: str, rows: Rows) -> str:
    lines = [f"| {title} | | |", "|---|---:|---|", *(f"| {what} | {figure} | {unit} |" for what, figure, unit in rows)]
    return "\n".join(lines) + "\n"


def _picture(rows: Rows, path: Path) -> None:
    import altair as alt
    import pandas as pd

    shares = pd.DataFrame({"step": [what for what, _, _ in rows], "share": [float(figure) for _, figure, _ in rows]})
    bars = alt.Chart(shares, width=420).encode(
        x=alt.X("share:Q", title="% of coding time"),
        y=alt.Y("step:N", sort="-x", title=None, axis=alt.Axis(labelLimit=300)),
    )
    labels = bars.mark_text(align="left", dx=3).encode(text=alt.Text("share:Q", format=".1f"))
    (bars.mark_bar(color="#4c78a8") + labels).save(str(path), scale_factor=1.5)
