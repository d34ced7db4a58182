"""Whole builds of a small raw folder: what holds in every one of them."""

import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipelines.run import BuildError, build

PROJECT = Path(__file__).resolve().parents[1]
TABLES = ("articles", "reports", "incidents", "tallies", "mentions", "evidence", "rejects", "issues", "changes")
TOWNS = ("بنش", "معرة النعمان", "الباب", "منبج")
WAITING_SECONDS = 120


def news(number: int) -> dict[str, str]:
    """One article of the raw folder: a shelling of a town on the day before."""
    town, day = TOWNS[number % len(TOWNS)], 1 + number % 20
    text = f"قُتل {2 + number % 5} مدنيين وأصيب آخرون أمس جراء قصف مدفعي لقوات النظام على مدينة {town}، بحسب مراسلنا."
    return {
        "id": f"n{number}",
        "text": text,
        "source": f"source {number % 3}",
        "published": f"2020-02-{day:02d}",
        "language": "ar",
        "country": "Syria",
    }


def write_raw(folder: Path, numbers: range) -> Path:
    """A raw folder: one file of lines, one of them broken, one text with a sidecar, one empty file."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(news(number), ensure_ascii=False) for number in numbers]
    (folder / "articles.jsonl").write_text("\n".join([*lines, "{broken"]) + "\n", encoding="utf-8")
    (folder / "single.txt").write_text(news(99)["text"], encoding="utf-8")
    (folder / "single.txt.meta.yml").write_text(
        "source: single\npublished: 2020-02-21\ncountry: Syria\n", encoding="utf-8"
    )
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    return write_raw(tmp_path_factory.mktemp("end_to_end") / "raw", range(40))


@pytest.fixture(scope="module")
def built(raw, tmp_path_factory):
    curated = tmp_path_factory.mktemp("built")
    return build(raw, curated, jobs=1)


def release_bytes(curated: Path) -> dict[str, bytes]:
    """The bytes of every published table."""
    return {path.name: path.read_bytes() for path in sorted((curated / "current").glob("*.parquet"))}


def rows(curated: Path, table: str) -> list[dict]:
    return pq.read_table(curated / "current" / f"{table}.parquet").to_pylist()


def run_cli(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    env = os.environ | {"PYTHONPATH": str(PROJECT)} | environment
    return subprocess.run(
        [sys.executable, "-m", "pipelines", *arguments], capture_output=True, text=True, env=env, check=False
    )


def test_every_record_is_an_article_or_a_reject(built):
    assert built.counts["articles"] == 41
    assert built.rejected == {"broken_json": 1, "empty": 1}
    assert built.accounting[0] == "43 records = 41 articles + 2 rejects"


def test_incidents_come_out_with_all_their_reports(built):
    incidents, reports = rows(built.curated, "incidents"), rows(built.curated, "reports")
    assert len(incidents) > 5
    linked = [row["incident_id"] for row in reports if row["incident_id"]]
    assert len(linked) == sum(row["report_count"] for row in incidents)
    assert set(linked) == {row["incident_id"] for row in incidents}
    assert {row["status"] for row in reports if row["incident_id"]} == {"published"}


def test_every_trigger_has_a_disposition(built):
    mentions = rows(built.curated, "mentions")
    assert len(mentions) >= built.counts["reports"]
    assert all(row["disposition"] for row in mentions)


def test_evidence_quotes_the_article(built):
    texts = {row["article_id"]: row["text"] for row in rows(built.curated, "articles")}
    evidence = [row for row in rows(built.curated, "evidence") if row["start"] is not None]
    assert len(evidence) > 40
    for row in evidence:
        assert texts[row["article_id"]][row["start"] : row["end"]].strip()


def test_a_second_build_codes_nothing_and_changes_nothing(raw, built):
    before = release_bytes(built.curated)
    again = build(raw, built.curated, jobs=1)
    assert again.coded == 0
    assert again.release_id == built.release_id
    assert release_bytes(built.curated) == before


@pytest.mark.parametrize(
    ("jobs", "environment"),
    [
        ("1", {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"}),
        ("2", {"TZ": "America/Lima", "PYTHONHASHSEED": "2"}),
    ],
)
def test_the_same_bytes_whatever_jobs_zone_locale_and_hash_seed(raw, built, tmp_path, jobs, environment):
    done = run_cli("build", "--raw", str(raw), "--curated", str(tmp_path / "c"), "--jobs", jobs, **environment)
    assert done.returncode == 0, done.stderr
    assert release_bytes(tmp_path / "c") == release_bytes(built.curated)


def test_a_pool_of_processes_gives_the_same_bytes(raw, built, tmp_path, monkeypatch):
    monkeypatch.setattr("pipelines.run.code_stage._WORTH_A_POOL_ARTICLES", 0)
    monkeypatch.setattr("pipelines.run.coding.CHUNK", 15)
    build(raw, tmp_path / "c", jobs=2)
    assert release_bytes(tmp_path / "c") == release_bytes(built.curated)


def test_the_order_in_which_files_were_made_does_not_matter(raw, built, tmp_path):
    other = tmp_path / "raw"
    other.mkdir()
    for path in sorted(raw.iterdir(), reverse=True):
        shutil.copy(path, other / path.name)
    build(other, tmp_path / "c", jobs=1)
    assert release_bytes(tmp_path / "c") == release_bytes(built.curated)


def test_ids_stay_when_articles_are_added_and_only_those_are_coded(tmp_path):
    raw, curated = tmp_path / "raw", tmp_path / "c"
    write_raw(raw, range(12))
    build(raw, curated, jobs=1)
    before = {row["report_id"]: row["incident_id"] for row in rows(curated, "reports")}
    (raw / "later.jsonl").write_text(json.dumps(news(31), ensure_ascii=False), encoding="utf-8")
    outcome = build(raw, curated, jobs=1)
    after = {row["report_id"]: row["incident_id"] for row in rows(curated, "reports")}
    assert outcome.coded == 1
    assert before.items() <= after.items()
    fresh = [row for row in rows(curated, "changes") if row["release_id"] == outcome.release_id]
    assert fresh
    assert all(row["change"] in ("added", "updated") for row in fresh)


def test_articles_after_as_of_are_left_out_and_told(raw, tmp_path):
    outcome = build(raw, tmp_path / "c", jobs=1, as_of=dt.date(2020, 2, 5))
    assert outcome.rejected["after_as_of"] > 0
    assert max(row["published"].date() for row in rows(tmp_path / "c", "articles")) <= dt.date(2020, 2, 5)


def test_an_empty_raw_folder_gives_an_empty_release(tmp_path):
    (tmp_path / "raw").mkdir()
    outcome = build(tmp_path / "raw", tmp_path / "c", jobs=1)
    assert outcome.counts["articles"] == outcome.counts["incidents"] == 0
    assert (tmp_path / "c" / "waqai.duckdb").exists()


@pytest.mark.parametrize(
    "moment", ["ingested", "coded", "stages/ingest", "stages/code", "stages/link", "stages/validate"]
)
def test_a_build_killed_at_any_moment_is_made_good_by_the_next(raw, built, tmp_path, moment):
    curated = tmp_path / "c"
    killed = start_build(raw, curated)
    wait_for(curated / ".work" / moment, killed)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    current = curated / "current"
    assert not current.exists() or release_bytes(curated) == release_bytes(built.curated)
    build(raw, curated, jobs=1)
    assert release_bytes(curated) == release_bytes(built.curated)


def start_build(raw: Path, curated: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "pipelines", "build", "--raw", str(raw), "--curated", str(curated), "--jobs", "1"]
    env = os.environ | {"PYTHONPATH": str(PROJECT)}
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env)


def wait_for(path: Path, process: subprocess.Popen) -> None:
    """Wait until a build has made a file or folder."""
    last = time.monotonic() + WAITING_SECONDS
    while not path.exists() and process.poll() is None and time.monotonic() < last:
        time.sleep(0.005)
    assert path.exists(), f"{path} was never made"


def test_two_builds_at_once_are_kept_apart(raw, built, tmp_path):
    curated = tmp_path / "c"
    first = start_build(raw, curated)
    wait_for(curated / ".work" / "ingested", first)
    second = run_cli("build", "--raw", str(raw), "--curated", str(curated))
    assert first.wait() == 0
    assert second.returncode == 1
    assert "another build is at work" in second.stderr
    assert "Traceback" not in second.stderr
    assert release_bytes(curated) == release_bytes(built.curated)


def test_damaged_kept_results_are_made_again(raw, built, tmp_path):
    curated = tmp_path / "c"
    build(raw, curated, jobs=1)
    for path in sorted((curated / ".work").rglob("*.parquet")):
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    build(raw, curated, jobs=1)
    assert release_bytes(curated) == release_bytes(built.curated)


def test_a_missing_raw_folder_is_one_sentence(tmp_path):
    with pytest.raises(BuildError, match="there is no folder"):
        build(tmp_path / "nowhere", tmp_path / "c")
    done = run_cli("build", "--raw", str(tmp_path / "nowhere"), "--curated", str(tmp_path / "c"))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_curated_folder_that_is_a_file_is_one_sentence(raw, tmp_path):
    (tmp_path / "c").write_text("in the way")
    done = run_cli("build", "--raw", str(raw), "--curated", str(tmp_path / "c"))
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1


def test_declarations_that_are_wrong_are_one_sentence(raw, tmp_path):
    schemas = shutil.copytree(PROJECT / "schemas", tmp_path / "schemas")
    (schemas / "linking" / "rules.yml").write_text("kind: linking_rules\n", encoding="utf-8")
    done = run_cli("build", "--raw", str(raw), "--curated", str(tmp_path / "c"), WAQAI_SCHEMAS=str(schemas))
    assert done.returncode == 1
    assert "schemas/linking/rules.yml" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_stages_one_by_one_make_the_same_release(raw, built, tmp_path):
    curated = str(tmp_path / "c")
    early = run_cli("link", "--curated", curated)
    assert early.returncode == 1
    assert "first" in early.stderr
    assert run_cli("ingest", "--raw", str(raw), "--curated", curated).returncode == 0
    for stage in ("code", "link", "validate", "publish"):
        done = run_cli(stage, "--curated", curated)
        assert done.returncode == 0, done.stderr
    assert release_bytes(tmp_path / "c") == release_bytes(built.curated)
