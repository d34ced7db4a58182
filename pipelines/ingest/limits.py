"""How large inputs may be. Inputs are hostile: what is larger becomes a reject instead of filling the memory."""

from __future__ import annotations

MEBIBYTE = 1024 * 1024

MAX_STREAM_BYTES = 64 * 1024 * MEBIBYTE
"""A file read record by record (lines, rows), after decompression."""

MAX_DOCUMENT_BYTES = 64 * MEBIBYTE
"""A file that has to be read whole: `.json`, `.txt`, `.html`."""

MAX_PAGE_CHARACTERS = 8_000_000
"""A page that has to be taken apart; the largest of news sites, pictures written into them, have some 5 million."""

MAX_PAGE_ELEMENTS = 50_000
"""Elements of such a page: finding an article takes time for each; the largest of news sites have some 10,000."""

MAX_PAGE_DEPTHS = 2_000_000
"""Depths of all elements of a page together where they nest deeper than 256: what is not closed nests without end."""

MAX_RECORD_BYTES = 16 * MEBIBYTE
"""One line of a line format, or one cell of a table."""

MAX_TEXT_CHARACTERS = 2_000_000
"""One article's text, in code points: some 300 pages of a book, more than any news article."""

MAX_VALUE_CHARACTERS = 10_000
"""One of the short fields (url, source, title, id)."""

MAX_METADATA_BYTES = 64 * 1024
"""A sidecar or `_meta.yml`."""

MAX_METADATA_DEPTH = 8
"""How deep a sidecar or `_meta.yml` may nest."""

EXPANSION_FLOOR_BYTES = 256 * MEBIBYTE
MAX_EXPANSION = 300
"""A compressed file larger than the floor once unpacked may not have grown by more than this factor."""

MAX_ARCHIVE_RECORDS = 5_000_000
"""Records of one web archive."""

MAX_HEADER_BYTES = 64 * 1024
MAX_HEADER_LINES = 400
"""The headers of an archived answer: one line, and how many."""

MAX_MEMBERS = 100_000
"""Files in one zip archive."""

ENCODING_SAMPLE_BYTES = 256 * 1024
"""How much of a file is looked at to find its encoding."""

LANGUAGE_SAMPLE_CHARACTERS = 2_000
"""How much of a text is looked at to find its language."""
