"""What a language file tells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.lexicon.language import load_language
from pipelines.metadata.errors import SchemaError
from pipelines.settings import schemas_folder

LANGUAGES = sorted(path.parent.name for path in (schemas_folder() / "lexicons").glob("*/language.yml"))


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_is_declared_whole(code: str) -> None:
    language = load_language(code)
    assert language.code == code
    assert language.name
    assert all(prefix and language.fold(prefix) == prefix for prefix in language.proclitics)
    assert set(language.conjunctions) <= set(language.proclitics)


@pytest.mark.parametrize("code", LANGUAGES)
def test_letters_are_folded_once_for_all(code: str) -> None:
    letters = load_language(code).folding.letters
    assert all(ord(instead) not in letters or letters[ord(instead)] == instead for instead in letters.values())


@given(st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=40))
def test_folding_folded_words_changes_nothing(text: str) -> None:
    """As long as no sign was dropped between letters: then two new neighbours may be read as one."""
    language = load_language("ar")
    once = language.fold(text)
    removals = language.folding.removals
    assert removals is not None
    if not removals.search(once) and not any(letter in "137" for letter in once):
        assert language.fold(once) == once


def test_an_unknown_language_is_told() -> None:
    with pytest.raises(SchemaError, match=r"xx.language\.yml"):
        load_language("xx")


def test_proclitics_lead_back_to_the_article() -> None:
    assert load_language("ar").proclitics["لل"] == "ال"
