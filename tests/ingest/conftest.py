"""A raw folder to write into, and a short way to read it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipelines.ingest import Article, Batch, Issue, Reject, ingest

WORDS = "قصفت المدفعية أطراف بلدة السنديان صباح اليوم"


class Raw:
    """A raw folder and everything that ingest makes of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    def lines(self, name: str, *records: Any) -> Path:
        return self.write(name, "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records))

    @property
    def all(self) -> Batch:
        whole = Batch()
        for batch in ingest(self.folder):
            whole.articles += batch.articles
            whole.rejects += batch.rejects
            whole.issues += batch.issues
        return whole

    @property
    def article(self) -> Article:
        whole = self.all
        assert whole.rejects == []
        assert len(whole.articles) == 1
        return whole.articles[0]

    @property
    def reject(self) -> Reject:
        whole = self.all
        assert whole.articles == []
        assert len(whole.rejects) == 1
        return whole.rejects[0]

    @property
    def issues(self) -> list[Issue]:
        return self.all.issues


@pytest.fixture
def raw(tmp_path: Path) -> Raw:
    folder = tmp_path / "raw"
    folder.mkdir()
    return Raw(folder)


@pytest.fixture
def words() -> str:
    return WORDS
