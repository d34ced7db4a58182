"""What was coded in earlier builds, and how far it holds now that something else is known.

Coded articles lie in shards under the hash of all that coding depended on (`fingerprint.coded_hash`), with the facts of
that state beside them. When the state changes, its facts are compared with those of now: results of articles on which
no changed fact bears hold as they are. A list of them, made once per state, spares later builds the comparison:

    coded/<hash of the state>/<shard>/…      articles coded in this state
    coded/<hash of the state>/facts.parquet  what was known then
    coded/<hash of the state>/holds.parquet  articles coded in other states whose results hold in this one

Shards are found by what stands in these files alone: a kill between two of them costs time and nothing else.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Set
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pipelines.code.batches import FAILURES
from pipelines.coding.facts import looked_up
from pipelines.run import fingerprint
from pipelines.run.ingesting import CONTENT
from pipelines.run.knowledge import Change, facts_of_now, keep_facts, read_facts
from pipelines.run.shards import KEY, NAMED_BY, ShardStore, keys_of, write_parquet

FACTS, HOLDS = "facts.parquet", "holds.parquet"
_UNREADABLE = (OSError, pa.ArrowException)


class KeptCoding:
    """The coded articles of one workspace, as far as they hold now."""

    def __init__(self, root: Path) -> None:
        self.store = ShardStore(root, fingerprint.coded_hash())
        keep_facts(self.store.folder / FACTS)

    def answers(self, articles: Path) -> dict[str, Path]:
        """Key of an article's content → the shard with its coding. `articles` is the table of stage `ingest`."""
        held = _held(self.store.folder)
        if held is None:
            held = self._look_elsewhere(articles)
        return held | self.store.known()

    def forget(self, reasons: Set[str]) -> None:
        """Remove the shards that hold an article refused for one of the reasons."""
        for folder in self.store.root.iterdir():
            ShardStore(self.store.root, folder.name).forget(FAILURES, reasons)

    def sweep(self, answers: Mapping[str, Path]) -> None:
        """Remove all but what a build has used; a change that is taken back is coded again."""
        self.store.sweep(answers.keys(), {shard for shard in answers.values() if shard.parent != self.store.folder})

    def _look_elsewhere(self, articles: Path) -> dict[str, Path]:
        held: dict[str, Path] = {}
        others = sorted(path for path in self.store.root.iterdir() if path != self.store.folder)
        for folder in others:
            change = change_since(self.store.root, folder.name)
            if change is None:
                continue
            known = (_held(folder) or {}) | ShardStore(self.store.root, folder.name).known()
            held |= {key: known[key] for key in unaffected(articles, change, known.keys() - held.keys())}
        if others:
            _write_held(self.store.folder, held)
        return held


def change_since(root: Path, state: str) -> Change | None:
    """What is known otherwise now than in a state; None where its facts are not kept (any longer)."""
    try:
        return Change(read_facts(root / state[:NAMED_BY] / FACTS), facts_of_now())
    except _UNREADABLE:
        return None


def unaffected(articles: Path, change: Change, keys: Set[str]) -> Iterator[str]:
    """Those of the keys of articles on which a change does not bear."""
    if change.is_everywhere or not keys:
        return
    wanted = pa.array(sorted(keys), pa.string())
    with pq.ParquetFile(articles) as file:
        for batch in file.iter_batches(256, columns=[CONTENT, "language", "title", "text"]):
            for row in batch.filter(pc.is_in(batch[CONTENT], wanted)).to_pylist():
                if change.on(row["language"], looked_up(row["text"], row["title"], row["language"])) is None:
                    yield row[CONTENT]


def _held(folder: Path) -> dict[str, Path] | None:
    """The list of a state's folder, without shards that are gone; None when there is no list."""
    try:
        listed = pq.read_table(folder / HOLDS).to_pydict()
    except _UNREADABLE:
        return None
    places = {name: folder.parent / name for name in set(listed["shard"])}
    answered = {name: frozenset(keys_of(path)) if path.is_dir() else frozenset() for name, path in places.items()}
    pairs = zip(listed[KEY], listed["shard"], strict=True)
    return {key: places[name] for key, name in pairs if key in answered[name]}


def _write_held(folder: Path, held: Mapping[str, Path]) -> None:
    names = [shard.relative_to(folder.parent).as_posix() for shard in held.values()]
    listed = pa.table({KEY: pa.array(held, pa.string()), "shard": pa.array(names, pa.string())})
    beside = folder / f".{HOLDS}"
    shutil.rmtree(beside, ignore_errors=True)
    write_parquet(beside, [listed], listed.schema)
    beside.replace(folder / HOLDS)
