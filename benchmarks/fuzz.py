"""Hostile inputs for readers and coder, a million of them: `python -m benchmarks.fuzz --inputs 1000000`.

Each input follows from the seed and its number, so that any of them can be made again (`--only NUMBER`). Inputs are
run in a process of their own, which may die or hang: what it was at then is told, and the next one goes on behind it.
Nothing may escape, die, or take more than two seconds of the processor.

`--guided SECONDS` lets coverage choose the inputs instead (`fuzz_guided`).
"""

from __future__ import annotations

import argparse
import json
import mmap
import multiprocessing
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import fuzz_coder, fuzz_ingest
from benchmarks.fuzz_guided import CODER, fuzz_guided, run_bytes

LONGEST_SECONDS = 2.0
"""Processor time that one input may take."""

_DEAD_SECONDS = 600
"""Silence after which the process at work is taken for hanging where no signal reaches it."""

_CODER_SHARE = 0.5
_PAGE_SHARE = 0.2  # of the pages: whole ones as sites make them, which take long
_PAGES = Path(__file__).resolve().parents[1] / "tests" / "corpus" / "ingest" / "pages"
_PIECE = 20_000  # inputs per process, so that what leaks shows in none of them


class TooSlowError(Exception):
    """An input took longer than it may."""


def make(seed: int, number: int) -> tuple[str, Any]:
    """The input of a number: its target, and the bytes or the article."""
    luck = random.Random(f"{seed}-{number}")
    if luck.random() < _CODER_SHARE:
        return CODER, fuzz_coder.article(luck)
    seeds = _seeds()
    ending = luck.choice(list(seeds))
    seed_file = luck.choice(_saved_pages()) if ending == ".html" and luck.random() < _PAGE_SHARE else seeds[ending]
    return ending, next(fuzz_ingest.mutations(seed_file, 1, luck))


@cache
def _seeds() -> dict[str, bytes]:
    return fuzz_ingest.seeds()


@cache
def _saved_pages() -> list[bytes]:
    return [path.read_bytes() for path in sorted(_PAGES.glob("*.html"))]


def run_one(target: str, given: Any, folder: Path) -> None:
    """Run one input; raises whatever goes wrong with it."""
    if target == CODER:
        fuzz_coder.check_article(given)
    else:
        fuzz_ingest.check_bytes(given, target, folder)


def _alarm(*_: object) -> None:
    raise TooSlowError(f"more than {LONGEST_SECONDS} s")


def _load(folder: Path) -> None:
    """Lexicons and libraries, at no input's expense."""
    for number in range(12):
        fuzz_coder.check_article(fuzz_coder.article(random.Random(number)))
    for ending, content in _seeds().items():
        fuzz_ingest.check_bytes(content, ending, folder)


def _work(seed: int, numbers: range, board: str, found: Any) -> None:
    """Run inputs one after the other, the number at work on the board, failures and times into `found`."""
    signal.signal(signal.SIGPROF, _alarm)
    with tempfile.TemporaryDirectory() as folder, Path(board).open("r+b") as file:
        shown = mmap.mmap(file.fileno(), 16)
        _load(Path(folder))
        longest: dict[str, tuple[float, int]] = {}
        counted: Counter[str] = Counter()
        for number in numbers:
            shown[:8] = number.to_bytes(8, "little")
            target, given = make(seed, number)
            before = time.process_time()
            signal.setitimer(signal.ITIMER_PROF, LONGEST_SECONDS)
            try:
                run_one(target, given, Path(folder))
            except BaseException as error:  # noqa: BLE001 - whatever escapes is what is looked for
                found.put(("failure", number, target, "".join(traceback.format_exception(error))[-1500:]))
            finally:
                signal.setitimer(signal.ITIMER_PROF, 0)
            longest[target] = max(longest.get(target, (0.0, 0)), (time.process_time() - before, number))
            counted[target] += 1
        found.put(("done", numbers.stop, counted, longest))


