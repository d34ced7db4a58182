"""Stages `validate` and `publish` of a build: all tables together, counted, checked, then swapped in."""

from __future__ import annotations

import importlib
import json
import threading
from collections import Counter

import pyarrow as pa

from pipelines.lexicon.language import declared_languages
from pipelines.link import OPEN_RELEASE
from pipelines.metadata import codes_table, load_tables
from pipelines.publish import PublishError, Release, publish_release, whole_release
from pipelines.publish.durable import flush
from pipelines.run import fingerprint
from pipelines.run.accounting import balances, check_balances, counts_by
from pipelines.run.outcome import BuildError, BuildOutcome
from pipelines.run.workspace import STAGES, Workspace

_LEFT_BY = {
    "code": ("articles", "tallies", "mentions", "evidence", "issues", "rejects"),
    "link": ("reports", "incidents", "judgements", "changes", "actors", "places"),
}
_TOLD = (
    ("code", "articles", ["language"]),
    ("code", "rejects", ["reason"]),
    ("code", "issues", ["code", "value"]),
    ("code", "mentions", ["disposition"]),
    ("link", "reports", ["status", "pending_reason"]),
)
_UNKNOWN_PLACE = "place.unknown"  # the coder's issue for a place that no gazetteer entry covers
_MOST_FREQUENT = 10
_TOLD_FAILURES = 5


def start_loading() -> threading.Thread:
    """Load the checking library while this process waits for its workers; join before `run_validate`."""
    thread = threading.Thread(target=importlib.import_module, args=("great_expectations",), daemon=True)
    thread.start()
    return thread


def run_validate(space: Workspace) -> None:
    """All tables → the rows that pass, and `quarantine` with those that do not.

    Raises BuildError when rows were lost or doubled on the way, or a critical check fails.
    """
    made_from = space.stamp("link")
    if space.is_made("validate", made_from, fingerprint.release_hash()):
        return
    from pipelines.validate import validate_files  # late: great-expectations takes seconds to load

    check_accounting(space, _told_tables(space))
    tables = {name: space.whole_path(stage, name) for stage, names in _LEFT_BY.items() for name in names}
    before = space.curated / "current"
    with space.writing("validate", made_from, fingerprint.release_hash()) as folder:
        given = tables | {"codes": codes_table()}
        outcome = validate_files(given, folder, space.work / "spill", before if before.exists() else None)
        if outcome.critical:
            told = "; ".join(map(str, outcome.critical[:_TOLD_FAILURES]))
            raise BuildError(f"{len(outcome.critical)} critical checks failed, no release was written: {told}")
        for path in folder.iterdir():
            flush(path)


def run_publish(space: Workspace) -> Release:
    """The checked tables → a release, swapped in whole. Raises BuildError when it cannot be written."""
    space.stamp("validate")
    tables = {name: space.whole_path("validate", name) for name in load_tables()}
    try:
        return publish_release(tables, space.curated, _provenance(space), open_id=OPEN_RELEASE)
    except PublishError as error:
        raise BuildError(str(error)) from error


def _provenance(space: Workspace) -> dict[str, str]:
    """What a release was made from."""
    return {"inputs": space.stamp("ingest"), "code_and_schemas": fingerprint.release_hash()}


def publish_unchanged(space: Workspace) -> Release | None:
    """The release in force, made whole again if need be, when it came from exactly these inputs, declarations and code.

    None when anything changed or the tables it was made from are gone: then all stages have to run.
    """
    try:
        provenance = _provenance(space)
        space.stamp("validate")
        if not all(map(space.is_whole, STAGES[:-1])):
            return None
        if (whole := whole_release(space.curated, provenance)) is not None:
            return whole
        manifest = json.loads((space.curated / "current" / "manifest.json").read_text(encoding="utf-8"))
        return run_publish(space) if manifest["provenance"] == provenance else None
    except (OSError, ValueError, KeyError, BuildError):
        return None


def _told_tables(space: Workspace) -> dict[str, pa.Table]:
    """What is counted, column by column: whole tables would be read for nothing."""
    return {name: space.read(stage, name, columns, columns) for stage, name, columns in _TOLD}


def check_accounting(space: Workspace, tables: dict[str, pa.Table]) -> tuple[str, ...]:
    """The equations of this build, in words. Raises BuildError when one does not hold."""
    records = space.read("ingest", "counts")["record_count"][0].as_py()
    articles, rejects = tables["articles"].num_rows, tables["rejects"].num_rows
    return check_balances(balances(records, articles, rejects, tables["mentions"], tables["reports"]))


def describe(space: Workspace, release: Release, coded: int, seconds: float) -> BuildOutcome:
    """What the build came to."""
    tables = _told_tables(space)
    reports = tables["reports"]
    return BuildOutcome(
        release_id=release.release_id,
        release=release.folder,
        curated=space.curated,
        counts=release.tables,
        rejected=counts_by(tables["rejects"], "reason"),
        pending=counts_by(reports, "pending_reason"),
        unknown_places=_unknown_places(tables["issues"]),
        accounting=check_accounting(space, tables),
        coded=coded,
        seconds=seconds,
        held_back=counts_by(space.read("validate", "quarantine", ["table_name"]), "table_name"),
        left_alone=_left_alone(tables["articles"]),
    )


def _left_alone(articles: pa.Table) -> dict[str, int]:
    return {code: count for code, count in counts_by(articles, "language").items() if code not in declared_languages()}


def _unknown_places(issues: pa.Table) -> tuple[tuple[str, int], ...]:
    named = zip(issues["code"].to_pylist(), issues["value"].to_pylist(), strict=True)
    counted = Counter(value for code, value in named if value and code.endswith(_UNKNOWN_PLACE))
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_FREQUENT])
