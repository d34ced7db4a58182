"""The import direction, and who may know what. cli → run → stages → coding → gazetteer, lexicon → text, metadata."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "pipelines"
LAYERS = (
    {"settings", "readonly"},
    {"metadata"},
    {"text"},
    {"lexicon"},
    {"gazetteer"},
    {"coding"},
    {"ingest", "code", "link", "validate", "publish"},
    {"run", "evaluate", "export"},
    {"cli"},
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}
STAGES = LAYERS[6]
MODULES = sorted(PACKAGE.rglob("*.py"))


def imported(path):
    """The packages of the project that a module imports, with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [
                f"{node.module}.{alias.name}" if node.module == "pipelines" else node.module for alias in node.names
            ]
        for name in names:
            parts = name.split(".")
            if parts[0] == "pipelines" and len(parts) > 1:
                yield parts[1], node.lineno


def package_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_downwards(path):
    own = package_of(path)
    if own in ("__init__", "__main__"):
        return
    assert own in LEVEL, f"package {own} has no place in the layers"
    for other, line in imported(path):
        assert other == own or LEVEL[other] < LEVEL[own], f"line {line}: {own} imports {other}"


def test_only_run_and_above_bring_stages_together():
    for path in MODULES:
        stages = {other for other, _ in imported(path)} & STAGES - {package_of(path)}
        assert not stages or LEVEL.get(package_of(path), 99) > LEVEL["code"], path


def test_only_settings_reads_the_environment():
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        if path.name != "settings.py":
            assert "os.environ" not in text, path
            assert "getenv" not in text, path


@pytest.mark.parametrize("package", ["coding", "code", "text", "lexicon"])
def test_coding_knows_no_clock_no_network_and_no_pandas(package):
    barred = {"time", "random", "socket", "urllib", "http", "requests", "pandas", "subprocess"}
    for path in sorted((PACKAGE / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not barred & {name.split(".")[0] for name in names}, f"{path}:{node.lineno}"
            if isinstance(node, ast.Attribute):
                assert node.attr not in ("now", "today", "utcnow"), f"{path}:{node.lineno} reads the clock"


def test_no_drawers():
    barred = {"utils", "helpers", "shared", "common", "misc", "util", "helper"}
    assert not [path for path in MODULES if path.stem in barred or barred & set(path.relative_to(PACKAGE).parts)]
