"""Every format holds what the release holds, in the form its readers expect."""

import csv
import json
import struct

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from pipelines.export import FORMATS, UnknownFormatError, write_export
from pipelines.export.accuracy import accuracy_lines
from pipelines.export.cells import safe_cell
from pipelines.metadata import load_tables
from pipelines.settings import measured_accuracy


def lines_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def count(release, query):
    return release[0].execute(query).fetchone()[0]


@pytest.fixture(scope="session")
def incident_count(release):
    found = count(release, "SELECT count(*) FROM incidents")
    assert found > 50
    return found


@pytest.mark.parametrize("form", FORMATS)
def test_writing_twice_gives_the_same_bytes(form, exports, release, tmp_path):
    assert write_export(*release, form, tmp_path).read_bytes() == exports[form].read_bytes()


def test_an_unknown_format_names_the_known_ones(release, tmp_path):
    with pytest.raises(UnknownFormatError, match="geoparquet"):
        write_export(*release, "stone-tablet", tmp_path)


def test_csv_has_the_31_columns(exports, incident_count):
    text, numeric = lines_of(exports["csv"]), lines_of(exports["csv-numeric"])
    assert len(text[0]) == 31
    assert text[0] == numeric[0]
    assert len(text) == len(numeric) == incident_count + 1
    column = text[0].index("inter1")
    assert all(row[column].isdigit() for row in numeric[1:])
    assert not any(row[column].isdigit() for row in text[1:])


def test_hxl_has_hashtags_under_the_heads(exports, incident_count):
    heads, tags, *rows = lines_of(exports["hxl"])
    assert len(rows) == incident_count
    assert all(tag == "" or tag.startswith("#") for tag in tags)
    tagged = dict(zip(heads, tags, strict=True))
    assert tagged["admin1_pcode"] == "#adm1+code"
    assert tagged["latitude"] == "#geo+lat"
    assert any(row[heads.index("admin1_pcode")].startswith("SY") for row in rows)


def test_geojson_puts_longitude_first(exports, incident_count):
    features = json.loads(exports["geojson"].read_text(encoding="utf-8"))["features"]
    assert len(features) == incident_count
    for feature in features:
        place = feature["properties"]
        expected = None if place["latitude"] is None else [place["longitude"], place["latitude"]]
        assert (feature["geometry"] or {}).get("coordinates") == expected
    assert any(feature["geometry"] for feature in features)


def test_geoparquet_follows_the_specification(exports, incident_count):
    file = pq.ParquetFile(exports["geoparquet"])
    geo = json.loads(file.schema_arrow.metadata[b"geo"])
    described = geo["columns"][geo["primary_column"]]
    assert geo["version"] == "1.1.0"
    assert described["encoding"] == "WKB"
    west, south, east, north = described["bbox"]
    table = file.read()
    assert table.num_rows == incident_count
    for row in table.select(["longitude", "latitude", "geometry"]).to_pylist():
        if row["geometry"] is None:
            assert row["latitude"] is None
            continue
        order, kind, x, y = struct.unpack("<BIdd", row["geometry"])
        assert (order, kind, x, y) == (1, 1, row["longitude"], row["latitude"])
        assert west <= x <= east
        assert south <= y <= north


def test_the_workbook_explains_its_columns(exports, incident_count):
    book = load_workbook(exports["xlsx"], read_only=True)
    assert book.sheetnames == ["events", "codebook", "codes"]
    events = list(book["events"].iter_rows(values_only=True))
    codebook = list(book["codebook"].iter_rows(min_row=2, values_only=True))
    explained = {row[0]: row[2] for row in codebook}
    assert len(events) == incident_count + 1
    assert list(explained) == list(events[0])
    assert all(explained.values())
    assert {row[1] for row in codebook} == {"text", "whole number", "number", "date"}


