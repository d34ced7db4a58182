"""The table of docs/dates.md tells what the reader does."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from pipelines.coding.dates import read_dates
from pipelines.lexicon.language import load_language
from pipelines.settings import PROJECT

REFERENCE = dt.date(2024, 10, 16)  # said above the table
GLOSS = re.compile(r"\([^)]*[a-z][^)]*\)")
DAY = re.compile(r"20\d\d-\d\d-\d\d")
ROWS = [
    (cells[1].strip(), DAY.findall(cells[2]))
    for line in (Path(PROJECT) / "docs" / "dates.md").read_text(encoding="utf-8").splitlines()
    if len(cells := line.split("|")) == 5 and DAY.search(cells[2])
]


def test_the_table_was_found() -> None:
    assert len(ROWS) > 15


@pytest.mark.parametrize(("words", "days"), ROWS)
def test_documented_values_are_read(words: str, days: list[str]) -> None:
    readings = read_dates(load_language("ar").fold(GLOSS.sub("", words)), "ar", REFERENCE)
    assert dt.date.fromisoformat(days[0]) in [reading.value for reading in readings]
