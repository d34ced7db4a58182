"""The main text of a page: what stands around the article is taken out first, then the article is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from typing import Any

from pipelines.ingest.languages import find_language
from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder
from pipelines.text.furniture import load_furniture

_NAME_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_CONTAINERS = frozenset({"div", "section", "aside", "ul", "ol", "table", "td", "nav", "footer", "form", "dl"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "br", "center", "dd", "details", "div", "dl", "dt", "fieldset"}
    | {"form", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"}
    | {"nav", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul"}
)
_PARAGRAPHS = frozenset({"p", "div", "h3", "h4"})
_KEPT = frozenset({"html", "body", "head", "article", "main"})
_KEPT_HEADS = frozenset({"article", "main"})
_WORDS = re.compile(r"[^\W\d_]{3,}")
_SENTENCE_END = re.compile(r"[.؟!?…][»”\"']?$")
_BULLETS = "-•*|– "
_PIECES = 12  # pieces of text looked at in a link
_WORDLESS = frozenset({"script", "style", "noscript", "template", "head", "textarea", "select", "button", "svg"})
LARGE_SHARE = 0.3
"""A part with more of the page's words outside links than this is never taken for what stands around the article."""
LINK_SHARE = 0.8
_HOLDS_ARTICLE = "boolean(self::h1 | .//h1 | .//*[@itemprop='articleBody'])"
MAIN_SHARE = 0.7
"""Of the words outside links of a part, how many a part in it must have to be what the outer one is there for."""
_PARTS = frozenset({"div", "section", "main", "article", "center", "form", "td", "font", "span", "blockquote"})
_HOLDS_HEADLINE = "boolean(.//h1 | .//*[self::h2 or self::h3][contains(//head/title, normalize-space(.))])"
_HEADS_OF_LISTS = ("ends_article", "opens_list", "link")  # kinds of lines, as `boilerplate.yml` names them
_SAMPLE_PIECES = 400  # pieces of text by which the page's language is told
_HEADLINES = ".//h1 | .//h2 | .//h3"
_NAMED = ".//article | .//*[@itemprop='articleBody']"
_OF_TABLES = ("table", "tbody", "tr", "td", "th")
_NOT_IN_CELLS = frozenset({"table", "h1", "h2", "p"})
CELL_CHARACTERS = 200
"""A cell with more than this is no figure of a table but part of a page that a table lays out."""
LINKS = 3
"""A part that consists of this many links, and of hardly anything else, is a menu or a list of other articles."""
POINTER_CHARACTERS = 200
LEAD_CHARACTERS = 600
_BELOW = 12  # elements below the headline among which its lead is looked for
_BELOW_HEADLINE = "(//h1)[1]/following::*[self::p or self::div or self::h2 or self::h3 or self::span]"


@dataclass(frozen=True, slots=True)
class _Clutter:
    words: frozenset[str]
    posts: frozenset[str]
    leads: frozenset[str]
    pointers: tuple[str, ...]


def main_text(tree: Any) -> str:
    """The article of a page, blocks on lines of their own; "" when there is none. Takes the tree apart."""
    from trafilatura import bare_extraction  # late: only pages need it

    _remove_clutter(tree)
    _mark_article(tree)
    lead = _lead(tree)
    links = {words for link in tree.iter("a") if " " in (words := _in_one_line(link.itertext()))}
    found = bare_extraction(tree, include_comments=False, with_metadata=False)
    text = without_listed(getattr(found, "text", None) or "", links)
    return f"{lead}\n{text}" if text and lead and lead not in text else text


def _lead(tree: Any) -> str:
    """The sentences between headline and article that sum it up, as sites name them; "" when there are none."""
    for element in islice(tree.xpath(_BELOW_HEADLINE), _BELOW):
        words = " ".join("".join(element.itertext()).split())
        if _is_named_clutter(element, _clutter().leads) and len(words) <= LEAD_CHARACTERS and not element.xpath(".//a"):
            return words if _SENTENCE_END.search(words) else ""
    return ""


