"""Spellings that texts use for one name."""

from __future__ import annotations

import pytest

from pipelines.gazetteer.spelling import bare_unit_name, fold_name, plain_latin, spellings


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("إدلب", "ادلب"),
        ("Dayr az-Zawr", "dayr az zawr"),
        ("Şanlıurfa", "sanliurfa"),
        ("Ma‘arrat", "maarrat"),
        ("دير  الزور", "دير الزور"),
    ],
)
def test_names_are_folded(written: str, folded: str) -> None:
    assert fold_name(written) == folded


@pytest.mark.parametrize(
    ("name", "variant"),
    [
        ("حماة", "حماه"),
        ("مصراته", "مصراتة"),
        ("صنعاء", "صنعا"),
        ("تل رفعت", "تلرفعت"),
        ("كفرنبل", "كفر نبل"),
        ("ابو كمال", "بو كمال"),
        ("ar raqqa", "raqqa"),
        ("deir ez zor", "deir al zor"),
        ("al hasakah", "hasaka"),
    ],
)
def test_general_variants(name: str, variant: str) -> None:
    found = spellings(name)
    assert found[variant] is None
    assert next(iter(found)) == name


@pytest.mark.parametrize(("name", "guess"), [("السلمية", "سلمية"), ("سلمية", "السلمية")])
def test_the_article_is_a_guess(name: str, guess: str) -> None:
    assert spellings(name)[guess] is not None


@pytest.mark.parametrize("name", ["الباب", "التل", "بيتا", "دوما"])
def test_short_names_keep_their_article(name: str) -> None:
    assert set(spellings(name)) == {name}


def test_words_for_units_are_no_names() -> None:
    assert bare_unit_name("Zabid District") == "Zabid"
    assert bare_unit_name("محافظة حلب") == "حلب"
    assert bare_unit_name("Caza de Tyr") == "Tyr"
    assert plain_latin("Ḩalab-Ğadīda") == "Halab Gadida"