class _Tally:
    """What the runs came to."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()
        self.longest: dict[str, tuple[float, int]] = {}
        self.failures: list[tuple[int, str, str]] = []

    def take(self, message: tuple[Any, ...]) -> None:
        if message[0] == "failure":
            self.failures.append(message[1:])
            return
        self.counted += message[2]
        for target, slowest in message[3].items():
            self.longest[target] = max(self.longest.get(target, (0.0, 0)), slowest)

    def figures(self) -> dict[str, Any]:
        slowest = {target: [round(seconds, 3), number] for target, (seconds, number) in sorted(self.longest.items())}
        return {
            "inputs": self.counted.total(), "per_target": dict(sorted(self.counted.items())),
            "longest_seconds": slowest, "failures": len(self.failures),
        }  # fmt: skip


def _pieces(first: int, inputs: int) -> Iterator[range]:
    for start in range(first, first + inputs, _PIECE):
        yield range(start, min(start + _PIECE, first + inputs))


def fuzz(seed: int, first: int, inputs: int) -> _Tally:
    """Run inputs `first` to `first + inputs`; a process that dies or hangs costs its input and no more."""
    tally, context = _Tally(), multiprocessing.get_context("spawn")
    with tempfile.NamedTemporaryFile() as board:
        board.write(bytes(16))
        board.flush()
        for piece in _pieces(first, inputs):
            while piece:
                piece = _run_piece(context, seed, piece, board.name, tally)
            print(json.dumps(tally.figures()), flush=True)
    return tally


def _run_piece(context: Any, seed: int, piece: range, board: str, tally: _Tally) -> range:
    """One process; returns the numbers that are left when it did not get through."""
    found = context.Queue()
    process = context.Process(target=_work, args=(seed, piece, board, found), daemon=True)
    process.start()
    at, since = -1, time.monotonic()
    while True:
        while not found.empty():
            message = found.get()
            tally.take(message)
            if message[0] == "failure":
                print(message[1], message[2], message[3], file=sys.stderr, flush=True)
            else:
                process.join()
                return range(0)
        now = int.from_bytes(Path(board).read_bytes()[:8], "little")
        at, since = (now, time.monotonic()) if now != at else (at, since)
        if (not process.is_alive() and found.empty()) or time.monotonic() - since > _DEAD_SECONDS:
            process.kill()
            tally.failures.append((now, make(seed, now)[0], f"the process hung or died (exit code {process.exitcode})"))
            print(*tally.failures[-1], file=sys.stderr, flush=True)
            return range(max(now, piece.start) + 1, piece.stop)
        time.sleep(0.5)


def _run_again(path: Path) -> int:
    """Whatever goes wrong with a kept input is raised; otherwise its processor time is told."""
    with tempfile.TemporaryDirectory() as folder:
        _load(Path(folder))
        before = time.process_time()
        run_bytes(path.read_bytes(), Path(folder))
    taken = time.process_time() - before
    print(f"no error, {taken:.3f} s")
    return int(taken > LONGEST_SECONDS)


def main() -> int:
    """Exit code 1 when an input failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--first", type=int, default=0, help="the number to begin with")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="run this input alone, in this process")
    parser.add_argument("--guided", type=float, metavar="SECONDS", help="inputs chosen by coverage, so long a time")
    parser.add_argument("--part", choices=("readers", CODER), help="with --guided: these alone")
    parser.add_argument("--kept", type=Path, default=Path("fuzz-failures"), help="with --guided: where failures go")
    parser.add_argument("--again", type=Path, metavar="FILE", help="run an input that --guided kept")
    wanted = parser.parse_args()
    if wanted.guided is not None:
        fuzz_guided(wanted.guided, wanted.part, wanted.kept)
        return 0
    if wanted.again is not None:
        return _run_again(wanted.again)
    if wanted.only is not None:
        target, given = make(wanted.seed, wanted.only)
        print(target, repr(given)[:3000])
        with tempfile.TemporaryDirectory() as folder:
            run_one(target, given, Path(folder))
        return 0
    tally = fuzz(wanted.seed, wanted.first, wanted.inputs)
    return 1 if tally.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
