"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.settings import PROJECT

RAW = PROJECT / "raw"
CURATED = PROJECT / "curated"



def _here(place: Path) -> Path:
    """A folder of this machine."""
    if str(place).partition(":")[0] in ("s3", "gs", "gcs"):
        raise typer.BadParameter("only `waqai build` works with object stores; copy the folder here first")
    return place


RawOption = Annotated[
    Path,
    typer.Option(help="Folder with the articles, read recursively.", show_default="the project's raw/", callback=_here),
]
CuratedOption = Annotated[
    Path, typer.Option(help="Folder for the outputs.", show_default="the project's curated/", callback=_here)
]
AnyRawOption = Annotated[
    str,
    typer.Option(
        metavar="FOLDER",
        help="Folder with the articles, here or in an object store (s3://, gs://).",
        show_default="the project's raw/",
    ),
]
AnyCuratedOption = Annotated[
    str,
    typer.Option(
        metavar="FOLDER",
        help="Folder for the outputs, here or in an object store.",
        show_default="the project's curated/",
    ),
]
JobsOption = Annotated[int, typer.Option(min=0, help="Processes to use; 0 is as many as there are cores.")]
EngineOption = Annotated[
    str, typer.Option(help="Where reading and coding run: local (this machine) or dask (a Dask cluster).")
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Dask scheduler to use, tcp://host:8786; one is started here when left out."),
]
