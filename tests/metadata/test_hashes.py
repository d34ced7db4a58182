"""The hash of the declarations follows content and names, nothing else."""

from pipelines.metadata import schemas_hash


def test_content_and_names_count_and_hidden_files_do_not(tmp_path):
    (tmp_path / "a.yml").write_text("x: 1")
    first = schemas_hash(tmp_path)
    (tmp_path / ".a.yml.swp").write_text("editing")
    assert schemas_hash(tmp_path) == first
    (tmp_path / "a.yml").write_text("x: 2")
    second = schemas_hash(tmp_path)
    (tmp_path / "a.yml").rename(tmp_path / "b.yml")
    assert len({first, second, schemas_hash(tmp_path)}) == 3
    (tmp_path / "b.yml").rename(tmp_path / "a.yml")
    (tmp_path / "a.yml").write_text("x: 1")
    assert schemas_hash(tmp_path) == first
