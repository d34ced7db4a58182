"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipelines.settings import PROJECT

RAW = PROJECT / "raw"
CURATED = PROJECT / "curated"

RawOption = Annotated[
    Path, typer.Option(help="Folder with the articles, read recursively.", show_default="the project's raw/")
]
CuratedOption = Annotated[Path, typer.Option(help="Folder for the outputs.", show_default="the project's curated/")]
JobsOption = Annotated[int, typer.Option(min=0, help="Processes to use; 0 is as many as there are cores.")]
EngineOption = Annotated[
    str, typer.Option(help="Where reading and coding run: local (this machine) or dask (a Dask cluster).")
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Dask scheduler to use, tcp://host:8786; one is started here when left out."),
]