def without_listed(text: str, links: Set[str]) -> str:
    """The text without the headlines of other articles, where it has several lines that are nothing but a link, and
    without the beginnings of those articles, which break off with dots. A front page has no more than these."""
    lines = text.split("\n")
    kept = [line for line in lines if links.isdisjoint((_in_one_line([line.lstrip(_BULLETS)]), _without_day(line)))]
    whole = [line for line in kept if not line.rstrip(" ]").endswith(("...", "…"))]
    if len(lines) - len(kept) < LINKS and (whole or len(kept) < LINKS):
        return text
    return "\n".join(whole) if any(len(_WORDS.findall(line)) >= LINKS for line in whole) else ""


def _without_day(line: str) -> str:
    """A line of a list without its bullet, and without the figures of a day or hour behind it."""
    return _in_one_line([line.lstrip(_BULLETS).rstrip("0123456789٠١٢٣٤٥٦٧٨٩/-.:| ")])


def _in_one_line(pieces: Iterable[str]) -> str:
    return " ".join("".join(islice(pieces, _PIECES)).split())


def block_text(element: Any) -> str:
    """All words below an element, a line per block, white space made single."""
    pieces: list[str] = []
    for event, node in _walk(element):
        if event == "start":
            if node.tag in _BLOCKS:
                pieces.append("\n")
            pieces.append(_spaced(node.text) if node.tag not in _WORDLESS else "")
        else:
            if node.tag in _BLOCKS:
                pieces.append("\n")
            if node is not element:
                pieces.append(_spaced(node.tail))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _spaced(words: str | None) -> str:
    """Words of the source, whose own line breaks mean no more than a space."""
    return (words or "").replace("\n", " ")


