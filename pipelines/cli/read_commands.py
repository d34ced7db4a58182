"""`waqai read …`: JSON lines in, JSON lines out, one answer per request."""

from __future__ import annotations

import typer

from pipelines.cli.errors import one_sentence

read_app = typer.Typer(
    no_args_is_help=True, help="Read single values: JSON lines on standard input, answers on standard output."
)


@read_app.command()
def dates() -> None:
    """Days and periods named in texts."""
    _answer("dates")


@read_app.command()
def numbers() -> None:
    """Numbers in digits and words."""
    _answer("numbers")


@read_app.command()
def places() -> None:
    """Places named in texts, best first."""
    _answer("places")


@read_app.command()
def actors() -> None:
    """Armed groups, forces and other sides named in texts."""
    _answer("actors")


def _answer(kind: str) -> None:
    from pipelines.cli.reading import answer_lines

    with one_sentence():
        answer_lines(kind)
