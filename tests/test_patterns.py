"""No regular expression of the project can blow up: by its shape, it takes time in proportion to what it is given.

Three shapes are refused. *Nested*: a repeat of many inside another, without a letter between that tells where one ends
("(a+)+"). *Adjacent*: two repeats of many that the same letters fit ("\\s*x?\\s*$"). *Leading*: a repeat of many at the
beginning that something has to follow ("\\s+x"), which is tried again at every place of a long row.
"""

from __future__ import annotations

import ast
import re
import re._constants as sre
import re._parser as sre_parser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

PROJECT = Path(__file__).resolve().parents[1]
FUNCTIONS = {"compile", "search", "match", "fullmatch", "sub", "split", "findall", "finditer"}
DECLARED = {  # declarations that hold expressions, and the keys under which they do
    "lexicons/*/language.yml": {"match", "removals"},
    "gazetteer/spelling.yml": {"match"},
    "sources/urls.yml": {"form"},
    "sources/url_dates.yml": {"form"},
}
MANY = 64
ALPHABET = [chr(number) for number in range(0x250)] + list("ابتةى٣،؛؟–—«»…“”’\u200f\u2028")
# What is used on a few letters only, or where it cannot be tried again.
HARMLESS = {
    rb"\s{0,100}<": "matched at the beginning of a body alone",
    r"--\s*@(\w+):\s*(.+)": "lines of the project's own views",
}


def expressions() -> Iterator[tuple[str, str | bytes]]:
    """Place and text of every expression that is written down; what is joined to it at run time counts as a letter."""
    for path in sorted((PROJECT / "pipelines").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in {f"re.{f}" for f in FUNCTIONS}:
                written = _written(node.args[0])
                if written is not None:
                    yield f"{path.relative_to(PROJECT)}:{node.lineno}", written
    for pattern, keys in DECLARED.items():
        for path in sorted((PROJECT / "schemas").glob(pattern)):
            for found in _under(yaml.safe_load(path.read_text(encoding="utf-8")), keys):
                yield str(path.relative_to(PROJECT)), found


def _written(node: ast.expr) -> str | bytes | None:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str | bytes) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)
    return None


def _under(value: Any, keys: set[str]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in keys:
                yield from [inner] if isinstance(inner, str) else [each for each in inner if isinstance(each, str)]
            else:
                yield from _under(inner, keys)
    elif isinstance(value, list):
        for inner in value:
            yield from _under(inner, keys)


def faults(expression: str | bytes) -> set[str]:
    """The refused shapes of an expression."""
    found: set[str] = set()
    _look(list(_flat(sre_parser.parse(expression))), found, is_first=True)
    return found


def _flat(parts: Any) -> Iterator[tuple[Any, Any]]:
    for operator, value in parts:
        if operator is sre.SUBPATTERN:
            yield from _flat(value[3])
        else:
            yield operator, value


def _look(parts: list[tuple[Any, Any]], found: set[str], is_first: bool) -> None:
    before: set[str] = set()
    for place, (operator, value) in enumerate(parts):
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            least, most, body = value[0], value[1], list(_flat(value[2]))
            if most < MANY:
                _look(body, found, is_first)
                before = set() if least else before
            else:
                if is_first and any(_is_needed(part) for part in parts[place + 1 :]):
                    found.add("leading")
                if before & _letters(body[:1]):
                    found.add("adjacent")
                if _repeats(body) and not _is_separated(body):
                    found.add("nested")
                _look(body, found, is_first=False)
                before = (set() if least else before) | _letters(body)
            is_first = is_first and not least
        elif operator is sre.BRANCH:
            for branch in value[1]:
                _look([*_flat(branch), *parts[place + 1 :]], found, is_first)
            return
        elif operator in (sre.ASSERT, sre.ASSERT_NOT):
            is_first = is_first and value[0] > 0
        else:
            before, is_first = set() if operator is not sre.AT else before, False


def _repeats(parts: list[tuple[Any, Any]]) -> list[list[tuple[Any, Any]]]:
    """The bodies of the repeats of many among some parts."""
    repeats = (sre.MAX_REPEAT, sre.MIN_REPEAT)
    return [list(_flat(value[2])) for operator, value in parts if operator in repeats and value[1] >= MANY]


def _is_separated(body: list[tuple[Any, Any]]) -> bool:
    """Whether a letter must stand in every round that fits none of the repeats in it."""
    repeated = set().union(*map(_letters, _repeats(body)))
    single = (sre.LITERAL, sre.IN, sre.NOT_LITERAL)
    return any(operator in single and not _letters([(operator, value)]) & repeated for operator, value in body)


def _is_needed(part: tuple[Any, Any]) -> bool:
    operator, value = part
    return operator not in (sre.MAX_REPEAT, sre.MIN_REPEAT) or value[0] > 0


def _letters(parts: list[tuple[Any, Any]]) -> set[str]:
    """The letters that any of some parts fits."""
    fitting: set[str] = set()
    for part in parts:
        operator, value = part
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            fitting |= _letters(list(_flat(value[2])))
        elif operator is sre.BRANCH:
            fitting |= set().union(*(_letters(list(_flat(branch))) for branch in value[1]))
        elif operator is sre.LITERAL:
            fitting.add(chr(value))
        elif operator is sre.ANY:
            fitting |= set(ALPHABET) - {"\n"}
        elif operator in (sre.IN, sre.NOT_LITERAL):
            fitting |= {letter for letter in ALPHABET if _fits(operator, value, letter)}
    return fitting


def _fits(operator: Any, value: Any, letter: str) -> bool:
    if operator is sre.NOT_LITERAL:
        return ord(letter) != value
    is_in, is_negated = False, False
    for kind, what in value:
        if kind is sre.NEGATE:
            is_negated = True
        elif kind is sre.LITERAL:
            is_in |= ord(letter) == what
        elif kind is sre.RANGE:
            is_in |= what[0] <= ord(letter) <= what[1]
        else:
            is_in |= _of_category(str(what), letter)
    return is_in != is_negated


def _of_category(name: str, letter: str) -> bool:
    kinds = {"DIGIT": letter.isdigit(), "SPACE": letter.isspace(), "WORD": letter.isalnum() or letter == "_"}
    return kinds[name.rpartition("_")[2]] != ("NOT" in name)


@pytest.mark.parametrize(
    ("expression", "shapes"),
    [
        (r"(a+)+b", {"nested", "leading"}),
        (r"x(?:[a-z]+\s*)*y", {"nested"}),
        (r"x\s*\s*y", {"adjacent"}),
        (r"x\s*,?\s*y", {"adjacent"}),
        (r"\s+x", {"leading"}),
        (r"(?<!\s)\s+x", set()),
        (r"\d+(?:,\d+)*", set()),
        (r"^\s+x", set()),
        (r"[a-z]+", set()),
    ],
)
def test_shapes_are_told(expression, shapes):
    assert faults(expression) == shapes


def test_no_expression_can_blow_up():
    found = list(expressions())
    assert len(found) > 60
    told = {(place, str(each)): faults(each) for place, each in found if each not in HARMLESS}
    assert {place: shapes for place, shapes in told.items() if shapes} == {}


def test_what_is_called_harmless_is_there():
    assert set(HARMLESS) <= {each for _, each in expressions()}
    assert all(faults(each) for each in HARMLESS)


def test_an_expression_is_what_python_takes_it_for():
    assert all(re.compile(each) for _, each in expressions())
