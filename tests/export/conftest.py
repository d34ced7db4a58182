"""One build of the sample, written in every format."""

import duckdb
import pytest

from pipelines.export import FORMATS, write_export


@pytest.fixture(scope="session")
def release(sample_curated):
    with duckdb.connect(str((sample_curated / "waqai.duckdb").resolve()), read_only=True) as con:
        yield con, sample_curated / "current"


@pytest.fixture(scope="session")
def exports(release, tmp_path_factory):
    """Format → file."""
    out = tmp_path_factory.mktemp("exports")
    return {form: write_export(*release, form, out) for form in FORMATS}
