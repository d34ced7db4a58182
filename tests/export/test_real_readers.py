"""The exports as the libraries open them that their users have."""

import csv

import geopandas
import hxl
import pytest
from frictionless import Package
from openpyxl import load_workbook

PLACES = "SELECT count(*) FILTER (latitude IS NOT NULL), count(*) FROM incidents"


def test_frictionless_finds_the_data_package_valid(exports):
    package = Package(str(exports["datapackage"]))
    told = package.validate()
    assert told.valid, told.flatten(["type", "title", "message"])[:5]
    incidents = package.get_resource("incidents").read_rows()
    assert len({row["incident_id"] for row in incidents}) == len(incidents) > 50
    assert all(row["event_date"].year > 1900 for row in incidents)


def test_frictionless_would_see_an_error(exports, tmp_path):
    for path in exports["datapackage"].parent.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    with (tmp_path / "reports.csv").open("a", encoding="utf-8") as file:
        file.write("one cell too few\n")
    assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_libhxl_reads_the_hashtags(exports, release):
    with hxl.data(str(exports["hxl"]), hxl.InputOptions(allow_local=True)) as source:
        tags = source.display_tags
        rows = list(source)
    assert {"#adm1+name", "#adm1+code", "#geo+lat", "#geo+lon", "#date+occurred"} <= set(tags), tags
    assert len(rows) == release[0].execute("SELECT count(*) FROM incidents").fetchone()[0]
    counted = hxl.data(str(exports["hxl"]), hxl.InputOptions(allow_local=True)).count("#adm1+code")
    assert sum(int(row.get("#meta+count")) for row in counted) == len(rows)


@pytest.mark.parametrize("form", ["geojson", "geoparquet"])
def test_geopandas_reads_the_points(form, exports, release):
    read = geopandas.read_parquet if form == "geoparquet" else geopandas.read_file
    frame = read(exports[form])
    placed, every = release[0].execute(PLACES).fetchone()
    assert len(frame) == every
    assert frame.crs.to_epsg() == 4326 or frame.crs.to_string() == "OGC:CRS84"
    points = frame[~(frame.geometry.isna() | frame.geometry.is_empty)]
    assert len(points) == placed
    assert (points.geometry.x == points["longitude"]).all()
    assert (points.geometry.y == points["latitude"]).all()


def test_openpyxl_reads_the_events_as_the_csv_has_them(exports):
    book = load_workbook(exports["xlsx"], read_only=True)
    sheet = [["" if value is None else value for value in row] for row in book["events"].iter_rows(values_only=True)]
    with exports["csv"].open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    assert sheet[0] == lines[0]
    column = lines[0].index("notes")
    assert [row[column] for row in sheet] == [row[column] for row in lines]
    number = lines[0].index("fatalities")
    assert [str(row[number]) for row in sheet] == [row[number] for row in lines]
