"""A language is a folder: adding one touches no Python, and no Python knows the words of any."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.lexicon.alternatives import expanded
from pipelines.lexicon.language import declared_languages
from pipelines.settings import PACKAGE, schemas_folder

OTHER = Path(__file__).parents[1] / "corpus" / "language_folder"
MODULES = sorted(PACKAGE.rglob("*.py"))
KNOWING = [path for path in MODULES if path.relative_to(PACKAGE).parts[0] in ("coding", "lexicon", "text", "code")]
ARABIC_LETTER = re.compile(r"[\u0621-\u063a\u0641-\u064a\u066e-\u06d3]")
CALENDAR = ("month", "month_shy", "weekday", "weekday_short", "hijri_month")
WORD_KEYS = {
    "words", "forms", "plural", "before", "after", "phrases", "verbs", "verb", "masdar", "nouns", "sound", "singular",
    "group", "locatives", "weak_locatives", "parent_links", "name_links", "not_names", "list_words", "frequent",
    "objects", "whole", "starts", "stems",
}  # fmt: skip
ACTOR_NAMES = {"military forces of", "police forces of"}  # how ACLED names the forces of states, in every language


def _strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for key, value in content.items():
            yield str(key)
            yield from _strings(value)
    elif isinstance(content, list):
        for value in content:
            yield from _strings(value)


def _words(content: Any) -> Iterator[str]:
    """The words and phrases that a lexicon file declares."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from expanded(_strings(value)) if key in WORD_KEYS else _words(value)
    elif isinstance(content, list):
        for value in content:
            yield from _words(value)


def _read(paths: Iterable[Path]) -> Iterator[Any]:
    return (yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths)


def _lexicon(language: str) -> set[str]:
    files = sorted((schemas_folder() / "lexicons" / language).rglob("*.yml"))
    return {word.lower() for content in _read(files) for word in _words(content)}


def _declared() -> set[str]:
    """The terms in which the schemas speak: keys, enumerations, codes."""
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((schemas_folder() / "json").glob("*"))]
    codes = _read([*sorted((schemas_folder() / "codes").glob("*.yml")), schemas_folder() / "fields.yml"])
    return {text.lower() for content in (*schemas, *codes) for text in _strings(content)}


def _constants(path: Path) -> Iterator[tuple[int, str]]:
    """The strings of a module, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    bodies = [n.body for n in ast.walk(tree) if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef)]
    docs = {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def _found(paths: Iterable[Path], words: set[str]) -> list[str]:
    return [
        f"{path.relative_to(PACKAGE)}:{line}: {text!r}"
        for path in paths
        for line, text in _constants(path)
        if text.strip().lower() in words
    ]


def test_no_module_holds_a_word_in_arabic_letters() -> None:
    found = [f"{p}:{line}: {text!r}" for p in MODULES for line, text in _constants(p) if ARABIC_LETTER.search(text)]
    assert found == []


def test_no_module_holds_the_name_of_a_month_or_weekday() -> None:
    entries = (e for code in declared_languages() for e in _dates(code) if e["class"] in CALENDAR)
    names = {word for entry in entries for word in entry["words"] if len(word) > 2}
    assert len(names) > 60
    assert _found(MODULES, names) == []


def _dates(language: str) -> list[dict[str, Any]]:
    (content,) = _read([schemas_folder() / "lexicons" / language / "dates.yml"])
    entries: list[dict[str, Any]] = content["entries"]
    return entries


def test_no_module_that_reads_texts_holds_a_phrase_of_a_lexicon() -> None:
    phrases = {word for code in declared_languages() for word in _lexicon(code) if " " in word}
    assert len(phrases) > 5_000
    assert _found(KNOWING, phrases - _declared() - ACTOR_NAMES) == []


def test_no_module_holds_a_word_that_only_a_lexicon_can_bring() -> None:
    """Single English words are the project's own terms too; those of all other languages are not."""
    foreign = {word for code in declared_languages() if code != "en" for word in _lexicon(code) if len(word) > 2}
    assert _found(KNOWING, foreign - _lexicon("en") - _declared()) == []


SENTENCES = {
    "Armitaj viroj mortigis tri farmistojn lundon en Mopti.": {
        "sub_event_type": "Attack", "event_date": "2023-05-08", "location": "Mopti", "fatalities_best": 3,
        "actor": "Unidentified Armed Group (Mali)", "target": "Civilians (Mali)", "language": "eo",
    },
    "La armeo de Malio bombardis la urbon Gao 3 marto 2022.": {
        "sub_event_type": "Shelling/artillery/missile attack", "event_date": "2022-03-03", "location": "Gao",
        "actor": "Military Forces of Mali (2021-)", "language": "eo",
    },
    "Du soldatoj estis mortigitaj de JNIM apud Kidal lundon.": {
        "sub_event_type": "Armed clash", "event_date": "2023-05-08", "location": "Kidal", "geo_precision": 2,
        "actor": "JNIM: Group for Support of Islam and Muslims", "fatalities_best": 2, "language": "eo",
    },
}  # fmt: skip
CODE = """
import datetime, json, sys
from pipelines import code_article
from pipelines.coding.article import ArticleInput
for text in json.load(sys.stdin):
    coded = code_article(ArticleInput("a", text, "eo", None, datetime.date(2023, 5, 12), "Mali"))
    print(json.dumps(coded.reports, default=str))
"""


@pytest.fixture
def schemas_with_a_new_language(tmp_path: Path) -> Path:
    """The project's schemas with one folder more."""
    folder = tmp_path / "schemas"
    (folder / "lexicons").mkdir(parents=True)
    for entry in schemas_folder().iterdir():
        if entry.name != "lexicons":
            (folder / entry.name).symlink_to(entry)
    for entry in (*(schemas_folder() / "lexicons").iterdir(), OTHER / "eo"):
        (folder / "lexicons" / entry.name).symlink_to(entry)
    return folder


def _run(arguments: list[str], schemas: Path, given: str = "") -> str:
    environment = {**os.environ, "WAQAI_SCHEMAS": str(schemas), "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, *arguments], input=given, capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_folder_is_all_that_a_new_language_needs(schemas_with_a_new_language: Path) -> None:
    told = _run(["-c", CODE], schemas_with_a_new_language, json.dumps(list(SENTENCES)))
    for line, expected in zip(told.splitlines(), SENTENCES.values(), strict=True):
        (report,) = json.loads(line)
        assert {name: report[name] for name in expected} == expected


def test_a_new_folder_is_audited_and_recognised(schemas_with_a_new_language: Path) -> None:
    look = """
from pipelines.lexicon.audit import audit_language
from pipelines.lexicon.recognition import likeliest_language
print([finding for finding in audit_language("eo") if finding.level == "error"], likeliest_language(input()))
"""
    text = "Armitaj viroj mortigis tri farmistojn en la urbo Gao, kaj la armeo ne estis tie por ili."
    assert _run(["-c", look], schemas_with_a_new_language, text).strip() == "[] eo"
