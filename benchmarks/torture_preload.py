"""Loaded once, before the builds that are killed are forked: libraries, lexicons, gazetteer."""

from __future__ import annotations

import great_expectations  # noqa: F401 - for its weight

from benchmarks.fuzz_coder import sentences
from pipelines.coding.article import ArticleInput
from pipelines.coding.coder import code_article
from pipelines.run import fingerprint, order  # noqa: F401 - likewise

for _number, _text in enumerate(sentences()["ar"][:60]):
    code_article(ArticleInput(str(_number), _text, "ar"))
fingerprint.release_hash()
