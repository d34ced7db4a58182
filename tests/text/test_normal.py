"""One spelling per word, and the way back to the raw words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.lexicon.language import load_language
from pipelines.text.normal import Folding, normalise

ARABIC = load_language("ar")
# Letters, vowel signs, tatweel, bidi marks, quotes, digits of three kinds, dots and line ends: what real pages hold.
ALPHABET = "اأإآبتةهىيكلمنوفقرسصعغداشج ًٌَُّْـ\u200f\u202b\u202c\ufeff\"«»'٠١٢۳4567.،؛:\n()-abcXYZ"
RAW = st.text(alphabet=st.one_of(st.sampled_from(ALPHABET), st.characters()), max_size=80)


@given(RAW)
def test_every_character_comes_from_one_of_the_raw_text(raw: str) -> None:
    text = ARABIC.normalise(raw)
    places = [text.raw_span(position, position + 1) for position in range(len(text.text))]
    assert all(end - start == 1 for start, end in places)
    assert places == sorted(places)
    folded = [raw[start:end].translate(ARABIC.folding.letters) for start, end in places]
    repaired = "".join(text.text[i] for i, letter in enumerate(folded) if letter != text.text[i])
    assert re.fullmatch("[اعح]*", repaired)  # only digits inside words are written otherwise than their letter folds


@given(RAW)
def test_what_is_left_out_is_what_the_language_drops(raw: str) -> None:
    text = ARABIC.normalise(raw)
    kept = {text.raw_span(position, position + 1)[0] for position in range(len(text.text))}
    removals = ARABIC.folding.removals
    assert removals is not None
    dropped = {place for found in removals.finditer(_repaired(raw)) for place in range(*found.span())}
    assert kept == set(range(len(raw))) - dropped


def _repaired(raw: str) -> str:
    return normalise(raw, Folding(ARABIC.folding.letters, None, ARABIC.folding.repairs)).text


@given(RAW, st.data())
def test_the_raw_words_of_a_span_normalise_to_it(raw: str, data: st.DataObject) -> None:
    """Raw words inside letters and spaces fold to the words they were found as."""
    text = ARABIC.normalise(raw)
    words = list(re.finditer(r"[ء-ي]+", text.text))
    if not words:
        return
    word = data.draw(st.sampled_from(words))
    assert ARABIC.fold(text.raw_text(*word.span())) in (word.group(), word.group().translate(_BACK))


_BACK = str.maketrans("اعح", "137")  # a word cut out at a repaired digit has no letter beside it to be repaired by


@given(RAW)
def test_folding_letters_keeps_the_length(raw: str) -> None:
    assert len(raw.translate(ARABIC.folding.letters)) == len(raw)


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("أُصيبَ", "اصيب"),  # was hurt
        ("قصـ.ـف", "قصف"),  # bombing, spelled to dodge censors
        ("د1عش", "داعش"),  # Daesh, the same
        ("الأربعاء ١٢", "الاربعاء 12"),
        ("مصادرة", "مصادرة"),  # ة stays: مصادره means "his sources"
        ("مؤسسة شائعة", "مؤسسة شائعة"),
        ("«داعش»", '"داعش"'),
        ('بـ"داعش"', 'بداعش"'),
        ("\u200fحلب\u202c", "حلب"),
        ("The TOWN", "the town"),
    ],
)
def test_spellings_that_become_one(raw: str, folded: str) -> None:
    assert ARABIC.fold(raw) == folded


def test_raw_text_gives_the_words_as_written() -> None:
    text = ARABIC.normalise("إنّه قصـ.ـفٌ عنيف")
    start = text.text.index("قصف")
    assert text.raw_text(start, start + 3) == "قصـ.ـف"


def test_a_folding_that_changes_the_length_is_refused() -> None:
    with pytest.raises(ValueError, match="single characters"):
        normalise("ab", Folding({ord("a"): "aa"}))
