"""`notebooks`: run them on a release and keep what they show."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

from pipelines.cli.inspect_commands import open_release
from pipelines.run.outcome import BuildError
from pipelines.settings import PROJECT

SOURCES = PROJECT / "notebooks"
TARGET = "notebooks"  # below the curated folder
PARAMETERS = "parameters"  # the tag of the cell whose values a run may set
CELL_SECONDS = 600
QUIET = ["--log-level=40"]  # errors only: that a kernel speaks to us without encryption is no news on one machine


def run_notebooks(curated: Path) -> None:
    """Run every notebook on the release and print where the copies with results are.

    Raises BuildError when there is no release or a notebook fails.
    """
    open_release(curated).close()
    target = curated / TARGET
    target.mkdir(exist_ok=True)
    for path in sorted(SOURCES.glob("*.ipynb")):
        print(run_notebook(path, curated, target / path.name))


def run_notebook(path: Path, curated: Path, target: Path) -> Path:
    """Run one notebook on the release in `curated` and write the copy that holds its results.

    Raises BuildError naming notebook and error when a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    cells = notebook.cells
    first = next(n for n, cell in enumerate(cells) if PARAMETERS in cell.metadata.get("tags", []))
    cells[first].source = f"CURATED = {str(curated.resolve())!r}"
    place = {"metadata": {"path": str(path.parent)}}
    client = NotebookClient(notebook, timeout=CELL_SECONDS, resources=place, extra_arguments=QUIET)
    try:
        client.execute()
    except (CellExecutionError, DeadKernelError) as error:
        what = f"{error.ename}: {error.evalue}" if isinstance(error, CellExecutionError) else str(error)
        raise BuildError(f"{path.name} fails: {what}") from error
    nbformat.write(notebook, target)  # type: ignore[no-untyped-call]
    return target