def test_the_workbook_opens_ready_to_be_filtered(exports, incident_count):
    events = load_workbook(exports["xlsx"])["events"]
    assert (events.freeze_panes, events.auto_filter.ref) == ("A2", f"A1:AE{incident_count + 1}")
    widths = {events.cell(1, number).value: events.column_dimensions[letter].width for number, letter in
              ((1, "A"), (28, "AB"))}  # fmt: skip
    assert widths["notes"] > 3 * widths["event_id_cnty"]
    assert all(cell.font.bold for cell in events[1])


def test_a_printed_sheet_is_as_wide_as_its_page_and_bears_its_heads(exports):
    for sheet in load_workbook(exports["xlsx"]):
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
            "landscape", 1, 0,
        )  # fmt: skip
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
        wrapped = {cell.alignment.wrap_text for cell in sheet[2]}
        assert wrapped == ({None} if sheet.title == "events" else {True})


def test_the_data_package_describes_its_files(exports):
    package = json.loads(exports["datapackage"].read_text(encoding="utf-8"))
    named = {resource["name"] for resource in package["resources"]}
    for resource in package["resources"]:
        schema = resource["schema"]
        names = [field["name"] for field in schema["fields"]]
        heads, *rows = lines_of(exports["datapackage"].parent / resource["path"])
        assert heads == names
        for field, values in zip(schema["fields"], zip(*rows, strict=True), strict=False):
            assert not field.get("constraints", {}).get("required") or all(values), (resource["name"], field["name"])
        assert set(schema.get("primaryKey", [])) <= set(names)
        assert all(key["reference"]["resource"] in named | {""} for key in schema.get("foreignKeys", []))
    articles = next(resource for resource in package["resources"] if resource["name"] == "articles")
    assert "text" not in {field["name"] for field in articles["schema"]["fields"]}


def test_the_card_tells_the_release(exports, release, incident_count):
    card = exports["card"].read_text(encoding="utf-8")
    manifest = json.loads((release[1] / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["release_id"] in card
    assert f"{incident_count:,} incidents" in card
    assert "Syria" in card


def test_the_card_tells_what_was_measured_and_on_what(exports):
    card = exports["card"].read_text(encoding="utf-8")
    figure = json.loads(measured_accuracy().read_text(encoding="utf-8"))["figures"]["detection"]
    interval = f"{figure['low']:.2f}–{figure['high']:.2f}"
    assert f"| {figure['f1']:.2f} | {interval} | {figure['cases']} |" in card
    assert "the project's own sample" in card
    assert "report pending: no actor" in card


def test_a_card_without_figures_says_so():
    assert any(line.startswith("Nothing was measured.") for line in accuracy_lines(None))


def test_the_page_of_checks_tells_every_check_and_loads_nothing(exports, release):
    page = exports["checks"].read_text(encoding="utf-8")
    assert page.count("<tr>") > count(release, "SELECT count(*) FROM checks") > 100
    assert "incident.interaction.types" in page
    assert '<th class="number">failed</th>' in page  # heads stand over their figures
    assert "<th>table</th>" in page
    assert not [mark for mark in ("http", "src=", "<script", "@import") if mark in page]


def test_the_feed_has_every_change(exports, release):
    told = [json.loads(line) for line in exports["changes"].read_text(encoding="utf-8").splitlines()]
    assert len(told) == count(release, "SELECT count(*) FROM changes")
    assert set(told[0]) == set(load_tables()["changes"].columns)


@pytest.mark.parametrize("bad", ["=1+1", " =1+1", "@SUM(A1)", "\t=1", "+1", "-1", "\x01=1"])
def test_no_cell_runs_in_a_spreadsheet(bad):
    assert safe_cell(bad).startswith("'")
    assert not set(safe_cell(bad)) & {"\x01"}


def test_lists_become_text():
    assert safe_cell(["a", "b"]) == "a; b"
    assert safe_cell(["=a"]) == "'=a"
    assert safe_cell(-1.5) == -1.5
