"""What goes wrong becomes one sentence and an exit code."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

FAILED, WRONG_USAGE, STOPPED = 1, 2, 130


@contextmanager
def one_sentence() -> Iterator[None]:
    """Expected failures end the command with their sentence on stderr and exit code 1, Ctrl-C and SIGTERM with 130;
    anything else is a defect and raises."""
    from pipelines.metadata.errors import SchemaError
    from pipelines.run.outcome import BuildError

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # both stop alike
    try:
        yield
    except KeyboardInterrupt:
        fail("stopped; what is done is kept, the same command goes on from there", STOPPED)
    except (BuildError, SchemaError) as error:
        fail(str(error))
    except PermissionError as error:
        fail(f"{error.filename}: no permission to read or write it")
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None
    except OSError as error:
        fail(f"{error.filename or 'a file'}: {(error.strerror or str(error)).lower()}")


def fail(sentence: str, code: int = FAILED) -> None:
    """End the command."""
    print(f"waqai: {sentence}", file=sys.stderr)
    raise typer.Exit(code)
