"""The articles of a page: one with its main text, or the posts of a page with a known layout."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from pipelines.ingest.articles import UnreadableError, one_line
from pipelines.ingest.languages import find_language
from pipelines.ingest.limits import MAX_PAGE_CHARACTERS, MAX_PAGE_DEPTHS, MAX_PAGE_ELEMENTS
from pipelines.ingest.pages.dates import read_day, shown_day
from pipelines.ingest.pages.main_text import block_text, main_text
from pipelines.ingest.pages.statements import first_value, stated_fields
from pipelines.ingest.published import as_iso, parse_published
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder
from pipelines.text.furniture import load_furniture

Fields = dict[str, Any]
_Result = TypeVar("_Result")

# What hostile pages were seen to raise inside the page libraries.
_FAILURES = (ValueError, TypeError, AttributeError, AssertionError, IndexError, KeyError, RecursionError)
_ENCODING_LINE = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_WHOLE_PAGE = re.compile(r"<(?:!doctype|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>")
_TOO_DEEP = "Excessive depth"  # how libxml2 begins to say that it read no further
_LETTER = re.compile(r"[^\W\d_]")
_WHOLE_WITHIN = 4096
_COUNTER = re.compile(r"\d{1,3}\s?/\s?\d{1,3}")  # of pictures: "3/12"
_STAMPS_WITHIN = 6  # lines at the top among which the day of publication is shown
_LEFT_OUT = ("line", "link")  # kinds of lines, as `boilerplate.yml` names them


def page_articles(page: str) -> list[Fields]:
    """The fields of each article in a page: one, or the posts of a page with a layout (`page_layouts.yml`).

    Raises UnreadableError when the page cannot be taken apart.
    """
    if not page.strip():
        return [{"text": ""}]
    return _guarded(page, lambda tree: _posts(tree) or [_article(tree)])


def page_fields(page: str) -> Fields:
    """Fields of the one article in a page or in a piece of one (the body that feeds and content systems give).

    `text` (main text), `title`, `published`, `url`, `source`, `language`; one that the page does not
    give is missing, `text` is "" when there is no article. Raises UnreadableError when the page cannot be taken apart.
    """
    if not page.strip():
        return {"text": ""}
    if not _WHOLE_PAGE.search(page[:_WHOLE_WITHIN]):
        return {"text": fragment_text(page)}
    return _guarded(page, _article)


def fragment_text(fragment: str) -> str:
    """The words of a piece of HTML, blocks on lines of their own; plain text stays as it is.

    Raises UnreadableError when it cannot be taken apart.
    """
    if not _TAG.search(fragment) and "&" not in fragment:
        return fragment.strip()
    return _guarded(f"<div>{fragment}</div>", block_text)


def _guarded(page: str, read: Callable[[Any], _Result]) -> _Result:
    from lxml import etree  # late: only pages need it

    if len(page) > MAX_PAGE_CHARACTERS:
        raise UnreadableError("too_large", f"a page of {len(page)} characters; at most {MAX_PAGE_CHARACTERS}")
    try:
        tree = _tree(_ENCODING_LINE.sub("", page).replace("\0", ""))
        if sum(1 for _ in islice(tree.iter(), MAX_PAGE_ELEMENTS + 1)) > MAX_PAGE_ELEMENTS:
            raise UnreadableError("too_large", f"a page of more than {MAX_PAGE_ELEMENTS} elements")
        return read(tree)
    except (etree.LxmlError, *_FAILURES) as error:
        raise UnreadableError("broken_html", one_line(str(error) or type(error).__name__)) from error


def _tree(page: str) -> Any:
    """The elements of a page. libxml2 passes over all that lies deeper than 256 elements, unless asked not to; as work
    grows with the depth of each element, this is asked for only then, and bounded."""
    from lxml import html  # late, as above

    parser = html.HTMLParser()
    tree = html.document_fromstring(page, parser=parser)
    if _is_cut(parser):
        parser = html.HTMLParser(huge_tree=True)
        tree = html.document_fromstring(page, parser=parser)
        if _is_cut(parser) or not _is_within(tree, MAX_PAGE_DEPTHS):
            raise UnreadableError("too_deep", "elements within elements within elements, hundreds of them")
    return tree


def _is_cut(parser: Any) -> bool:
    return any(_TOO_DEEP in told.message for told in parser.error_log)


def _is_within(tree: Any, most: int) -> bool:
    """Whether the depths of all elements together are no more than that."""
    from lxml import etree  # late, as above

    depth = total = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        total += depth if event == "start" else 0
        if total > most:
            return False
    return True


def _article(tree: Any) -> Fields:
    fields: Fields = dict(stated_fields(tree))
    if "published" not in fields:
        day = shown_day(tree, fields.get("title"))
        if day is not None:
            fields["published"] = day.isoformat()
    has_words = bool(_LETTER.search("".join(tree.itertext())))
    text = _without_furniture(main_text(tree).strip(), fields.get("published"))
    if has_words and not _LETTER.search(text):
        raise UnreadableError("no_article", "the page holds no article: links to others, a menu, or a shell")
    return {**fields, "text": text}


def _without_furniture(text: str, published: str | None) -> str:
    """The text without lines of buttons, notices and pointers to other articles that stand between its own, without
    what stands below the heading of a list of others, and without the day of publication above the article; the coder
    would leave them out (`text/boilerplate.py`), a reader of `articles.text` need not see them."""
    furniture = load_furniture(find_language(text))
    if furniture is None:
        return text
    lines = text.split("\n")
    kept: list[str] = []
    size, before = len(text), 0
    for place, line in enumerate(lines):
        kind, _ = furniture.read(line)
        if kind == "ends_article" and 2 * before >= size:
            break
        before += len(line)
        is_day = kind == "stamp" and place < _STAMPS_WITHIN and published is not None and _is_day(line, published)
        if not (is_day or (place and (kind in _LEFT_OUT or _COUNTER.fullmatch(line)))):
            kept.append(line)
    return "\n".join(kept)


def _is_day(line: str, published: str) -> bool:
    """Whether a line shows the day of publication."""
    day, told = read_day(line), parse_published(published)
    return day is not None and told is not None and abs((told.date() - day).days) <= 1  # by the source's own clock


def _posts(tree: Any) -> list[Fields]:
    for layout in _layouts():
        found = tree.xpath(layout["each"])
        if found:
            return [_post(element, layout) for element in found]
    return []


def _post(element: Any, layout: dict[str, Any]) -> Fields:
    values: Fields = {name: first_value(element, question) for name, question in layout["fields"].items()}
    if "dates" in layout:
        values["published"] = as_iso(values.get("published"), layout["dates"])
    words = element.xpath(layout["text"])
    text = "\n".join(filter(None, (block_text(part).strip() for part in words)))
    return {**{name: value for name, value in values.items() if value}, "text": text}


@cache
def _layouts() -> list[dict[str, Any]]:
    layouts: list[dict[str, Any]] = read_yaml(schemas_folder() / "sources" / "page_layouts.yml", "page_layouts")[
        "layouts"
    ]
    return layouts
