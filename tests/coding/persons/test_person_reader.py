"""People named in a text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.coding.persons import names_at, read_persons
from pipelines.lexicon.language import load_language
from pipelines.text.tokens import capitals_of, tokenise

WORDS = ["يدعى", "القيادي", "الشاب", "المدعو", "خليل", "الحمدان", "أبو", "في", "من", "\"", "،", "12", "قتل", "عمر"]


def names(text: str, language: str = "ar") -> list[tuple[str, bool]]:
    """Names as written, and whether the text introduces them."""
    normal = load_language(language).normalise(text)
    return [
        (normal.raw_text(person.start, person.end), person.is_introduced)
        for person in read_persons(tokenise(normal.text), language)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('قيادي يدعى "خليل الحمدان" في الرقة', [("خليل الحمدان", True)]),
        ("المدعو سالم العلي قرب منزله", [("سالم العلي", True)]),
        pytest.param(
            'الملقب بـ"أبو عمر" أمس', [("أبو عمر", True)],
            marks=pytest.mark.xfail(strict=True, reason="a proclitic with its quote is kept in the name"),
        ),
        ("اغتيال الناشط رامي الأحمد في درعا", [("رامي الأحمد", False)]),
        ("مقتل القيادي السابق رامي الأحمد", [("رامي الأحمد", False)]),
        ("اعتقال الناشط رامي الأحمد ورفيقه أمس", [("رامي الأحمد", False)]),
        ("المدعو رامي وليد العلي", [("رامي وليد العلي", True)]),
        ("وقال الناشط جابر الحلو للوكالة إن الطريق مقطوع", [("جابر الحلو", False)]),  # told the agency
        ("وقالت الناشطة ليلى الحلو لمراسلنا أمس", [("ليلى الحلو", False)]),  # told our reporter
        ("اعتقال الناشط كمال لطفي أمس", [("كمال لطفي", False)]),  # a given name that begins like "to"
        ("انفجار في بلدة السيدة زينب جنوب العاصمة", []),
        ("قتل الشاب في مدينته", []),  # the youth was killed in his town: nobody is named
        ("وقال القيادي إن العملية انتهت", []),  # a title alone
        ("لا أسماء هنا", []),
    ],
)
def test_names_and_how_they_are_introduced(text: str, expected: list[tuple[str, bool]]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "people"),
    [("كلا من رامي الأحمد وسالم العلي", 2), ("كل من: رامي الأحمد في", 1), ("رامي الأحمد", 1), ("كلا من حلب وإدلب", 0),
     ("رامي الأحمد للقناة", 1)],
)
def test_people_told_by_name_alone_are_counted_also_behind_each_of(text: str, people: int) -> None:
    assert names_at(tokenise(load_language("ar").normalise(text).text), 0, "ar")[0] == people


def test_a_name_ends_at_the_next_small_word() -> None:
    assert names("المدعو سالم محمد العلي من بلدة الشحيل") == [("سالم محمد العلي", True)]


def test_a_language_without_person_words_names_nobody() -> None:
    assert names("a man named Khalil", "en") == []


@given(st.lists(st.sampled_from(WORDS), max_size=15))
def test_names_lie_apart_inside_the_text_and_hold_letters_only(words: list[str]) -> None:
    text = load_language("ar").normalise(" ".join(words)).text
    found = read_persons(tokenise(text), "ar")
    assert all(0 <= person.start < person.end <= len(text) for person in found)
    assert all(text[person.start : person.end].replace(" ", "").isalpha() for person in found)
    assert [person.start for person in found] == sorted(person.start for person in found)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Gunmen shot Mayor Luis de la Vega on Monday", [("Luis de la Vega", False)]),
        ("en", "A man identified as Karim Haddad was held", [("Karim Haddad", True)]),
        ("en", "rebels kidnapped judge maria elena rojas today", [("maria elena rojas", False)]),
        ("en", "The mayor was killed near his home", []),
        ("fr", "Le journaliste Amadou Diallo a été tué lundi", [("Amadou Diallo", False)]),
        ("fr", "un homme nommé Paul Kaboré a été arrêté", [("Paul Kaboré", True)]),
        ("fr", "le maire a été blessé", []),
    ],
)
def test_capitals_tell_names_where_there_are_any(language: str, text: str, expected: list[tuple[str, bool]]) -> None:
    normal = load_language(language).normalise(text)
    tokens = tokenise(normal.text)
    letters = [normal.raw_text(first, first + 1) for first in tokens.starts]
    marked = replace(tokens, capitals=capitals_of(letters))
    found = [(normal.raw_text(p.start, p.end), p.is_introduced) for p in read_persons(marked, language)]
    assert found == expected
