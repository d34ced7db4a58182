"""The watch over flushes and renames sees what a loss of power would undo; `test_incremental` has it watch builds."""

from __future__ import annotations


def test_what_is_early_is_told(tmp_path, disk):
    root = tmp_path / "c"
    (root / "new").mkdir(parents=True)
    (root / "new" / "a").write_bytes(b"a")
    (root / "new").replace(root / "release")
    (root / ".link").symlink_to("release")
    (root / ".link").replace(root / "current")
    assert disk.early == [
        "new/a is not flushed when it becomes release", "release is pointed to before . is flushed",
    ]  # fmt: skip
