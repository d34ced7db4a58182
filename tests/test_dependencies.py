"""What the project stands on: every package pinned with its hashes, declared, and what it is said to be."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
DECLARED = PYPROJECT["project"]
LOCK = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
NAME = r"[A-Za-z0-9_.-]+"
HASHES = r"(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+"
ENTRY = re.compile(rf"^({NAME})==(\S+)(?: ; (.+?))? \\\n({HASHES})", re.MULTILINE)
# Come with a declared package and are its public face.
WITH_OTHERS = {"numpy": "pandas"}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned() -> dict[str, tuple[str, str]]:
    """Package → version and marker."""
    return {normal(name): (number, marker) for name, number, marker, _ in ENTRY.findall(LOCK)}


def wanted(*, groups: bool = False) -> set[str]:
    """The packages that pyproject asks for, extras included; with the groups that the lock leaves out when asked to."""
    lists = [DECLARED["dependencies"], *DECLARED["optional-dependencies"].values()]
    lists += PYPROJECT["dependency-groups"].values() if groups else []
    return {normal(re.match(NAME, line)[0]) for lines in lists for line in lines}


def test_every_line_of_the_lock_is_a_version_with_hashes():
    starts = [line for line in LOCK.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(starts) == len(ENTRY.findall(LOCK)) > 20
    assert "http" not in LOCK


def test_everything_declared_is_locked():
    assert sorted(wanted() - pinned().keys() - {"waqai"}) == []


def test_installed_is_what_is_locked():
    needed = [normal(re.match(NAME, line)[0]) for line in DECLARED["dependencies"]]
    found = {name: version(name) for name in needed if not pinned()[name][1]}
    assert {name: number for name, number in found.items() if pinned()[name][0] != number} == {}


@pytest.mark.parametrize("package", sorted(path.name for path in (PROJECT / "pipelines").iterdir() if path.is_dir()))
def test_nothing_is_imported_that_is_not_declared(package):
    owners = packages_distributions()
    asked = {WITH_OTHERS.get(name, name) for name in wanted(groups=True)}
    for path in sorted((PROJECT / "pipelines" / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            tops = {name.partition(".")[0] for name in names}
            for top in tops - {"pipelines", "__future__"} - sys.stdlib_module_names:
                carriers = {normal(owner) for owner in owners.get(top, [top])} | {WITH_OTHERS.get(top, top)}
                assert carriers & asked, f"{path}: {top} is not declared in pyproject.toml"
