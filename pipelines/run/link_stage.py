"""Stage `link` of a build: reports and the release before → incidents and changes."""

from __future__ import annotations

import pyarrow.parquet as pq

from pipelines.link import link_files
from pipelines.link.used import used_actors, used_places
from pipelines.metadata.spilling import spilling
from pipelines.run import fingerprint
from pipelines.run.previous import read_registry, release_name
from pipelines.run.workspace import Workspace, write_table

_WHO_AND_WHERE = ["actor_id", "target_id", "place_id"]


def run_link(space: Workspace) -> None:
    """`reports` → `reports` with incident ids, `incidents`, `judgements`, `changes`, and the `actors` and `places` they
    speak of."""
    made_from, current = space.stamp("code"), space.curated / "current"
    given = f"{fingerprint.release_hash()} {release_name(current)}"
    if space.is_made("link", made_from, given):
        return
    coded = space.table_path("code", "reports"), space.table_path("code", "articles")
    registry = read_registry(current)
    with space.writing("link", made_from, given) as folder:
        with spilling(space.work / "spill") as con:
            link_files(con, *coded, registry, folder)
        named = pq.read_table(folder / "reports.parquet", columns=_WHO_AND_WHERE)
        write_table(folder, "actors", used_actors(named))
        write_table(folder, "places", used_places(named))
