"""The documentation is true: what it names exists, what exists is named, and nothing foreign stands in the project."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
import typer

from pipelines.cli.main import app
from pipelines.ingest import archives, readers

PROJECT = Path(__file__).resolve().parents[1]
README = PROJECT / "README.md"
DOCS = sorted((PROJECT / "docs").glob("*.md"))
PAGES = [README, *DOCS, PROJECT / "CHANGELOG.md", PROJECT / "CONTRIBUTING.md", PROJECT / "raw" / "README.md"]
CODEBOOK = (PROJECT / "docs" / "codebook.md").read_text(encoding="utf-8")
WRITTEN = "\n".join(page.read_text(encoding="utf-8") for page in [README, *DOCS])
HEADINGS = {"Data", "Coding rules", "Schema", "Fixes", "Checks", "Docs"}

# Said in pieces, so that this file does not hold what it forbids.
REGISTRIES = ["py" + "pi.org", "python" + "hosted", "files." + "python", "npm" + "js", "conda." + "anaconda"]
FOREIGN = ["sub" + "agent", "chat" + "gpt", "cla" + "ude", "anthro" + "pic", "open" + "ai", "co" + "pilot"]
FOREIGN += ["coding " + "agent", "ai " + "agent", "helper " + "session", "as an " + "ai ", "system " + "prompt"]
FOREIGN += ["/wo" + "rk/", "../sha" + "red"]
MEASURED_IN = ".ci/run"  # names the registries to look for them, and measures with what lies beside the project


def commands(group, path=()):
    """Every command of the program with its options, as (words of the command, its parameters)."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command.params


