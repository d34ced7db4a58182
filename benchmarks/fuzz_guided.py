"""Inputs chosen by coverage: what reaches code that none reached before is kept and changed further.

`make fuzz GUIDED=1200` runs it, or `python -m benchmarks.fuzz --guided 1200 --part readers` where atheris (dependency
group `fuzz`) is at hand. It changes bytes as libFuzzer does, and by turns as `fuzz_ingest` and `fuzz_coder` do, for
letters of two bytes and packed files are hardly met by chance. Whatever raises an error is kept as a file; `--again
FILE` runs such a file once more, without instruments.
"""

from __future__ import annotations

import gzip
import os
import random
import signal
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import fuzz_coder, fuzz_ingest

CODER = "coder"
_LONGEST = 4096  # bytes; the longer an input, the rarer it meets anything new
_FIRST_ARTICLES = 200
_SECONDS_ALONE = 10  # wall time of one input under instruments, which make all several times slower; `--again` times it


@cache
def targets() -> list[str]:
    """What is fuzzed: every format, and the coder. An input's first byte is its target's number."""
    return [*fuzz_ingest.seeds(), CODER]


def run_bytes(content: bytes, folder: Path) -> None:
    """Run one input; raises whatever goes wrong with it."""
    if not content:
        return
    target = targets()[content[0] % len(targets())]
    if target == CODER:
        words = content[1:].decode("utf-8", "replace")
        fuzz_coder.check_article(fuzz_coder.article(random.Random(content[:1])) | {"text": words or " "})
    else:
        fuzz_ingest.check_bytes(content[1:], target, folder)


def changed(content: bytes, luck: random.Random) -> bytes:
    """An input of the same target, changed as its format wants it."""
    target, inner = targets()[content[0] % len(targets())], content[1:]
    if target == CODER:
        return content[:1] + fuzz_coder.spoiled(inner.decode("utf-8", "replace"), luck).encode("utf-8", "replace")
    if target.endswith(".gz"):
        with suppress(OSError, EOFError, zlib.error):
            return content[:1] + gzip.compress(next(fuzz_ingest.mutations(gzip.decompress(inner), 1, luck)), mtime=0)
    return content[:1] + next(fuzz_ingest.mutations(inner, 1, luck))


def first_inputs(wanted: Sequence[str]) -> Iterator[bytes]:
    """A sound file of every target wanted; for the coder some articles."""
    articles = (fuzz_coder.article(random.Random(luck))["text"] for luck in range(_FIRST_ARTICLES))
    files = {ending: [content] for ending, content in fuzz_ingest.seeds().items()}
    files[CODER] = [text.encode("utf-8", "replace") for text in articles]
    for number, target in enumerate(targets()):
        yield from (bytes([number]) + content for content in files[target] if target in wanted)


def fuzz_guided(seconds: float, part: str | None, kept: Path) -> None:
    """Run inputs for so many seconds of the processor: for readers, for the coder, or (None) for both.

    `kept` gets the files of inputs that failed. Ends the process: with exit code 0 when nothing failed.
    """
    import atheris  # type: ignore[import-not-found, unused-ignore]  # late: of the dependency group `fuzz`

    wanted = [name for name in targets() if part is None or (name == CODER) == (part == CODER)]
    numbers = [number for number, name in enumerate(targets()) if name in wanted]
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as given:
        corpus, folder = Path(given) / "corpus", Path(given) / "raw"
        corpus.mkdir()
        folder.mkdir()
        for name, content in enumerate(first_inputs(wanted)):
            (corpus / str(name)).write_bytes(content)
            run_bytes(content, folder)  # nearly all of the project is loaded when first needed
        atheris.instrument_all()
        last = time.process_time() + seconds

        def run(content: bytes) -> None:
            if time.process_time() > last:
                os.kill(os.getpid(), signal.SIGUSR1)  # libFuzzer ends well on it
            run_bytes(content, folder)

        def change(content: bytes, longest: int, number: int) -> bytes:
            luck = random.Random(number)
            head = bytes([content[0] if content and content[0] in numbers else luck.choice(numbers)])
            if luck.random() < 0.5:
                return (head + atheris.Mutate(content[1:], longest - 1))[:longest]
            return changed(head + content[1:], luck)[:longest]

        limits: list[Any] = [f"-max_len={_LONGEST}", f"-timeout={_SECONDS_ALONE}", "-rss_limit_mb=4096"]
        shown = ["-print_final_stats=1", f"-artifact_prefix={kept}/", str(corpus)]
        atheris.Setup([sys.argv[0], *limits, *shown], run, custom_mutator=change)
        atheris.Fuzz()
