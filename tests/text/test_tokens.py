"""Words and marks of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.tokens import capitals_of, tokenise

TEXT = st.text(alphabet=st.one_of(st.sampled_from("قصف البلدة ab-'’12.,:٫\n\"()،"), st.characters()), max_size=80)


@given(TEXT)
def test_tokens_quote_the_text_and_follow_each_other(text: str) -> None:
    tokens = tokenise(text)
    assert tokens.words == [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]
    assert all(a < b for a, b in zip(tokens.starts, tokens.ends, strict=True))
    assert all(end <= start for end, start in zip(tokens.ends, tokens.starts[1:], strict=False))


@given(TEXT)
def test_no_letter_and_no_digit_is_lost(text: str) -> None:
    tokens = tokenise(text)
    covered = {place for a, b in zip(tokens.starts, tokens.ends, strict=True) for place in range(a, b)}
    assert {place for place, letter in enumerate(text) if letter.isalpha() or letter.isdecimal()} <= covered


@given(TEXT, st.data())
def test_a_part_of_a_text_is_cut_like_a_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    part, whole = tokenise(text[start:end]), tokenise(text, start, end)
    assert whole.words == part.words
    assert whole.starts == [start + place for place in part.starts]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قصف،بلدة", ["قصف", "،", "بلدة"]),
        ("11.59 و1,500", ["11.59", "و", "1,500"]),
        ("Ar-Raqqa's", ["Ar-Raqqa's"]),
        ("الساعة 10:30", ["الساعة", "10:30"]),
        ("الـ24".replace("ـ", ""), ["ال", "24"]),
        ("#سوريا_الآن", ["#", "سوريا", "_", "الآن"]),
        ("", []),
    ],
)
def test_cuts(text: str, words: list[str]) -> None:
    assert tokenise(text).words == words
    assert len(tokenise(text)) == len(words)


def test_capitals_say_nothing_where_nearly_all_or_none_are() -> None:
    assert capitals_of(["G", "k", "a", "f"]) == (True, False, False, False)
    assert capitals_of(["G", "K", "A", "F"]) == ()
    assert capitals_of(["g", "k"]) == ()
