"""Stage `link` of a build: reports and the release before → incidents and changes."""

from __future__ import annotations

from pipelines.link import link_reports
from pipelines.link.apply import ARTICLE_COLUMNS
from pipelines.link.used import used_actors, used_places
from pipelines.run import fingerprint
from pipelines.run.previous import read_registry
from pipelines.run.workspace import Workspace, write_table


def run_link(space: Workspace) -> None:
    """`reports` → `reports` with incident ids, `incidents`, `judgements`, `changes`, and the `actors` and `places` they
    speak of."""
    made_from = space.stamp("code")
    articles = space.read("code", "articles", [*ARTICLE_COLUMNS, "text"])
    linked = link_reports(space.read("code", "reports"), articles, read_registry(space.curated / "current"))
    with space.writing("link", made_from, fingerprint.release_hash()) as folder:
        write_table(folder, "reports", linked.reports)
        write_table(folder, "incidents", linked.incidents)
        write_table(folder, "judgements", linked.judgements)
        write_table(folder, "changes", linked.changes)
        write_table(folder, "actors", used_actors(linked.reports))
        write_table(folder, "places", used_places(linked.reports))
