"""The page of figures keeps what was written by hand around them."""

from __future__ import annotations

from pathlib import Path

from benchmarks.report import BEGIN, END, save


def test_only_what_stands_between_the_marks_is_written_again(tmp_path: Path) -> None:
    (tmp_path / "speed.md").write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    for _ in range(2):
        save({"Share of time": [("places", "60.0", "%"), ("rows", "40.0", "%")]}, tmp_path)
    page = (tmp_path / "speed.md").read_text(encoding="utf-8")
    assert page.startswith(f"before\n{BEGIN}\n")
    assert page.endswith(f"{END}\nafter\n")
    assert page.count("| places | 60.0 | % |") == 1
    assert "old" not in page
    assert (tmp_path / "speed.png").read_bytes().startswith(b"\x89PNG")
