"""Reposts are found from their words, whatever their order; other news of the same wording is not."""

import random

import pytest

from pipelines.link import near_copies as copies
from pipelines.link.near_copies import packed, resemblance, sign, unpacked

WORDS = [f"word{n}" for n in range(400)]


def near_copies(texts):
    return copies.near_copies((name, sign(text, language)) for name, text, language in texts)


def text(seed, length=120):
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def test_a_repost_with_a_line_more_is_a_copy():
    found = near_copies([("a", text(1), "en"), ("b", f"{text(1)} read more on our page", "en"), ("c", text(2), "en")])
    assert found == {"a": "a", "b": "a"}


def test_copies_of_copies_lead_to_the_first():
    texts = [(name, " ".join([text(1), *WORDS[:extra]]), "en") for name, extra in (("a", 0), ("b", 8), ("c", 16))]
    assert near_copies(texts) == {"a": "a", "b": "a", "c": "a"}


def test_short_texts_are_formulas_not_copies():
    formula = "three people were killed in clashes near the town"
    assert near_copies([("a", formula, "en"), ("b", formula, "en")]) == {}
    assert sign("", None) is None


@pytest.mark.parametrize("kept", [0.9, 0.5, 0.1])
def test_resemblance_estimates_the_shared_shingles(kept):
    words = text(3, 600).split()
    other = words[: int(600 * kept)] + text(4, 600).split()[: 600 - int(600 * kept)]
    shared = {tuple(words[i : i + 3]) for i in range(598)} & {tuple(other[i : i + 3]) for i in range(598)}
    expected = len(shared) / (2 * 598 - len(shared))
    one, two = sign(" ".join(words), "en"), sign(" ".join(other), "en")
    assert resemblance(one, two) == pytest.approx(expected, abs=0.2)
    assert resemblance(one, one) == 1.0
    assert resemblance(one, unpacked(packed(one))) == 1.0


def test_spelling_variants_that_the_language_folds_make_no_difference():
    told = "أعلن الدفاع المدني إصابة أربعة أشخاص بقصف مدفعي استهدف أطراف بلدة سرمين في ريف إدلب مساء أمس دون تفاصيل"
    plain = told.replace("أ", "ا").replace("إ", "ا")
    assert near_copies([("a", told, "ar"), ("b", plain, "ar")]) == {"a": "a", "b": "a"}
