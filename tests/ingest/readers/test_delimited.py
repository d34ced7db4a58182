"""`.csv` and `.tsv`."""

from __future__ import annotations

import pytest

from ..conftest import Raw


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
def test_rows(raw: Raw, words: str, name: str, mark: str) -> None:
    raw.write(name, f'id{mark}text{mark}desk\n1{mark}"{words}\nسطر ""ثان"""{mark}\n2{mark}{words}{mark}Homs\n')
    whole = raw.all
    assert whole.rejects == []
    assert [(a.raw_record, a.external_id, a.fields) for a in whole.articles] == [
        (1, "1", "{}"),
        (2, "2", '{"desk":"Homs"}'),
    ]
    assert whole.articles[0].text == f'{words}\nسطر "ثان"'


def test_a_spreadsheet_may_tell_its_delimiter(raw: Raw, words: str) -> None:
    raw.write("a.csv", f"sep=;\r\nid;text\r\n1;{words}\r\n")
    assert (raw.article.external_id, raw.article.text) == ("1", words)


def test_broken_rows_do_not_end_the_file(raw: Raw, words: str) -> None:
    raw.write(
        "a.csv", b"text,id\n" + words.encode() + b",1\nx,1,2,3\nonly\n\xff\xfe,3\n,4\n" + words.encode() + b",5\n"
    )
    whole = raw.all
    assert [a.external_id for a in whole.articles] == ["1", "5"]
    assert [(r.raw_record, r.reason) for r in whole.rejects] == [
        (2, "broken_row"),
        (3, "broken_row"),
        (4, "undecodable"),
        (5, "no_text"),
    ]


@pytest.mark.parametrize("encoding", ["cp1256", "utf-16", "utf-8-sig"])
def test_encodings(raw: Raw, words: str, encoding: str) -> None:
    raw.write("a.csv", f"text,id\n{words} وأصيب ثلاثة مدنيين بجروح,1\n".encode(encoding))
    assert raw.article.text.startswith(words)


@pytest.mark.parametrize("content", ["", "\n\n", "text,text\na,b\n", '"text\n', "words " * 30 + ",1\n"])
def test_without_usable_header(raw: Raw, content: str) -> None:
    raw.write("a.csv", content)
    assert raw.reject.reason == "no_header"


def test_an_open_quote_is_told(raw: Raw, words: str) -> None:
    raw.write("a.csv", f'text,id\n{words},1\n"{words},2\nx,3\n')
    whole = raw.all
    assert [(a.raw_record, a.external_id) for a in whole.articles] == [(1, "1"), (3, "3")]
    assert [(r.raw_record, r.reason) for r in whole.rejects] == [(2, "broken_row")]


def test_cut_utf_16(raw: Raw, words: str) -> None:
    raw.write("a.csv", f"text,id\n{words},1\n".encode("utf-16") + b"\x00")
    assert [r.reason for r in raw.all.rejects] == ["undecodable"]


def test_a_quote_that_nobody_closes_costs_one_row(raw: Raw, words: str) -> None:
    rows = [f"{n},{words} {n}" for n in range(50)]
    rows[10] = f'10,"{words}'
    raw.write("a.csv", "id,text\n" + "\n".join(rows) + "\n")
    whole = raw.all
    assert [(r.raw_record, r.reason) for r in whole.rejects] == [(11, "broken_row")]
    assert [a.external_id for a in whole.articles] == [str(n) for n in range(50) if n != 10]


@pytest.mark.parametrize("cell", ['"قسد" {}', '"{}', '{} قال "شاهد"'])
def test_cells_between_tabs_may_hold_their_own_quotes(raw: Raw, words: str, cell: str) -> None:
    raw.write("a.tsv", f"text\tid\n{cell.format(words)}\t1\n{words}\t2\n")
    assert [(a.text, a.external_id) for a in raw.all.articles] == [(cell.format(words), "1"), (words, "2")]
    assert raw.all.rejects == []
