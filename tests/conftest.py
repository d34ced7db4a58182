"""What several packages' tests look at: one build of the sample corpus."""

from pathlib import Path

import pytest

from pipelines.run import build

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def sample_curated(tmp_path_factory):
    """The curated folder of a build of `raw/`, made once; tests only read it."""
    return build(PROJECT / "raw", tmp_path_factory.mktemp("sample") / "curated", jobs=1).curated
