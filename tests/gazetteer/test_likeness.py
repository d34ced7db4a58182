"""Spellings compared with the known ones."""

from __future__ import annotations

import pytest

from pipelines.gazetteer.likeness import Spellings, sound_of
from pipelines.gazetteer.spelling import fold_name


@pytest.mark.parametrize(
    ("one", "other"),
    [("الظاهرية", "الضاهرية"), ("تنب", "طنب"), ("الحمام", "حمام"), ("هتاش", "حتاش"), ("سرحة", "سرحا")],
)
def test_letters_that_writers_take_for_one_another_sound_alike(one: str, other: str) -> None:
    assert sound_of(fold_name(one)) == sound_of(fold_name(other))


def test_the_nearest_spelling_comes_first_with_its_likeness() -> None:
    known = Spellings(fold_name(name) for name in ("الظاهرية", "كفر زيتا", "Dahriya"))
    found = known.nearest(fold_name("الضاهريه"), 5)
    assert found[0][0] == fold_name("الظاهرية")
    assert 0.9 < found[0][1] < 1
    assert known.nearest("dahria", 5)[0][0] == "dahriya"


def test_a_name_unlike_all_others_has_no_near_one() -> None:
    assert Spellings(["كفر زيتا"]).nearest("مسكنه", 5) == []


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ("خرجان", "حرجان"), ("بقشور", "نقشور"), ("صالح الزعتر", "الزعتر صالح"), ("زعتران", "تل زعتران"),
        ("جب شلفاط", "شلفاط"),
    ],
)  # fmt: skip
def test_misread_dots_other_orders_and_left_out_heads_are_found(asked: str, known: str) -> None:
    names = [fold_name(name) for name in (known, "كفر نوران", "أم الطيور")]
    found = Spellings(names).nearest(fold_name(asked), 3)
    assert found[0][0] == fold_name(known)
    assert found[0][1] > 0.8


@pytest.mark.parametrize(("asked", "known", "other"), [("زرنقوة", "زرنوقة", "زرنفة"), ("شجرة", "الشجرة", "شجرا")])
def test_swapped_letters_and_articles_count_less_than_other_letters(asked: str, known: str, other: str) -> None:
    found = Spellings([fold_name(other), fold_name(known)]).nearest(fold_name(asked), 2)
    assert found[0][0] == fold_name(known)