def _walk(element: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree  # late, as above

    skipped = 0
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            if not skipped:
                yield "end", _Tail(node.tail)
            continue
        wordless = node.tag in _WORDLESS
        if event == "end" and wordless:
            skipped -= 1
        if not skipped:
            yield event, node
        if event == "start" and wordless:
            skipped += 1


@dataclass(slots=True)
class _Tail:
    """What follows a comment: words without an element of their own."""

    tail: str | None
    tag: str = ""


def _remove_clutter(tree: Any) -> None:
    clutter, sizes = _clutter(), _measure(tree)
    for element in _answers(tree, clutter, sizes):
        element.drop_tree()
    whole = sizes[tree].running
    lists = _other_articles(tree, sizes)
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in _KEPT or element.getparent() is None:
            continue
        size = sizes[element]
        if size.running > LARGE_SHARE * whole and whole:
            continue
        is_clutter = (
            _is_link_list(element, size) or _is_named_clutter(element, clutter.words) or _is_frame(element)
            or _is_pointer(element, size, clutter) or element in lists
        )  # fmt: skip
        if is_clutter and not element.xpath(_HOLDS_ARTICLE):
            element.drop_tree()


def _mark_article(tree: Any) -> None:
    """Name the part that holds most of the page's words, where the page has no name for it that is generally known, and
    make tables that only lay out the page what they are: parts. Else headings between the paragraphs would be lost."""
    sizes, body = _measure(tree), tree.find(".//body")
    for element in _laid_out(tree, sizes):
        element.tag = "div"
    if body is None or body.xpath(_NAMED):
        return
    part = body
    while (inner := max(part, key=lambda each: sizes[each].running, default=None)) is not None:
        if inner.tag not in _PARTS or sizes[inner].running < MAIN_SHARE * sizes[part].running:
            break
        part = inner
    if part is not body and not part.xpath(_HOLDS_HEADLINE):  # else what follows the headline would be text too
        part.tag = "div"
        part.set("itemprop", "articleBody")


def _laid_out(tree: Any, sizes: dict[Any, _Size]) -> list[Any]:
    """The tables that lay out a page, with their rows and cells."""
    tables: set[Any] = set()
    for element in tree.iter():
        is_long = element.tag in ("td", "th") and sizes[element].characters > CELL_CHARACTERS
        if is_long or element.tag in _NOT_IN_CELLS:
            for above in element.iterancestors("table"):
                if above in tables:
                    break
                tables.add(above)
    parts = (element for element in tree.iter(*_OF_TABLES))
    return [e for e in parts if (e if e.tag == "table" else next(e.iterancestors("table"), None)) in tables]


@dataclass(slots=True)
class _Size:
    """Characters of an element's words, those within links, and the number of links."""

    characters: int = 0
    linked: int = 0
    links: int = 0

    @property
    def running(self) -> int:
        """Characters outside links."""
        return self.characters - self.linked


def _measure(tree: Any) -> dict[Any, _Size]:
    """The size of every element, each character looked at once however deep the page nests."""
    sizes: dict[Any, _Size] = {}
    for element in reversed(list(tree.iter())):  # what is inside comes before what holds it
        size = sizes[element] = _Size()
        if not isinstance(element.tag, str) or element.tag in _WORDLESS:
            continue
        size.characters = len((element.text or "").strip())
        for child in element:
            inner = sizes[child]
            size.characters += inner.characters + len((child.tail or "").strip())
            size.linked += inner.linked
            size.links += inner.links
        if element.tag == "a":
            size.linked, size.links = size.characters, 1
    return sizes


def _answers(tree: Any, clutter: _Clutter, sizes: dict[Any, _Size]) -> list[Any]:
    """What others wrote below the article of a thread: parts named like the one that holds the headline and words
    below it, beside it, without a headline of their own."""
    for headline in tree.xpath(_HEADLINES):
        for post in headline.iterancestors():
            if _is_named_clutter(post, clutter.posts) and sizes[post].running > 2 * sizes[headline].characters:
                return [
                    each
                    for each in post.itersiblings(post.tag)
                    if each.get("class") == post.get("class") and not each.xpath(_HEADLINES)
                ]
    return []


def _other_articles(tree: Any, sizes: dict[Any, _Size]) -> set[Any]:
    """The parts of the page that open with the heading of a list of other articles."""
    furniture = load_furniture(find_language(" ".join(islice(tree.itertext(), _SAMPLE_PIECES))))
    parts: set[Any] = set()
    if furniture is None:
        return parts
    for heading in tree.iter("h2", "h3", "h4", "h5", "h6"):
        words = _in_one_line(heading.itertext())
        if words and furniture.read(words)[0] in _HEADS_OF_LISTS:
            part = heading.getparent()
            while part is not None and sizes[part].characters == sizes[heading].characters:
                part = part.getparent()
            if part is not None and _in_one_line(part.itertext()).startswith(words):
                parts.add(part)
    return parts


def _is_frame(element: Any) -> bool:
    """Whether the element is the head, foot or menu of the page, by its own name, and of no article in it."""
    if element.tag in ("nav", "footer"):
        return True
    return element.tag == "header" and all(above.tag not in _KEPT_HEADS for above in element.iterancestors())


def _is_named_clutter(element: Any, words: Set[str]) -> bool:
    for attribute in ("class", "id"):
        name = element.get(attribute)
        if not name or len(name) > POINTER_CHARACTERS:
            continue
        for label in name.split():
            pieces = [piece.lower() for piece in _NAME_PIECE.findall(label)]
            pairs = {f"{first} {second}" for first, second in pairwise(pieces)}
            if not words.isdisjoint(pieces) or not words.isdisjoint(pairs):
                return True
    return False


def _is_pointer(element: Any, size: _Size, clutter: _Clutter) -> bool:
    """A paragraph that is a link to another article, or opens like one and ends in a link."""
    if element.tag not in _PARAGRAPHS or not 0 < size.links <= LINKS or size.characters > POINTER_CHARACTERS:
        return False
    if element.tag == "p" and size.linked >= LINK_SHARE * size.characters:
        return True
    return " ".join(element.text_content().split()).casefold().startswith(clutter.pointers)


def _is_link_list(element: Any, size: _Size) -> bool:
    return element.tag in _CONTAINERS and size.links >= LINKS and size.linked >= LINK_SHARE * size.characters


@cache
def _clutter() -> _Clutter:
    declared = read_yaml(schemas_folder() / "sources" / "page_clutter.yml", "page_clutter")
    return _Clutter(
        words=frozenset(word for part in declared["parts"] for word in part["words"]),
        posts=frozenset(declared["posts"]),
        leads=frozenset(declared["leads"]),
        pointers=tuple(word.casefold() for part in declared["pointers"] for word in part["words"]),
    )
