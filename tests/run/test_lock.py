"""Two builds never meet in one folder."""

import os

import pytest

from pipelines.run.lock import only_build
from pipelines.run.outcome import BuildError


def test_the_second_build_is_told_so(tmp_path):
    with (
        only_build(tmp_path / ".work"),
        pytest.raises(BuildError, match="another build is at work"),
        only_build(tmp_path / ".work"),
    ):
        pass


def test_the_folder_is_free_again_afterwards(tmp_path):
    for _ in range(2):
        with only_build(tmp_path / ".work"):
            assert (tmp_path / ".work").is_dir()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BuildError, match="cannot be written") as caught, only_build(tmp_path / "file" / ".work"):
        pass
    assert os.linesep not in str(caught.value)
