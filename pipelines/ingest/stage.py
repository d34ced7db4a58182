"""The stage as a stream: batches of articles, rejects and issues over all files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.ingest.articles import Article, Issue, Outcome, Reject
from pipelines.ingest.files import find_files, root_of
from pipelines.ingest.reading import read_file

BATCH_ARTICLES = 512


@dataclass(slots=True)
class Batch:
    """A piece of the stage's output, at most `batch_articles` articles; `records` counts what was read for it."""

    articles: list[Article] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Put an outcome where it belongs."""
        if isinstance(outcome, Article):
            self.articles.append(outcome)
        elif isinstance(outcome, Reject):
            self.rejects.append(outcome)
        else:
            self.issues.append(outcome)

    @property
    def records(self) -> int:
        """Records (and files that could not be read) that this piece accounts for: each an article or a reject."""
        return len(self.articles) + len(self.rejects)


def ingest(raw: Path, batch_articles: int = BATCH_ARTICLES) -> Iterator[Batch]:
    """Everything below `raw` (or in the one file `raw`), in the order of paths and records, streamed.

    Ids are those of the article alone and `duplicate_of` is null: `mark_duplicates` settles both over the whole corpus.
    Raises FileNotFoundError when `raw` does not exist.
    """
    found = find_files(raw)
    batch = Batch(rejects=found.rejects, issues=found.issues)
    for path in found.files:
        for outcome in read_file(path, root_of(raw)):
            batch.add(outcome)
            if len(batch.articles) >= batch_articles or len(batch.rejects) + len(batch.issues) >= 8 * batch_articles:
                yield batch
                batch = Batch()
    if batch.records or batch.issues:
        yield batch
