"""Which files are read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipelines.ingest import find_files

from .conftest import Raw


def _names(raw: Raw) -> list[str]:
    return [path.relative_to(raw.folder).as_posix() for path in find_files(raw.folder).files]


def test_sorted_recursive_without_hidden_files_and_metadata(raw: Raw) -> None:
    for name in (
        "b/2.txt",
        "b/10.TXT",
        "a.jsonl.gz",
        "b/2.txt.meta.yml",
        "b/_meta.yml",
        ".hidden/1.txt",
        ".x.txt",
        "é.html",
    ):
        raw.write(name, "x: y")
    assert _names(raw) == ["a.jsonl.gz", "b/10.TXT", "b/2.txt", "é.html"]
    found = find_files(raw.folder)
    assert (found.rejects, found.issues) == ([], [])


def test_unknown_formats_are_rejects_and_documentation_is_an_issue(raw: Raw) -> None:
    for name in ("a.docx", "noending", "b.parquet.gz", "README.md", "LICENSE"):
        raw.write(name, "x")
    found = find_files(raw.folder)
    assert [(r.raw_path, r.reason) for r in found.rejects] == [
        (n, "unknown_format") for n in ("a.docx", "b.parquet.gz", "noending")
    ]
    assert [(i.raw_path, i.code) for i in found.issues] == [
        (n, "ingest.file.ignored") for n in ("LICENSE", "README.md")
    ]


def test_links_out_of_the_folder_are_refused(raw: Raw, tmp_path: Path) -> None:
    outside = tmp_path / "secret.txt"
    outside.write_text("secret")
    raw.write("in.txt", "words")
    (raw.folder / "out.txt").symlink_to(outside)
    (raw.folder / "inside.txt").symlink_to(raw.folder / "in.txt")
    (raw.folder / "folder").symlink_to(tmp_path, target_is_directory=True)
    (raw.folder / "loop.txt").symlink_to(raw.folder / "loop.txt")
    found = find_files(raw.folder)
    assert [path.name for path in found.files] == ["in.txt", "inside.txt"]
    assert [(r.raw_path, r.reason) for r in found.rejects] == [
        ("folder", "outside_folder"),
        ("loop.txt", "unreadable"),
        ("out.txt", "outside_folder"),
    ]


def test_metadata_linked_from_outside_is_not_read(raw: Raw, tmp_path: Path) -> None:
    outside = tmp_path / "other.yml"
    outside.write_text("source: secret")
    raw.write("a.txt", "words")
    (raw.folder / "_meta.yml").symlink_to(outside)
    whole = raw.all
    assert whole.articles[0].source is None
    assert [r.reason for r in whole.rejects] == ["outside_folder"]


def test_pipes_are_not_opened(raw: Raw) -> None:
    os.mkfifo(raw.folder / "pipe.txt")
    assert raw.reject.reason == "not_a_file"


def test_orphaned_sidecars_and_broken_folder_metadata_are_issues(raw: Raw) -> None:
    raw.write("gone.txt.meta.yml", "source: x")
    raw.write("sub/_meta.yml", "source: [")
    raw.write("sub/a.txt", "words")
    whole = raw.all
    assert [(i.raw_path, i.code, i.level) for i in whole.issues] == [
        ("gone.txt.meta.yml", "ingest.sidecar.orphan", "warning"),
        ("sub/_meta.yml", "ingest.metadata.broken", "error"),
    ]
    assert len(whole.articles) == 1


def test_one_file_alone_and_a_missing_folder(raw: Raw) -> None:
    path = raw.write("sub/a.txt", "words")
    raw.write("sub/b.txt", "words")
    assert find_files(path).files == [path]
    with pytest.raises(FileNotFoundError, match="no such file or folder"):
        find_files(raw.folder / "nothing")


def test_archives_and_documents_say_what_to_do(raw: Raw) -> None:
    for name in ("a.tar.gz", "b.7z", "c.docx", "d.xlsx", "e.sqlite", "f.jsonl.xz", "g.jpg"):
        raw.write(name, "x")
    told = {r.raw_path[0]: r.detail for r in find_files(raw.folder).rejects}
    assert told["a"] == "no reader for .tar.gz: unpack it, or pack its files as .zip"
    assert [letter for letter, detail in told.items() if ": " in detail] == ["a", "b", "c", "d", "e", "f"]


def test_names_in_any_bytes_are_read_and_shown_in_printable_letters(raw: Raw, words: str) -> None:
    for number, name in enumerate((b"\xd3\xd1\xe3\xed\xe4.txt", b"two\nlines.txt", b"a\xe2\x80\xaetxt.exe.txt")):
        (raw.folder / os.fsdecode(name)).write_text(f"{words} {'أبجد'[number]}", encoding="utf-8")
    whole = raw.all
    assert whole.rejects == []
    assert sorted(a.raw_path for a in whole.articles) == [
        r"\xd3\xd1\xe3\xed\xe4.txt", r"a\x202etxt.exe.txt", r"two\x0alines.txt",
    ]  # fmt: skip
