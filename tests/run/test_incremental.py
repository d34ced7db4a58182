"""Builds after a change: only what depends on it runs again, and the result is that of a build from nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.cli.version_commands import find_versions
from pipelines.run import build
from pipelines.run.plan import explain_plan

PROJECT = Path(__file__).resolve().parents[2]
FAULTS = Path(__file__).parent / "faults"
WORDS = "قُتل {} مدنيين أمس جراء قصف مدفعي لهيئة تحرير الشام على مدينة {}."
ONE_AFTER_THE_OTHER = """
import json, sys
from pipelines.__main__ import main
for command in json.loads(sys.argv[1]):
    sys.argv = ["waqai", *command]
    try:
        main()
    except SystemExit as ended:
        if ended.code:
            raise
    print(end="\\0", flush=True)
"""
HISTORY = ("changes", "checks")  # tell of earlier releases, of which a build from nothing knows none


def write(raw: Path, name: str, count: int, town: str, language: str = "ar") -> None:
    raw.mkdir(parents=True, exist_ok=True)
    words = WORDS.format(count, town) if language == "ar" else f"Gunmen killed {count} farmers in {town} on Tuesday."
    row = {"id": name, "text": words, "published": "2020-02-06", "language": language}
    (raw / f"{name}.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")


def tables(curated: Path) -> dict[str, bytes]:
    files = sorted((curated / "current").glob("*.parquet"))
    return {path.name: path.read_bytes() for path in files if path.stem not in HISTORY}


def planned(raw: Path, curated: Path) -> dict[str, bool]:
    return {stage.stage: stage.runs for stage in explain_plan(raw, curated)}


def test_files_added_changed_and_removed(tmp_path, disk):
    raw, curated = tmp_path / "raw", tmp_path / "c"
    for name, town in (("a", "بنش"), ("b", "منبج"), ("c", "الباب")):
        write(raw, name, 3, town)
    build(raw, curated, jobs=1)
    assert not any(planned(raw, curated).values())
    write(raw, "a", 5, "بنش")
    write(raw, "d", 4, "سرمين")
    (raw / "b.jsonl").unlink()
    reading = explain_plan(raw, curated)[0]
    assert reading.reasons == ("1 new: d.jsonl", "1 changed: a.jsonl", "1 removed: b.jsonl")
    assert reading.work == "2 of 3 files to read"
    assert [(stage.runs, stage.reasons) for stage in explain_plan(raw, curated)[1:]] == [
        (True, ("after ingest",)), *[(True, ("after code",))] * 3
    ]  # fmt: skip
    assert build(raw, curated, jobs=1).coded == 2
    assert not disk.early, "\n".join(disk.early)  # nothing came into force that a loss of power could undo
    assert {"current", "waqai.duckdb"} <= set(disk.renamed)
    build(raw, tmp_path / "anew", jobs=1)
    assert tables(curated) == tables(tmp_path / "anew")
    before, after = (each["text"] for each in find_versions("a", curated))  # written over: kept in the release before
    assert (before, after) == (WORDS.format(3, "بنش"), WORDS.format(5, "بنش"))
    assert len(find_versions("b", curated)) == 1


def test_the_same_files_run_nothing_and_keep_the_release(tmp_path):
    raw, curated = tmp_path / "raw", tmp_path / "c"
    write(raw, "a", 3, "بنش")
    (raw / "b.txt").write_text("Zwei Soldaten wurden gestern bei einem Angriff nahe der Grenze getötet.", "utf-8")
    first = build(raw, curated, jobs=1)
    assert first.left_alone == {"de": 1}
    assert first.counts["articles"] == 2
    again = build(raw, curated, jobs=1)
    assert (again.release_id, again.coded) == (first.release_id, 0)


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A release in two languages, and a copy of the declarations to change."""
    folder = tmp_path_factory.mktemp("changed")
    for name, town in (("a", "بنش"), ("b", "السنديانة")):
        write(folder / "raw", name, 3, town)
    write(folder / "raw", "e", 3, "Maiduguri", "en")
    schemas = shutil.copytree(PROJECT / "schemas", folder / "schemas")
    assert build(folder / "raw", folder / "c", jobs=1).coded == 3
    return folder, schemas


def waqai(folder: Path, *commands: tuple[str, ...]) -> list[str]:
    """What commands print, run one after the other by one process that knows the changed declarations."""
    path = os.pathsep.join((str(FAULTS), str(PROJECT)))
    env = os.environ | {"PYTHONPATH": path, "WAQAI_SCHEMAS": str(folder / "schemas")}
    done = subprocess.run([sys.executable, "-c", ONE_AFTER_THE_OTHER, json.dumps(commands)], capture_output=True,
                          text=True, env=env, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [" ".join(told.split()) for told in done.stdout.split("\0")[:-1]]


def building(folder: Path, curated: str, *options: str) -> tuple[str, ...]:
    return ("build", "--raw", str(folder / "raw"), "--curated", str(folder / curated), "--jobs", "1", *options)


def edit(path: Path, old: str, new: str) -> None:
    words = path.read_text(encoding="utf-8")
    assert old in words
    path.write_text(words.replace(old, new, 1), encoding="utf-8")


def test_one_word_one_actor_one_place(changed):
    """One after the other in one folder: each recodes the articles that hold its words, and no other."""
    folder, schemas = changed
    edit(schemas / "linking" / "rules.yml", "\n", "\n# a remark changes nothing that is known\n")
    edit(schemas / "lexicons" / "ar" / "cues.yml", "cues:", "# nor does this one\ncues:")
    edit(schemas / "lexicons" / "en" / "weapons.yml", "words: [", "words: [farmers, ")
    edit(schemas / "gazetteer" / "supplement" / "syria.csv", "\nsup:sy-kurin,",
         "\nsup:sy-new,Sindyaneh,السنديانة,,village,SY,Idleb,Idleb,Idleb,35.95,36.6,,,\nsup:sy-kurin,")  # fmt: skip
    plan, told = waqai(folder, building(folder, "c", "--explain-plan"), building(folder, "c"))
    assert "2 of 3 articles to code again changed: schemas/gazetteer/supplement/syria.csv, schemas/lexicons/ar/" in plan
    assert 'articles with places: "sindyaneh", ' in plan
    assert '"السنديانة"' in plan
    assert 'articles in en with weapons: "farmers"' in plan
    assert "(2 coded anew" in told
    assert "Sindyaneh" in pq.read_table(folder / "c" / "current" / "reports.parquet")["location"].to_pylist()

    edit(schemas / "actors" / "syria.yml", "HTS: Hayat Tahrir al Sham", "HTS: Liberation Board")
    before = pq.read_table(folder / "c" / "current" / "reports.parquet")["actor"].to_pylist()
    assert "HTS: Hayat Tahrir al Sham" in before
    impact = ("impact", *building(folder, "c")[1:])
    told, again, anew = waqai(folder, impact, building(folder, "c"), building(folder, "anew"))
    assert "code 2 of 3 articles to code again changed: schemas/actors/syria.yml articles in ar with actors:" in told
    assert "actor: HTS: Hayat Tahrir al Sham → HTS: Liberation Board" in told
    assert "nothing was published" in told
    assert "(0 coded anew" in again  # the impact was told by coding, and is kept
    after = pq.read_table(folder / "c" / "current" / "reports.parquet")["actor"].to_pylist()
    assert "HTS: Liberation Board" in after
    assert "(3 coded anew" in anew
    assert tables(folder / "c") == tables(folder / "anew")
