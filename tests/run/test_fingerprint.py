"""What results are said to depend on is what is looked at: stages open no file that they are not known to read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.run import fingerprint

PROJECT = Path(__file__).resolve().parents[2]

# Runs a stage in a fresh process and prints the declarations it opened. What is loaded by importing counts.
WATCH = """
import json, os, sys
from pathlib import Path
project, opened = Path(sys.argv[1]), set()
def watch(event, given):
    if event == "open" and isinstance(given[0], (str, bytes, os.PathLike)):
        path = os.path.realpath(os.fsdecode(given[0]))
        if path.startswith(str(project / "schemas")):
            opened.add(os.path.relpath(path, project))
sys.addaudithook(watch)
if sys.argv[2] == "ingest":
    from pipelines.ingest import ingest
    pages = project / "tests" / "corpus" / "ingest" / "pages"
    found = [article for batch in ingest(pages) for article in batch.articles]
    found += [article for batch in ingest(project / "raw") for article in batch.articles]
else:
    import random
    from benchmarks.fuzz_coder import article, check_article, sentences
    texts = sentences()[sys.argv[2]]
    opened.clear()
    found = [check_article(article(random.Random(0)) | {"text": text, "language": sys.argv[2]}) for text in texts[:400]]
assert found
print(json.dumps(sorted(opened)))
"""


def opened_by(stage: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", WATCH, str(PROJECT), stage], capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
    )  # fmt: skip
    return json.loads(done.stdout)


def test_reading_opens_nothing_that_it_is_not_known_to_read():
    opened = opened_by("ingest")
    assert "schemas/sources/page_dates.yml" in opened
    assert [name for name in opened if not fingerprint.reads("ingest", name)] == []


@pytest.mark.parametrize("language", ["ar", "en"])
def test_coding_opens_nothing_that_it_is_not_known_to_read(language):
    opened = opened_by(language)
    assert f"schemas/lexicons/{language}/dates.yml" in opened
    assert [name for name in opened if not fingerprint.reads("code", name)] == []
    assert [name for name in opened if fingerprint.language_of(name) not in (None, language)] == []


@pytest.mark.parametrize(
    ("name", "stages"),
    [
        ("schemas/sources/sources.yml", {"ingest", "link"}),
        ("schemas/lexicons/ar/dates.yml", {"ingest", "code", "link"}),
        ("schemas/lexicons/ar/triggers/killing.yml", {"code", "link"}),
        ("schemas/actors/iraq.yml", {"code", "link"}),
        ("schemas/gazetteer/own.csv", {"code", "link"}),
        ("schemas/linking/rules.yml", {"link"}),
        ("schemas/views/pending.sql", {"link"}),
        ("pipelines/ingest/limits.py", {"ingest", "link"}),
        ("pipelines/coding/coder.py", {"code", "link"}),
        ("pipelines/cli/main.py", {"link"}),
    ],
)
def test_a_file_reaches_the_stages_that_read_it(name, stages):
    assert {stage for stage in fingerprint.STAGES if fingerprint.reads(stage, name)} == stages


def test_a_language_has_its_own_words_and_shares_its_furniture():
    assert fingerprint.language_of("schemas/lexicons/ar/triggers/killing.yml") == "ar"
    assert fingerprint.language_of("schemas/lexicons/en/boilerplate.yml") is None
    assert fingerprint.language_of("schemas/lexicons/role_classes.yml") is None
    assert fingerprint.language_of("schemas/actors/iraq.yml") is None


@pytest.mark.parametrize(
    ("name", "is_told"),
    [
        ("schemas/actors/iraq.yml", True),
        ("schemas/lexicons/ar/triggers/killing.yml", True),
        ("schemas/lexicons/ar/cues.yml", True),
        ("schemas/lexicons/fr/place_names.yml", True),
        ("schemas/gazetteer/supplement/syria.csv", True),
        ("schemas/gazetteer/imported/villages.csv", True),
        ("schemas/gazetteer/spelling.yml", False),
        ("schemas/lexicons/ar/dates.yml", False),
        ("schemas/lexicons/ar/language.yml", False),
        ("schemas/lexicons/role_classes.yml", False),
        ("schemas/coding/typing.yml", False),
        ("schemas/fields.yml", False),
        ("pipelines/lexicon/actors.py", False),
    ],
)
def test_files_whose_entries_are_known_one_by_one(name, is_told):
    assert fingerprint.is_told_by_facts(name) is is_told


def test_the_order_in_which_files_are_named_changes_nothing():
    files, hash_of = dict(fingerprint.project_files()), fingerprint.coded_hash_of
    assert hash_of(dict(reversed(files.items())), ["x 1"]) == hash_of(files, ["x 1"])
    assert hash_of(files, ["x 1"]) != hash_of(files, ["x 2"])
