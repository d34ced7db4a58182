"""Commands that change or check what the coder knows: gazetteer and lexicons."""

from __future__ import annotations

from pathlib import Path

from pipelines.cli.auditing import audit, write_findings
from pipelines.gazetteer import PlaceTableError, add_place, import_table
from pipelines.lexicon.audit import ERROR
from pipelines.run.outcome import BuildError


def import_gazetteer(file: Path) -> None:
    """Bring a table of places into the gazetteer and print what came of it."""
    try:
        outcome = import_table(file)
    except PlaceTableError as error:
        raise BuildError(str(error)) from error
    print(f"{outcome.kept:,} of {outcome.rows:,} rows kept in {outcome.table}")
    for kind, count in outcome.left_out.items():
        print(f"{count:,} left out: {kind}")
    if outcome.rejects_file is not None:
        print(f"{len(outcome.rejects):,} rejected, listed in {outcome.rejects_file}")


def add_to_gazetteer(name: str, latitude: float, longitude: float, country: str, latin: str | None) -> None:
    """Add one place to the user's own table and print its id. `latin` is the name to publish, when `name` is Arabic."""
    published, spelled = (latin, name) if latin else (name, "")
    try:
        print(add_place(name=published, latitude=latitude, longitude=longitude, country=country, name_ar=spelled))
    except PlaceTableError as error:
        raise BuildError(str(error)) from error


def audit_lexicon(curated: Path, as_json: bool) -> bool:
    """Print what is wrong or doubtful in the lexicons, and what a release never used; returns whether all is right."""
    findings = audit(curated / "current")
    write_findings(findings, as_json)
    return all(finding.level != ERROR for finding in findings)
