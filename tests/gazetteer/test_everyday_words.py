"""Which names of places are rather words of the language, told by how often words and their forms are written."""

from __future__ import annotations

import pytest

from pipelines.gazetteer.compile_word_forms import word_rows
from pipelines.gazetteer.drafts import Draft
from pipelines.gazetteer.everyday_words import WordForms
from pipelines.gazetteer.index import Gazetteer
from pipelines.gazetteer.spelling import fold_name
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder


def place(country: str, population: int = 0, *, name: str = "مثال", named: bool = False, seat: str = "") -> Draft:
    draft = Draft("gn:1", "Mithal", name, "town", country, 0.0, 0.0, population=population, is_named=named)
    draft.capital_of = [seat] if seat else []
    return draft


@pytest.mark.parametrize(
    ("often", "others", "means", "reason"),
    [
        (50, 48, place("FJ", 40_000), "everyday_word"),
        (33, 30, place("FJ", 40_000), "common_word"),
        (39, 15, place("SY", 40_000), ""),  # written in one form: a name
        (48, 47, place("SY", 40_000, named=True), ""),  # the news of the region names it
        (57, 56, place("SY", 40_000, named=True), "everyday_word"),
        (42, 41, place("SY", named=True), "common_word"),
        (48, 47, place("SY", named=True), "everyday_word"),
        (35, 33, place("SY", named=True), ""),
        (52, 51, place("EG", 9_000_000, seat="iso:EG"), ""),  # capitals are what is meant
        (48, 46, place("JO", 900_000, name="آخر", seat="iso:JO"), "everyday_word"),  # but not by any other name
        (42, 0, place("US", 40_000), "everyday_word"),  # nobody writes of so small a town so often
        (32, 0, place("US", 40_000), "common_word"),
        (29, 0, place("US", 40_000), ""),
        (42, 0, place("US", 900_000), ""),
        (42, 0, place("SA", 40_000), "common_word"),
        (35, 0, place("SA", 40_000), ""),
    ],
)
def test_words_are_told_from_names(often: int, others: int, means: Draft, reason: str) -> None:
    words = WordForms({"مثال": (often, others)})
    assert words.reason("مثال", [means], is_guessed=False) == reason


def test_a_guess_at_a_well_known_name_is_a_word_when_it_is_written_as_one() -> None:
    known = place("SY", 400_000, named=True, seat="pc:SY01")
    words = WordForms({"مثال": (44, 43)})
    assert words.reason("مثال", [known], is_guessed=False) == ""
    assert words.reason("مثال", [known], is_guessed=True) == "everyday_word"


def test_what_nobody_counted_is_a_name() -> None:
    assert WordForms({}).reason("مثال", [place("FJ")], is_guessed=False) == ""


def test_forms_of_a_word_are_its_article_its_pronouns_and_its_persons() -> None:
    counted = {"طاولة": 40, "الطاولة": 42, "طاولته": 38, "غرفة": 45, "غرفته": 39, "يكتب": 41, "تكتب": 40}
    counted |= {"مدريد": 45, "قلما": 29}
    morphology = read_yaml(schemas_folder() / "lexicons" / "ar" / "morphology.yml", "morphology")
    rows = {word: (often, others) for word, often, others in word_rows(counted, morphology)}
    assert rows["طاولة"] == (40, 42)
    assert rows["الطاولة"] == (42, 40)
    assert rows["غرفته"] == (39, 45)
    assert rows["طاولته"] == (38, 0)  # the dictionary form is hardly more frequent
    assert rows["يكتب"] == (41, 40)
    assert rows["مدريد"] == (45, 0)
    assert "قلما" not in rows  # rare


@pytest.mark.parametrize("name", ["غرفة", "الصورة", "يوما", "لونه", "بأنه", "نادي", "الفحص", "هوية", "دولة", "منزله"])
def test_everyday_words_are_no_towns_abroad(gazetteer: Gazetteer, name: str) -> None:
    entry = gazetteer.entry(fold_name(name))
    assert entry is None or entry.reason == "everyday_word"


@pytest.mark.parametrize("name", ["بغداد", "الرقة", "إدلب", "الموصل", "القصير", "تدمر", "عدن", "القاهرة", "دوما"])
def test_cities_of_the_news_are_names(gazetteer: Gazetteer, name: str) -> None:
    assert not gazetteer.needs_context(fold_name(name))
