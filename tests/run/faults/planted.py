"""Faults inside the processes of a build: with this folder on PYTHONPATH, words of articles do what they say.

`FAULT_DIE` kills the process that codes it, `FAULT_SPIN` never ends, `FAULT_READ_DIE` kills the process that reads it,
`FAULT_MEMORY` asks for more memory than there is, `FAULT_HOARD` and `FAULT_READ_HOARD` for four gigabytes bit by bit;
`FAULT_DIE_ONCE` kills one process and no second one. Columns go unchecked, which would take most of the time. With
`FAULT_LOADED` in the environment, lexicons are loaded before anything is timed.
"""

import os
import signal
import tempfile
from pathlib import Path

import pipelines.coding.coder as coder
import pipelines.ingest.building as building
import pipelines.validate.checking as checking

_code_article, _checked_text = coder.code_article, building._checked_text


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _hoard() -> None:
    hoard = [bytearray(1 << 26) for _ in range(64)]  # asked for and never written to: no machine runs full of it
    assert len(hoard) == 64


def code_article(article):
    if "FAULT_HOARD" in article.text:
        _hoard()
    if "FAULT_SPIN" in article.text:
        while True:
            pass
    if "FAULT_MEMORY" in article.text:
        bytearray(1 << 62)
    if "FAULT_DIE_ONCE" in article.text:
        seen = Path(os.environ.get("FAULT_FOLDER", tempfile.gettempdir())) / "died"
        if not seen.exists():
            seen.touch()
            _die()
    elif "FAULT_DIE" in article.text:
        _die()
    return _code_article(article)


def checked_text(draft):
    if "FAULT_READ_DIE" in str(draft.values.get("text")):
        _die()
    if "FAULT_READ_HOARD" in str(draft.values.get("text")):
        _hoard()
    return _checked_text(draft)


if os.environ.get("FAULT_LOADED"):
    from pipelines.coding.article import ArticleInput

    _code_article(ArticleInput("loading", "قُتل مدنيان أمس بقصف على سرمين.", "ar"))
coder.code_article, building._checked_text = code_article, checked_text
checking.unmet_expectations = lambda *_: ()