COMMANDS = dict(commands(typer.main.get_command(app)))
TARGETS = re.findall(r"^([a-z]+):.*## ", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def tracked_texts():
    """Every file of the project that git knows or would take, as (path, text); binary files are left out."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=PROJECT, capture_output=True, text=True, check=True).stdout.split("\0")
    for name in filter(None, names):
        path = PROJECT / name
        if path.is_file():
            content = path.read_bytes()
            if b"\0" not in content:
                yield name, content.decode("utf-8", "replace")


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_is_documented(words):
    assert f"`waqai {' '.join(words)}" in (PROJECT / "docs" / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_option_is_documented(words):
    options = [name for parameter in COMMANDS[words] for name in parameter.opts if name.startswith("--")]
    assert not [name for name in options if f"`{name}" not in WRITTEN]


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_is_documented(target):
    assert f"`make {target}`" in (PROJECT / "docs" / "commands.md").read_text(encoding="utf-8")


def shell_lines():
    """The lines of all shell blocks and the commands in running text, as (page, line)."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL):
            yield from ((page.name, line) for line in block.splitlines() if line.strip())
        yield from ((page.name, line) for line in re.findall(r"`((?:make|waqai) [^`]+)`", text))


def test_pages_name_only_commands_that_exist():
    wrong = []
    for page, line in shell_lines():
        for program, rest in re.findall(r"\b(make|waqai|-m pipelines) ([a-z][a-z-]*(?: [a-z]+)?)", line):
            first, *second = rest.split()
            known = set(TARGETS) if program == "make" else {words[0] for words in COMMANDS}
            if first not in known:
                wrong.append(f"{page}: {line}")
            groups = {words[0] for words in COMMANDS if len(words) > 1}
            if program != "make" and first in groups and second and (first, second[0]) not in COMMANDS:
                wrong.append(f"{page}: {line}")
    assert not wrong


def test_pages_name_only_options_that_exist():
    wrong = []
    for page, line in shell_lines():
        called = re.search(r"(?:waqai|-m pipelines) ([a-z-]+)(?: ([a-z]+))?", line)
        if called:
            words = (called[1], called[2]) if (called[1], called[2]) in COMMANDS else (called[1],)
            known = {name for parameter in COMMANDS.get(words, ()) for name in parameter.opts}
            wrong += [f"{page}: {line}" for name in re.findall(r"(?<=\s)--[a-z-]+", line) if name not in known]
    assert not wrong


def test_every_variable_of_make_and_environment_is_documented():
    variables = re.findall(r"^([A-Z]+)\s*\?=", (PROJECT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    settings = (PROJECT / "pipelines" / "settings.py").read_text(encoding="utf-8")
    variables += [name for name in re.findall(r'"([A-Z_]+)"', settings) if name.startswith("WAQAI_")]
    assert not [name for name in variables if name not in WRITTEN]


@pytest.mark.parametrize("path", sorted((PROJECT / "schemas" / "tables").glob("*.yml")), ids=lambda path: path.stem)
def test_every_table_is_in_readme_and_codebook(path):
    assert f"## Table {path.stem}\n" in CODEBOOK
    assert f"`{path.stem}`" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", sorted((PROJECT / "schemas" / "views").glob("*.sql")), ids=lambda path: path.stem)
def test_every_view_is_in_readme_and_codebook(path):
    assert f"## View {path.stem}\n" in CODEBOOK
    assert f"`{path.stem}`" in README.read_text(encoding="utf-8")


def test_every_format_is_documented():
    for page in (PROJECT / "docs" / "inputs.md", PROJECT / "raw" / "README.md"):
        text = page.read_text(encoding="utf-8")
        promised = set(re.findall(r"`(\.[a-z]+)`", text)) - set(readers.PACKINGS) - {archives.ENDING}
        assert not {ending for ending in promised if readers.split_name(f"a{ending}") is None}, page
    inputs = (PROJECT / "docs" / "inputs.md").read_text(encoding="utf-8")
    assert not [ending for ending in readers._MODULES if f"`{ending}`" not in inputs]


def test_queries_in_pages_run_on_the_sample(sample_curated):
    text = README.read_text(encoding="utf-8") + WRITTEN
    queries = re.findall(r'SQL="(SELECT [^"…]+)"', text) + re.findall(r'sql\("""(SELECT .*?)"""', text, re.DOTALL)
    assert len(queries) > 3
    with duckdb.connect(str((sample_curated / "waqai.duckdb").resolve()), read_only=True) as con:
        assert not [query for query in queries if not con.execute(query).fetchall()]


def test_queries_for_what_a_good_release_lacks_run(sample_curated):
    queries = re.findall(r'waqai sql --curated results "(SELECT [^"]+)"', WRITTEN)
    assert queries
    with duckdb.connect(str((sample_curated / "waqai.duckdb").resolve()), read_only=True) as con:
        assert not [query for query in queries if con.execute(query).fetchall()]


def test_text_of_the_readme_codes_as_the_readme_shows():
    text = README.read_text(encoding="utf-8")
    line = re.search(r"waqai (code-text .*)", text)[1]
    shown = re.search(r"waqai code-text .*?```text\n(.*?)```", text, re.DOTALL)[1]
    done = subprocess.run(
        [sys.executable, "-m", "pipelines", *shlex.split(line)], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    evidence = {(found["field"], found["rule_id"]) for found in json.loads(done.stdout)["evidence"]}
    fields = [(row.split()[0], row) for row in shown.splitlines()]
    assert len(fields) > 3
    assert not [row for field, row in fields if not any(f == field and rule in row for f, rule in evidence)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(PROJECT).as_posix())
def test_links_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
        file, _, anchor = target.partition("#")
        if "://" in file:
            continue
        there = page.parent / file if file else page
        assert there.exists(), f"{page.name} links to {target}"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in headings}, target


def test_every_page_is_in_the_index():
    index = (PROJECT / "docs" / "index.md").read_text(encoding="utf-8")
    assert not [page.name for page in DOCS if page.name != "index.md" and f"({page.name})" not in index]


def test_readme_stays_short():
    assert len(README.read_text(encoding="utf-8").splitlines()) <= 150


def test_changelog_keeps_its_headings():
    text = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= HEADINGS
    assert re.search(r"^## \d+\.\d+\.\d+ ", text, re.MULTILINE)


def test_no_registry_is_named():
    texts = [(name, text) for name, text in tracked_texts() if name != MEASURED_IN]
    assert not [(name, host) for name, text in texts for host in REGISTRIES if host in text]


def test_the_project_speaks_of_itself_alone():
    texts = [(name, text.lower()) for name, text in tracked_texts() if name != MEASURED_IN]
    assert not [(name, word) for name, text in texts for word in FOREIGN if word in text]


def test_make_help_lists_every_target():
    shown = subprocess.run(
        ["make", "help"], cwd=PROJECT, capture_output=True, text=True, check=True, env={**os.environ, "MAKEFLAGS": ""}
    ).stdout
    assert not [target for target in TARGETS if f"make {target} " not in shown]
