"""The declared words and rules: every example is read by its rule, wrong declarations are refused in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.coding.dates.chart import rules_over_all
from pipelines.coding.dates.grammar import Grammar, load_grammar
from pipelines.coding.dates.lexemes import Lexer
from pipelines.lexicon.audit import lexicon_languages
from pipelines.metadata.errors import SchemaError
from pipelines.settings import schemas_folder
from pipelines.text.tokens import tokenise

LANGUAGES = lexicon_languages()
LEXICONS = schemas_folder() / "lexicons"


def _declared(language: str, name: str) -> Any:
    return yaml.safe_load((LEXICONS / language / f"{name}.yml").read_text(encoding="utf-8"))


EXAMPLES = [
    pytest.param(language, rule["id"], example, id=f"{language}-{rule['id']}-{number}")
    for language in LANGUAGES
    for rule in _declared(language, "date_rules")["rules"]
    for number, example in enumerate(rule.get("examples", []))
]


def _grammar(language: str) -> Grammar:
    grammar = load_grammar(language)
    assert grammar is not None
    return grammar


@pytest.mark.parametrize(("language", "rule_id", "example"), EXAMPLES)
def test_every_example_is_read_by_its_rule(language: str, rule_id: str, example: str) -> None:
    grammar = _grammar(language)
    words = tokenise(grammar.language.fold(str(example))).words
    assert rule_id in rules_over_all(grammar, Lexer(grammar).slots(words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_twice_in_a_class(language: str) -> None:
    grammar, seen = _grammar(language), set()
    for entry in _declared(language, "dates")["entries"]:
        for word in entry["words"]:
            key = (entry["class"], str(entry.get("value")), grammar.language.fold(str(word)))
            assert key not in seen, f"{entry['id']}: {word}"
            seen.add(key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_class_of_words_is_used(language: str) -> None:
    words, rules = _declared(language, "dates"), _declared(language, "date_rules")["rules"]
    text = " ".join(pattern for rule in rules for pattern in rule["patterns"])
    used = set(text.replace("{", "|").replace("}", "|").replace(":", "|").split("|"))
    used |= {name for rule in rules for key in ("not_before", "not_after") for name in rule.get(key, [])}
    classes = {entry["class"] for entry in words["entries"]} | {shape["class"] for shape in words["shapes"]}
    assert classes - used - set(words["hints"]) <= {"name"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_hint_is_a_class(language: str) -> None:
    words = _declared(language, "dates")
    classes = {entry["class"] for entry in words["entries"]} | {shape["class"] for shape in words["shapes"]}
    assert set(words["hints"]) <= classes


@pytest.fixture
def schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A schemas folder with English words and no rules yet."""
    folder = tmp_path / "lexicons" / "en"
    folder.mkdir(parents=True)
    (tmp_path / "json").symlink_to(schemas_folder() / "json")
    for name in ("language", "dates"):
        (folder / f"{name}.yml").symlink_to(LEXICONS / "en" / f"{name}.yml")
    monkeypatch.setenv("WAQAI_SCHEMAS", str(tmp_path))
    load_grammar.cache_clear()
    yield folder
    load_grammar.cache_clear()


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("{id: date.x, reads: guess, patterns: ['{weekday}']}", "reads 'guess'"),
        ("{id: date.x, reads: weekday, patterns: ['{wekday}']}", "no word or rule is of class 'wekday'"),
    ],
)
def test_a_wrong_rule_is_refused(schemas: Path, rule: str, said: str) -> None:
    (schemas / "date_rules.yml").write_text(f"rules:\n  - {rule}\n", encoding="utf-8")
    with pytest.raises(SchemaError, match=said):
        load_grammar("en")
