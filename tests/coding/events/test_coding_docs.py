"""What docs/coding.md says of its example is what the coder does."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import yaml

from pipelines.coding.article import ArticleInput
from pipelines.coding.coder import code_article
from pipelines.lexicon import audit, audit_rules
from pipelines.lexicon.audit import audit_triggers

PAGE = (Path(__file__).parents[3] / "docs" / "coding.md").read_text(encoding="utf-8")
EXAMPLE = next(line[2:] for line in PAGE.splitlines() if line.startswith("> "))


def section(title: str) -> str:
    return PAGE.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0].split("\n### ", 1)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of all table rows but the heads, without the glosses in brackets."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[re.sub(r" \(.*?\)", "", cell).strip("` ") for cell in line.strip("|").split(" | ")] for line in lines]


def test_the_example_is_coded_as_the_page_says() -> None:
    coded = code_article(ArticleInput("docs", EXAMPLE, "ar", published=dt.date(2022, 1, 16)))
    told = rows(section("9. Rows"))
    mentions = [[row["trigger_text"], row["disposition"]] for row in coded.mentions]
    assert mentions == [row for row in told if len(row) == 2 and row[0] != "trigger"]
    (report,) = coded.reports
    words = {row["field"]: row["text"] for row in coded.evidence}
    for fields, values, quoted in (row for row in told if len(row) == 3 and row[0] != "field"):
        names, firsts, quotes = fields.split(", "), values.split(", "), quoted.split(", ")
        for name, quote in zip(names, quotes, strict=True):
            assert words[name] == quote
            shown = str(report[name]).split(" (")[0]
            assert shown in firsts
            assert name not in ("fatalities_best", "injured_best") or firsts[names.index(name)] == shown


def test_the_trigger_to_add_is_a_good_one() -> None:
    lines = re.search(r"(?m)^       - id:.*\n(?:         .*\n)+", PAGE)
    assert lines is not None
    (entry,) = yaml.safe_load(lines.group())
    remarks = [finding.check for finding in audit_triggers("ar", [entry])]
    assert remarks == ["example"]  # it is not in the lexicon yet


def test_every_check_of_the_audit_is_explained() -> None:
    sources = "".join(Path(str(module.__file__)).read_text(encoding="utf-8") for module in (audit, audit_rules))
    made = set(re.findall(r'(?:ERROR|WARNING)(?: if \w+ else (?:ERROR|WARNING))?, "(\w+)"', sources)) | {"duplicate"}
    made |= set(re.findall(r'\("(\w+)", (?:ERROR|WARNING)\)', sources))
    told = {name for row in rows(section("What the audit looks for")) for name in row[0].split(", ")}
    assert made == told - {"check"}
