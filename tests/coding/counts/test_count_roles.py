"""The role lexicon: forms made from stems, and what is refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.coding.counts import load_roles, role_of
from pipelines.lexicon.audit import lexicon_languages
from pipelines.metadata.errors import SchemaError
from pipelines.settings import schemas_folder

FORMS = {
    "مدنيون": ("ar.role.civilian", "plural", "open"),
    "المدنيين": ("ar.role.civilian", "plural", "definite"),
    "مدنيين": ("ar.role.civilian", "plural_or_dual", "open"),
    "عنصران": ("ar.role.member", "dual", "open"),
    "عنصرا": ("ar.role.member", "singular", "open"),
    "عناصرها": ("ar.role.member", "plural", "possessed"),
    "مقاتليه": ("ar.role.fighter", "plural", "possessed"),
    "مقاتلي": ("ar.role.fighter", "plural", "construct"),
    "طفلتان": ("ar.role.girl", "dual", "open"),
    "جثتي": ("ar.role.body", "dual", "construct"),
    "قتلاهم": ("ar.role.killed", "plural", "possessed"),
    "أعضائه": ("ar.role.member", "plural", "possessed"),
    "دوريتها": ("ar.role.patrol", "singular", "possessed"),
    "دوريات": ("ar.role.patrol", "plural", "open"),
}


@pytest.mark.parametrize("form", FORMS)
def test_forms_are_made_from_stems(form: str) -> None:
    lexicon = load_roles("ar")
    match = lexicon.forms.at([lexicon.language.fold(form)], 0)
    assert match is not None
    found = match.entries[0]
    assert (found.role.role_id, found.number, found.state) == FORMS[form]


def test_role_of_a_reading_tells_the_casualty() -> None:
    assert role_of("ar.role.martyr", "ar").casualty == "killed"
    assert role_of("ar.role.victim", "ar").casualty == "ambiguous"
    assert role_of("en.role.soldier", "en").casualty is None


@pytest.mark.parametrize("language", lexicon_languages())
def test_every_role_has_a_form(language: str) -> None:
    lexicon = load_roles(language)
    matches = [lexicon.forms.at(list(words), 0) for words, _ in lexicon.phrases]
    reachable = {match.entries[0].role.role_id for match in matches if match is not None}
    assert set(lexicon.roles) <= reachable


@pytest.fixture
def other_schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the schemas that a test may spoil."""
    folder = tmp_path / "schemas"
    for part in ("json", "lexicons"):
        shutil.copytree(schemas_folder() / part, folder / part)
    monkeypatch.setenv("WAQAI_SCHEMAS", str(folder))
    load_roles.cache_clear()
    yield folder
    load_roles.cache_clear()


def test_an_unknown_class_is_refused(other_schemas: Path) -> None:
    path = other_schemas / "lexicons" / "en" / "roles.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("class: tank,", "class: tonk,"), encoding="utf-8")
    with pytest.raises(SchemaError, match=r"en/roles\.yml: en\.role\.tank: class 'tonk' is not in role_classes\.yml"):
        load_roles("en")
