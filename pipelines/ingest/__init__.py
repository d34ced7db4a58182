"""Stage `ingest`: files under `raw/` → articles and rejects.

May read formats and find encoding, language, title, date and main text. May not change wording or drop anything
silently.
"""

from pipelines.ingest.articles import Article, Issue, Outcome, Reject
from pipelines.ingest.duplicates import mark_duplicates
from pipelines.ingest.files import FoundFiles, find_files
from pipelines.ingest.reading import input_hash, read_file
from pipelines.ingest.stage import Batch, ingest

__all__ = [
    "Article",
    "Batch",
    "FoundFiles",
    "Issue",
    "Outcome",
    "Reject",
    "find_files",
    "ingest",
    "input_hash",
    "mark_duplicates",
    "read_file",
]
