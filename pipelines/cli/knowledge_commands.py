"""Commands that change or check what the coder knows: gazetteer and lexicons."""

from __future__ import annotations

from pathlib import Path

from pipelines.run.outcome import BuildError


def import_gazetteer(file: Path) -> None:
    """Bring a table of places into the gazetteer and print what came of it."""
    from pipelines.gazetteer.importing import import_table

    if not file.is_file():
        raise BuildError(f"there is no file {file}")
    print(import_table(file))


def add_to_gazetteer(name: str, latitude: float, longitude: float, country: str, latin: str | None) -> None:
    """Add one place to the user's own table and print its id."""
    from pipelines.gazetteer.importing import add_place

    print(add_place(name, latitude, longitude, country, latin))


def audit_lexicon(curated: Path) -> None:
    """Print duplicate, contradictory and unused entries; unused ones need a release to compare with."""
    from pipelines.lexicon.audit import audit

    for remark in audit(curated / "current"):
        print(remark)
