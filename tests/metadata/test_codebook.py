"""The codebook says what the declarations say, and the committed page is that of today."""

from pipelines.metadata import code_list_names, load_fields, load_tables
from pipelines.metadata.codebook import render_codebook, write_pages
from pipelines.metadata.views import load_views
from pipelines.settings import PROJECT


def test_the_committed_page_is_what_would_be_written():
    assert (PROJECT / "docs" / "codebook.md").read_text(encoding="utf-8") == render_codebook(), "run `make docs`"


def test_all_tables_views_fields_and_code_lists_are_in_it():
    page = render_codebook()
    missing = [name for name in load_tables() if f"\n## Table {name}\n" not in page]
    missing += [name for name in load_views() if f"\n## View {name}\n" not in page]
    missing += [name for name in code_list_names() if f"\n## Codes {name}\n" not in page]
    missing += [name for name in load_fields().fields if f"| `{name}` |" not in page]
    assert missing == []


def test_links_lead_to_headings():
    import re

    page = render_codebook()
    headings = {"#" + title.lower().replace(" ", "-") for title in re.findall(r"^## (.+)$", page, re.M)}
    assert set(re.findall(r"\]\((#[^)]+)\)", page)) <= headings


def test_pages_are_written_where_asked(tmp_path):
    (page,) = write_pages(tmp_path / "docs")
    assert page.read_text(encoding="utf-8") == render_codebook()
