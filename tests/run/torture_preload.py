"""What `benchmarks.torture_preload` loads, without the library that checks columns: it takes most of a small build."""

from __future__ import annotations

import pipelines.validate.checking as checking
from pipelines.coding.article import ArticleInput
from pipelines.coding.coder import code_article
from pipelines.run import fingerprint, order  # noqa: F401 - for their weight

checking.unmet_expectations = lambda *_: ()
code_article(ArticleInput("a", "قُتل مدنيان أمس بقصف على سرمين.", "ar"))
fingerprint.release_hash()
