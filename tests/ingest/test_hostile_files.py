"""Hostile files of every format: nothing escapes the readers, nothing is lost, nothing grows without bound."""

from __future__ import annotations

import gzip
import json
import random
import resource
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz_ingest import check_bytes, mutations, seeds

from .conftest import Raw

SEEDS = seeds()
RUNS = 60  # mutations of each seed


@pytest.mark.parametrize("ending", SEEDS)
def test_seeds_give_articles(ending: str, tmp_path: Path) -> None:
    assert check_bytes(SEEDS[ending], ending, tmp_path) >= 1


@pytest.mark.parametrize("ending", SEEDS)
def test_mutated_files_never_stop_the_run(ending: str, tmp_path: Path) -> None:
    luck = random.Random(11)
    assert sum(check_bytes(content, ending, tmp_path) >= 0 for content in mutations(SEEDS[ending], RUNS, luck)) == RUNS


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(
    values=st.dictionaries(
        st.sampled_from(["text", "html", "title", "url", "published", "id", "language", "source", "x"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
            max_leaves=6,
        ),
    )
)
def test_every_object_is_an_article_or_a_reject(values: dict[str, object], tmp_path: Path) -> None:
    assert check_bytes(json.dumps(values).encode(), ".jsonl", tmp_path) == 1


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
@given(page=st.text(alphabet='<>/="&;#ap dihv1كلمة\n!-[]\0', max_size=200))
def test_any_markup_is_one_article_or_reject(page: str, tmp_path: Path) -> None:
    assert check_bytes(page.encode(), ".html", tmp_path) == 1


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".txt", ".json", ".html", ".rss", ".warc"])
def test_one_endless_line_is_told_within_bounded_memory(ending: str, raw: Raw) -> None:
    """200 MB of one line, packed to 200 kB: more than any reader may hold at once."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    beginning = b"text\n" if ending == ".csv" else b""
    raw.write(f"a{ending}.gz", gzip.compress(beginning + b"x" * 200_000_000, 1))
    whole = raw.all
    assert whole.articles == []
    assert {r.reason for r in whole.rejects} <= {"too_large", "broken_row", "broken_archive"}
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 700_000  # kB
