"""Stage `link` of a build: reports and the release before → incidents and changes."""

from __future__ import annotations

import hashlib

import pyarrow as pa

from pipelines.link import link_reports
from pipelines.link.apply import ARTICLE_COLUMNS
from pipelines.run import fingerprint
from pipelines.run.previous import Previous, read_previous, read_registry
from pipelines.run.workspace import Workspace, write_table

RELEASE = "release"


def run_link(space: Workspace) -> None:
    """`reports` → `reports` with incident ids, `incidents`, `changes`, and the id of the release that they make up."""
    made_from = space.stamp("code")
    inputs = hashlib.sha256(f"{made_from}\n{fingerprint.release_hash()}".encode()).hexdigest()
    previous = read_previous(space.curated / "current")
    release_id = _release_id(inputs, previous)
    articles = space.read("code", "articles", list(ARTICLE_COLUMNS))
    linked = link_reports(space.read("code", "reports"), articles, read_registry(space.curated / "current"), release_id)
    with space.writing("link", made_from, release_id) as folder:
        write_table(folder, "reports", linked.reports)
        write_table(folder, "incidents", linked.incidents)
        write_table(folder, "changes", linked.changes)
        write_table(folder, RELEASE, pa.table({"release_id": [release_id], "inputs": [inputs]}))


def _release_id(inputs: str, previous: Previous) -> str:
    """The same release again when nothing changed; else a hash of what went in and of the release it follows."""
    if inputs == previous.inputs:
        return previous.release_id
    return "rel-" + hashlib.sha256(f"{inputs}\n{previous.release_id}".encode()).hexdigest()[:12]
