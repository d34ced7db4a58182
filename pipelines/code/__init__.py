"""Stage `code`: articles → reports, tallies, mentions, evidence. Pure: one Arrow batch in, Arrow tables out.

May look at one article and the declarations under `schemas/`. May not read files, clocks or other articles.
"""

from pipelines.code.batches import CODED_TABLES, code_batch

__all__ = ["CODED_TABLES", "code_batch"]
