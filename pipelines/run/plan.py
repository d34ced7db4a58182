"""What a build would run, and why: the files of now compared with those that the last release was made from."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.ingest import FoundFiles, find_files
from pipelines.ingest.files import raw_path
from pipelines.run import fingerprint
from pipelines.run.coding import article_keys
from pipelines.run.ingesting import file_keys
from pipelines.run.kept_coding import change_since, unaffected
from pipelines.run.object_stores import is_stored
from pipelines.run.outcome import BuildError
from pipelines.run.shards import flush_to_disk
from pipelines.run.workspace import STAGES, Workspace

_MEMORY = "made_from.json"
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class StagePlan:
    """One stage of the next build: whether it runs, what it has to do, and why."""

    stage: str
    runs: bool
    work: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _State:
    """What a release is made from: raw files (path → hash), the project's files, library versions, `--as-of`."""

    raw: Mapping[str, str]
    project: Mapping[str, str]
    libraries: list[str]
    as_of: str | None


def remember(space: Workspace, raw_files: Mapping[str, str], as_of: dt.date | None) -> None:
    """Write down what the release in force was made from, for `explain_plan` alone: no build depends on it."""
    state = _state(raw_files, as_of)
    path = space.work / _MEMORY
    beside = path.with_name(f".{_MEMORY}.{os.getpid()}")
    with beside.open("w", encoding="utf-8") as file:
        json.dump({name: getattr(state, name) for name in _State.__slots__}, file, ensure_ascii=False, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    flush_to_disk(space.work)


def explain_plan(raw: Path | str, curated: Path | str, as_of: dt.date | None = None) -> list[StagePlan]:
    """What `build` would run now, stage by stage. Reads, and changes nothing. Raises BuildError without raw folder, and
    for folders in object stores."""
    if is_stored(raw) or is_stored(curated):
        raise BuildError("plans are told for folders on this machine only, not for object stores")
    space, raw = Workspace(Path(curated)), Path(raw).absolute()
    if not raw.exists():
        raise BuildError(f"there is no folder {raw}; name the folder with the articles with --raw")
    found, root = find_files(raw), raw if raw.is_dir() else raw.parent
    now, before = _state(raw_files(found, file_keys(found, root), root), as_of), _remembered(space)
    if before is None or not (space.curated / "current").exists():
        why: tuple[str, ...] = ("no finished build is remembered here",)
        return [StagePlan(stage, True, f"all of {len(now.raw):,} files" if stage == "ingest" else "all", why)
                for stage in STAGES]  # fmt: skip
    reading = _ingest_plan(now, before)
    coding = _code_plan(now, before, reading, space)
    rest = _changed(now, before, "link")
    why = (*_named(rest), *_libraries(now, before)) or (("after code",) if coding.runs else ())
    last = [StagePlan(stage, bool(why), "all tables" if why else "nothing", why) for stage in STAGES[2:]]
    return [reading, coding, *last]


def _ingest_plan(now: _State, before: _State) -> StagePlan:
    declared = (*_named(_changed(now, before, "ingest")), *_libraries(now, before))
    added, removed = sorted(now.raw.keys() - before.raw.keys()), sorted(before.raw.keys() - now.raw.keys())
    changed = sorted(name for name in now.raw.keys() & before.raw.keys() if now.raw[name] != before.raw[name])
    as_of = (f"--as-of is {now.as_of or 'not given'}, was {before.as_of or 'not given'}",)
    counted = [f"{len(names):,} {word}: {_some(names)}" for word, names in
               (("new", added), ("changed", changed), ("removed", removed)) if names]  # fmt: skip
    reasons = (*declared, *counted, *(as_of if now.as_of != before.as_of else ()))
    to_read = len(now.raw) if declared else len(added) + len(changed)
    return StagePlan("ingest", bool(reasons), f"{to_read:,} of {len(now.raw):,} files to read", reasons)


def _code_plan(now: _State, before: _State, reading: StagePlan, space: Workspace) -> StagePlan:
    names = _changed(now, before, "code")
    after = ("after ingest",) if reading.runs else ()
    if not names and not _libraries(now, before):
        return StagePlan("code", bool(after), "articles that reading finds new or changed", after)
    coded, total, why = _bearing(space, fingerprint.coded_hash_of(before.project, before.libraries))
    told = f"{coded:,} of {total:,} articles to code again"
    if reading.runs:
        told += ", and those that reading finds new or changed"
    return StagePlan("code", True, told, (*_named(names), *_libraries(now, before), *why, *after))


def _bearing(space: Workspace, state: str) -> tuple[int, int, list[str]]:
    """On how many of the articles last read a change bears, of how many there are, and what it is."""
    articles = space.table_path("ingest", "articles")
    try:
        keys = set(article_keys(articles))
    except OSError:
        return 0, 0, ["no articles have been read"]
    change = change_since(space.work / "coded", state)
    if change is None:
        return len(keys), len(keys), ["what was known then is not kept: all articles"]
    kept = sum(1 for _ in unaffected(articles, change, keys))
    return len(keys) - kept, len(keys), change.told()


def raw_files(found: FoundFiles, keys: Sequence[str], root: Path) -> dict[str, str]:
    """Every file below the raw folder, read or refused, with what its articles depend on."""
    files = {raw_path(path, root): key for path, key in zip(found.files, keys, strict=True)}
    return files | {refused.raw_path: hashlib.sha256(refused.detail.encode()).hexdigest() for refused in found.rejects}


def _state(files: Mapping[str, str], as_of: dt.date | None) -> _State:
    until = as_of.isoformat() if as_of is not None else None
    return _State(files, fingerprint.project_files(), fingerprint.library_versions(), until)


def _remembered(space: Workspace) -> _State | None:
    try:
        content: dict[str, Any] = json.loads((space.work / _MEMORY).read_text(encoding="utf-8"))
        return _State(**content)
    except (OSError, ValueError, TypeError):
        return None


def _changed(now: _State, before: _State, stage: str) -> list[str]:
    """The files of the project that a stage reads and that are other than before."""
    names = sorted(now.project.keys() | before.project.keys())
    return [n for n in names if fingerprint.reads(stage, n) and now.project.get(n) != before.project.get(n)]


def _named(names: list[str]) -> tuple[str, ...]:
    return (f"changed: {_some(names)}",) if names else ()


def _libraries(now: _State, before: _State) -> tuple[str, ...]:
    other = sorted(set(now.libraries) - set(before.libraries))
    return (f"other versions: {_some(other)}",) if other else ()


def _some(names: Iterable[str]) -> str:
    listed = list(names)
    more = f" and {len(listed) - _MOST_NAMED:,} more" if len(listed) > _MOST_NAMED else ""
    return ", ".join(listed[:_MOST_NAMED]) + more
