"""The notebooks run on a release, show their pictures, and are kept without results."""

import base64
import json
import struct
from pathlib import Path

import duckdb
import nbformat
import pytest
from typer.testing import CliRunner

from pipelines.cli.main import app
from pipelines.cli.notebook_runs import run_notebook
from pipelines.run import BuildError, build

NOTEBOOKS = sorted((Path(__file__).resolve().parents[2] / "notebooks").glob("*.ipynb"))
PICTURES = {
    "01_first_look": 5,
    "02_trends_and_maps": 4,
    "03_actors_and_dyads": 3,
    "04_quality_and_provenance": 2,
    "05_comparing_with_other_data": 2,
}


def pictures(path):
    """The sizes in pixels of the PNG pictures that a notebook with results shows."""
    outputs = [output for cell in nbformat.read(path, 4).cells for output in cell.get("outputs", [])]
    found = [base64.b64decode(o["data"]["image/png"]) for o in outputs if "image/png" in o.get("data", {})]
    assert all(picture.startswith(b"\x89PNG") for picture in found)
    return [struct.unpack(">II", picture[16:24]) for picture in found]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_on_a_release_and_draws_its_pictures(path, sample_curated, tmp_path):
    sizes = pictures(run_notebook(path, sample_curated, tmp_path / path.name))
    assert len(sizes) == PICTURES[path.stem]
    assert all(width > 1000 and height > 400 for width, height in sizes)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_is_kept_without_results_and_reads_the_release_only(path):
    notebook = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
    assert [cell for cell in code if "parameters" in cell["metadata"].get("tags", [])] == [code[0]]
    source = "".join("".join(cell["source"]) for cell in code)
    for barred in ("read_parquet", "read_csv", "http:", "https:", "/home", "/work", "/tmp", "raw/"):
        assert barred not in source


def test_an_empty_release_is_shown_without_a_fuss(tmp_path):
    (tmp_path / "raw").mkdir()
    curated = build(tmp_path / "raw", tmp_path / "curated", jobs=1).curated
    assert pictures(run_notebook(NOTEBOOKS[0], curated, tmp_path / "shown.ipynb"))


def shown_tables(path):
    """The texts of the tables that a notebook with results shows."""
    outputs = [output for cell in nbformat.read(path, 4).cells for output in cell.get("outputs", [])]
    return "\n".join(str(o["data"]["text/plain"]) for o in outputs if "text/html" in o.get("data", {}))


UCDP = """id,date_start,country,adm_1,latitude,longitude,type_of_violence,best,side_a
1,2023-10-09 00:00:00.000,Syria (Government),Idlib,35.93,36.63,3,5,Government of Syria
"""


@pytest.mark.parametrize("other", ["acled", "ucdp"])
def test_a_file_of_another_dataset_is_aligned_with_the_release(other, sample_curated, tmp_path):
    file = tmp_path / f"{other}.csv"
    if other == "acled":
        with duckdb.connect(str((sample_curated / "waqai.duckdb").resolve()), read_only=True) as con:
            con.execute(f"COPY (SELECT * FROM acled_events) TO '{file}' (HEADER)")
    else:
        file.write_text(UCDP, encoding="utf-8")
    notebook = nbformat.read(NOTEBOOKS[-1], 4)
    notebook.cells[2].source = f"OTHER = {str(file)!r}\nDAYS, KM = 2, 30"
    nbformat.write(notebook, tmp_path / "with_file.ipynb")
    tables = shown_tables(run_notebook(tmp_path / "with_file.ipynb", sample_curated, tmp_path / "shown.ipynb"))
    told = " ".join(tables.split())
    assert "of the other, in both 100% of" in told
    assert ("of this release, in both 100% of" in told) == (other == "acled")


def test_a_failing_cell_is_one_sentence(sample_curated, tmp_path):
    notebook = nbformat.read(NOTEBOOKS[0], 4)
    notebook.cells[2].source = "raise ValueError('no such thing')"
    nbformat.write(notebook, tmp_path / "broken.ipynb")
    with pytest.raises(BuildError, match=r"^broken\.ipynb fails: ValueError: no such thing$"):
        run_notebook(tmp_path / "broken.ipynb", sample_curated, tmp_path / "shown.ipynb")


def test_without_a_release_the_command_says_what_to_do(tmp_path):
    done = CliRunner().invoke(app, ["notebooks", "--curated", str(tmp_path)])
    assert done.exit_code == 1
    assert "waqai build" in done.stderr
