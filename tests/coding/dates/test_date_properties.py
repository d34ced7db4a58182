"""What holds for any text."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import pipelines.coding.dates
from pipelines.coding.dates import infer_article_date, latest_mention, read_dates
from pipelines.lexicon.audit import lexicon_languages
from pipelines.lexicon.language import load_language
from pipelines.settings import schemas_folder

WORDS = {
    language: sorted(
        str(word)
        for entry in yaml.safe_load((schemas_folder() / "lexicons" / language / "dates.yml").read_text("utf-8"))[
            "entries"
        ]
        for word in entry["words"]
    )
    for language in lexicon_languages()
}
NUMBERS = st.integers(0, 2_100).map(str) | st.from_regex(
    r"[0-9]{1,4}[-/.:][0-9]{1,2}([-/.][0-9]{1,4})?", fullmatch=True
)
MARKS = st.sampled_from(["/", "-", ",", "،", "(", ")", ".", "\n", "[", "قصف", "the raid"])
REFERENCES = st.none() | st.dates(dt.date(1000, 1, 1), dt.date(9990, 1, 1))


def _sentences(language: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(WORDS[language]) | NUMBERS | MARKS, max_size=14).map(" ".join)


@pytest.mark.parametrize("language", lexicon_languages())
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_readings_are_well_formed(language: str, data: st.DataObject) -> None:
    raw = data.draw(_sentences(language) | st.text(max_size=60))
    reference = data.draw(REFERENCES)
    text = load_language(language).normalise(raw).text
    readings = read_dates(text, language, reference, known_years=(2020,))
    last = 0
    for reading in readings:
        assert last <= reading.start < reading.end <= len(text)
        last = reading.end
        assert reading.value is not None or reading.value_end is None
        assert reading.value_end is None or (reading.value is not None and reading.value < reading.value_end)
        assert reading.precision in (0, 1, 2, 3)
        assert 0 < reading.confidence <= 1
        assert reading.basis in ("explicit", "relative")
        assert reading.rule.startswith("date.")
        assert (reading.value, reading.value_end) not in reading.alternatives
    assert readings == read_dates(text, language, reference, known_years=(2020,))
    infer_article_date(text, language)
    latest_mention(text, language)


def test_no_clock_is_read() -> None:
    folder = Path(pipelines.coding.dates.__file__).parent
    clock = re.compile(r"\.(today|now|utcnow)\(|import time|time\.time")
    assert [path.name for path in sorted(folder.glob("*.py")) if clock.search(path.read_text("utf-8"))] == []
