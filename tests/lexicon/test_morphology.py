"""Forms that texts have, from dictionary forms."""

from __future__ import annotations

import pytest

from pipelines.lexicon.morphology import WordForm, affixed, inflected_forms, noun_forms, pluralised, verb_forms


def texts(forms: object) -> set[str]:
    assert hasattr(forms, "__iter__")
    return {form.text for form in forms}


@pytest.mark.parametrize(
    "form",
    ["قصف", "قصفت", "قصفوا", "قصفا", "قصفتا", "قصفه", "قصفها", "يقصف", "تقصف", "يقصفون",
     "سيقصف", "ستقصف", "يقصفها"],
)  # fmt: skip
def test_forms_of_a_sound_verb(form: str) -> None:
    assert form in texts(verb_forms("قصف", "يقصف", "ar"))


@pytest.mark.parametrize("form", ["اعتدى", "اعتدت", "اعتدوا", "يعتدي", "يعتدون", "سيعتدي"])
def test_forms_of_a_weak_verb(form: str) -> None:
    assert form in texts(verb_forms("اعتدى", "يعتدي", "ar"))


def test_a_weak_verb_keeps_no_full_ending() -> None:
    assert not texts(verb_forms("اعتدى", "يعتدي", "ar")) & {"اعتدىت", "اعتدىوا", "يعتديون"}


def test_tenses_and_pronouns_are_told() -> None:
    forms = {form.text: form for form in verb_forms("قصف", "يقصف", "ar")}
    assert (forms["قصفت"].tense, forms["تقصف"].tense, forms["سيقصف"].tense) == ("past", "present", "future")
    assert forms["قصفها"].has_pronoun
    assert not forms["قصفت"].has_pronoun


@pytest.mark.parametrize(
    ("form", "number", "is_definite"),
    [("غارة", 1, False), ("الغارة", 1, True), ("غارتان", 2, False), ("الغارتين", 2, True), ("غارات", 3, False),
     ("الغارات", 3, True), ("غارتهم", 1, True)],
)  # fmt: skip
def test_forms_of_a_noun(form: str, number: int, is_definite: bool) -> None:
    forms = {made.text: made for made in noun_forms("غارة", ["غارات"], "ar", has_dual=True)}
    assert (forms[form].number, forms[form].is_definite) == (number, is_definite)


def test_the_indefinite_accusative_has_an_alif_only_where_it_is_written() -> None:
    assert "قصفا" in texts(noun_forms("قصف", [], "ar", has_dual=False))
    assert "غارةا" not in texts(noun_forms("غارة", [], "ar", has_dual=False))
    assert not any(form.number == 2 for form in noun_forms("قصف", [], "ar", has_dual=False))


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("carry out", {"carry out", "carries out", "carried out", "carrying out"}),
        ({"base": "shoot", "past": "shot"}, {"shoot", "shoots", "shot", "shooting"}),
        ({"base": "take control", "past": "took control"}, {"take control", "took control", "taking control"}),
        ({"base": "beat back", "past": "beat back"}, {"beat back", "beats back", "beating back"}),
        ("attack", {"attack", "attacks", "attacked", "attacking"}),
        ("bombard", {"bombard", "bombards", "bombarded", "bombarding"}),
    ],
)
def test_forms_of_english_verbs(verb: object, forms: set[str]) -> None:
    made = [form.text for form in inflected_forms(verb, "en")]  # type: ignore[arg-type]
    assert forms <= set(made)
    assert not any(words[-1] == words[-2] for words in (text.split() for text in made) if len(words) > 1)


def test_an_empty_list_leaves_a_form_out() -> None:
    assert "strike" not in texts(inflected_forms({"base": "strike", "past": "struck", "plain": []}, "en"))


@pytest.mark.parametrize(("singular", "plural"), [("raid", "raids"), ("clash", "clashes"), ("assembly", "assemblies")])
def test_english_plurals(singular: str, plural: str) -> None:
    assert list(pluralised(singular, "en")) == [plural]


def test_a_language_without_plural_rules_makes_none() -> None:
    assert list(pluralised("غارة", "ar")) == []


def test_the_first_fitting_rule_is_applied() -> None:
    rules = [{"ending": "y", "cut": 1, "suffixes": ["ies", "ied"]}, {"ending": "", "suffixes": ["s"]}]
    assert list(affixed("carry", rules)) == ["carries", "carried"]
    assert list(affixed("raid", rules)) == ["raids"]
    assert list(affixed("raid", rules[:1])) == []


def test_word_forms_are_plain_values() -> None:
    assert WordForm("قصف", "verb", "past") == WordForm("قصف", "verb", "past")
