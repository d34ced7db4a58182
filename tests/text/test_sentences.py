"""Sentences as spans of a text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text.sentences import sentence_spans

TEXT = st.text(alphabet=st.one_of(st.sampled_from("قصف ab.!؟…:\n\"')12د "), st.characters()), max_size=80)


@given(TEXT)
def test_sentences_are_ordered_trimmed_and_not_empty(text: str) -> None:
    spans = sentence_spans(text)
    assert all(start < end for start, end in spans)
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))


@given(TEXT)
def test_nothing_but_white_space_lies_between_them(text: str) -> None:
    covered = {place for start, end in sentence_spans(text) for place in range(start, end)}
    assert all(letter.isspace() for place, letter in enumerate(text) if place not in covered)


@given(TEXT)
def test_a_line_end_ends_a_sentence(text: str) -> None:
    assert all("\n" not in text[start:end] for start, end in sentence_spans(text))


@given(TEXT)
def test_a_sentence_alone_is_covered_from_end_to_end(text: str) -> None:
    for start, end in sentence_spans(text):
        again = sentence_spans(text[start:end])
        assert (again[0][0], again[-1][1]) == (0, end - start)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("قصف اليوم. وقتل اثنان.", ["قصف اليوم.", "وقتل اثنان."]),
        ("هل انتهى؟ نعم!", ["هل انتهى؟", "نعم!"]),
        ("سعره 11.59 ليرة", ["سعره 11.59 ليرة"]),
        ("قال د. أحمد إنه بخير.", ["قال د. أحمد إنه بخير."]),
        ("انتهى.وبدأ آخر", ["انتهى.", "وبدأ آخر"]),
        ("حلب:: قصف", ["حلب::", "قصف"]),
        ('قال: "انتهى." ثم مضى', ['قال: "انتهى."', "ثم مضى"]),
        ("سطر\n\nسطر", ["سطر", "سطر"]),
        ("   ", []),
    ],
)
def test_cuts(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentence_spans(text)] == sentences


def test_a_part_of_a_text() -> None:
    assert sentence_spans("أ ب. ج د.", 5, 8) == [(5, 8)]


def test_lines_broken_for_their_length_are_no_sentences() -> None:
    line = "the guerrillas attacked the post near the river in the early hours"
    wire = "\n".join([line] * 8) + ".\n\n" + line + "."
    assert len(sentence_spans(wire)) == 2


def test_short_lines_stand_for_themselves() -> None:
    assert len(sentence_spans("\n".join(["a bomb exploded"] * 9))) == 9
