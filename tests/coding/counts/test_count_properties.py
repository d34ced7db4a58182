"""What holds for every text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.coding.counts import load_roles, read_counts
from pipelines.coding.numbers import read_numbers
from pipelines.lexicon.language import load_language
from pipelines.text.tokens import tokenise

WORDS = {
    "ar": "مقتل ثلاثة مدنيين وطفلان بينهم من عناصر 5 آخرين ، . إلى القتلى دون و عدة -3",
    "en": "killed three civilians and a woman including of the 5 others , . no injuries",
    "fr": "tuant trois civils et une femme dont l'un des 5 autres , . sans faire de victimes",
}
TEXTS = st.sampled_from(sorted(WORDS)).flatmap(
    lambda code: st.tuples(st.just(code), st.lists(st.sampled_from(WORDS[code].split()), max_size=15).map(" ".join))
)


@given(TEXTS)
@settings(max_examples=300)
def test_readings_are_ordered_within_the_text_and_of_known_roles(request: tuple[str, str]) -> None:
    code, raw = request
    text = load_language(code).normalise(raw).text
    readings = read_counts(tokenise(text), code)
    assert all(0 <= reading.start < reading.end <= len(text) for reading in readings)
    assert [reading.start for reading in readings] == sorted(reading.start for reading in readings)
    roles = load_roles(code).roles
    assert all(r.noun_id is None or roles[r.noun_id].role_class == r.noun_class for r in readings)
    assert all(reading.number is not None for reading in readings if reading.noun_id is None)


@given(TEXTS)
@settings(max_examples=200)
def test_numbers_read_before_give_the_same_counts(request: tuple[str, str]) -> None:
    code, raw = request
    tokens = tokenise(load_language(code).normalise(raw).text)
    assert read_counts(tokens, code, read_numbers(tokens, code)) == read_counts(tokens, code)


@given(st.text(max_size=80))
def test_nobody_is_counted_below_zero(raw: str) -> None:
    text = load_language("ar").normalise(raw + " -3 قتلى").text
    assert all(r.number is None or r.number.best >= 0 for r in read_counts(tokenise(text), "ar"))
