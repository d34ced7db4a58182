"""Rare words that two passages share, and what they add to a comparison without days."""

import pytest

from pipelines.link.passages import Wording, with_words
from pipelines.link.rarity import Rarity, shared
from pipelines.link.rules import linking_rules
from pipelines.link.score import Comparison
from pipelines.link.wording import word_numbers

COMMON = [f"قصف مدفعي استهدف أطراف بلدة {name}" for name in ("سلمى", "كنسبا", "ربيعة", "الناجية")] * 50


def known(passages=COMMON):
    rarity = Rarity()
    for passage in passages:
        rarity.note(word_numbers(passage, "ar"))
    return rarity


def alike(one, other, rarity):
    return shared(*(rarity.weighed(word_numbers(text, "ar")) for text in (one, other)))


def test_the_same_words_are_alike_and_others_are_not():
    rarity = known()
    assert alike(COMMON[0], COMMON[0], rarity) == pytest.approx(1)
    assert alike(COMMON[0], "مظاهرة حاشدة وسط المدينة", rarity) == 0
    assert alike("", COMMON[0], rarity) == 0


def test_a_rare_word_in_common_says_more_than_three_that_all_have():
    rarity = known()
    rare = alike("أصيب في القصف الحارس عبدالمنعم", "عبدالمنعم توفي متأثرا بجراحه", rarity)
    common = alike("قصف مدفعي استهدف أطراف سلمى", "قصف مدفعي استهدف أطراف كنسبا", rarity)
    assert rare > 2 * common


def test_few_passages_teach_little_and_their_order_nothing():
    assert known(COMMON[:2]).trust < 0.05 < 0.6 < known().trust < 1
    one, other = known(), known(COMMON[::-1])
    assert one.weighed(word_numbers(COMMON[3], "ar")) == other.weighed(word_numbers(COMMON[3], "ar"))


@pytest.mark.parametrize(("language", "trust", "more"), [("ar", 0.0, False), ("ar", 0.9, True), ("en", 0.9, False)])
def test_rare_words_speak_within_a_language_as_far_as_rarity_is_known(language, trust, more):
    words = {7: 1.0}
    one, other = Wording("ar", words, words), Wording(language, words, words)
    compared = Comparison(("same_type", "few_words"), 0.2)
    found = with_words(compared, one, other, trust, linking_rules())
    assert (found.points > compared.points + 1) is more
    assert ("rare_words" in found.traits) is (language == "ar")
