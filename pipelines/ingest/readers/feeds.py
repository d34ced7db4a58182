"""`.rss`, `.atom`, `.xml`: one record per entry of a saved feed (RSS 0.9 to 2.0, Atom)."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator, Mapping
from html.entities import html5
from typing import Any

from pipelines.ingest.articles import Found, Record, UnreadableError, one_line
from pipelines.ingest.encodings import damage_note, decode
from pipelines.ingest.opening import RawFile

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9_.:-]{2,40})""")
_ENCODING_LINE = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_BARE = re.compile(r"&(?!(?:#\d{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z_][\w.-]{0,63});)")  # "A & B", as careless feeds write
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ENTRIES = frozenset({"item", "entry"})
_FEEDS = frozenset({"rss", "RDF", "feed"})
_WORDS = ("encoded", "content", "description", "summary")  # the fullest first
_TAKEN = frozenset({*_WORDS, "title", "link", "pubDate", "published", "issued", "date", "guid", "id", "source"})
_OF_PICTURES = "{http://search.yahoo.com/mrss/}"  # Media RSS names its captions like an entry's own words
_LONGEST_KEPT = 2000


def read_feed(file: RawFile) -> Iterator[Found]:
    """The entries of a feed in their order. Entities that a document defines itself are never expanded.

    A feed that is cut off or broken gives the entries before the break, and one reject for the rest.
    """
    content = file.read()
    declared = _DECLARED.search(content[:400])
    text = decode(content, file.declared_encoding or (declared[1].decode("ascii") if declared else None))
    yield from damage_note(text)
    text = _BARE.sub("&amp;", _NAMED.sub(_letter, _ENCODING_LINE.sub("", text.lstrip("\ufeff"))))
    for number, values in enumerate(_entries(text), start=1):
        yield Record(number, values)


def _entries(text: str) -> Iterator[dict[str, Any]]:
    from lxml import etree  # late: only feeds and pages need it

    channel: dict[str, str] = {}
    depth = 0
    try:
        steps = etree.iterparse(
            io.BytesIO(text.encode("utf-8", "replace")), events=("start", "end"), encoding="utf-8",
            resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_pis=True,
        )  # fmt: skip
        inside = False
        for event, element in steps:
            name = _name(element)
            if event == "start":
                depth += 1
                _check_root(depth, element, name)
                inside = inside or name in _ENTRIES
                continue
            depth -= 1
            if name in _ENTRIES:
                yield _fields(element, channel)
                element.clear()
                inside = False
            elif not inside and name in ("title", "language", "link") and depth <= 2:
                channel.setdefault(name, "".join(element.itertext()).strip())
    except etree.LxmlError as error:
        raise UnreadableError("broken_xml", one_line(str(error))) from error


def _check_root(depth: int, element: Any, name: str) -> None:
    """Raises UnreadableError for a document that is no feed, or that defines entities of its own."""
    if depth > 1:
        return
    if name not in _FEEDS:
        raise UnreadableError("unknown_format", f"an XML document <{name[:40]}>, no feed")
    definitions = element.getroottree().docinfo.internalDTD
    if definitions is not None and next(definitions.iterentities(), None) is not None:
        raise UnreadableError("unsafe_xml", "the document defines entities of its own")


def _fields(entry: Any, channel: Mapping[str, str]) -> dict[str, Any]:
    """The fields of an entry; an entry that only says when it was changed has no publication time."""
    parts: dict[str, Any] = {}
    for child in entry:
        if not str(child.tag).startswith(_OF_PICTURES):
            parts.setdefault(_name(child), child)
    fields: dict[str, Any] = {
        name: _text(child) for name, child in parts.items() if name and name not in _TAKEN and _is_short(child)
    }
    words = next((_markup(parts[name]) for name in _WORDS if name in parts and _markup(parts[name])), "")
    when = next((_text(parts[n]) for n in ("pubDate", "published", "issued", "date") if n in parts), None)
    return fields | {
        "html": words,
        "title": _title(parts["title"]) if "title" in parts else None,
        "published": when,
        "url": _address(entry),
        "id": next((_text(parts[name]) for name in ("guid", "id") if name in parts), None),
        "source": channel.get("title") or None,
        "language": fields.get("language") or channel.get("language") or None,
    }


def _markup(element: Any) -> str:
    """What an entry holds as HTML: given as escaped text, or (Atom's xhtml) as elements."""
    from lxml import etree  # late, as above

    if len(element) == 0:
        return _text(element)
    parts = [child for child in element if isinstance(child.tag, str)]
    return (element.text or "") + "".join(etree.tostring(part, encoding="unicode") for part in parts)


def _title(element: Any) -> str:
    return " ".join(re.sub(r"<[^<>]{0,200}>", " ", html.unescape(_text(element))).split())


def _address(entry: Any) -> str | None:
    """RSS writes the address into <link>, Atom into the href of the link that is the page itself."""
    links = [child for child in entry if _name(child) == "link"]
    for link in links:
        address = link.get("href") if link.get("rel", "alternate") == "alternate" else None
        if found := (address or _text(link)):
            return str(found)
    return None


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _is_short(element: Any) -> bool:
    return len(element) == 0 and 0 < len(element.text or "") <= _LONGEST_KEPT


def _name(element: Any) -> str:
    """The name without its namespace; "" for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _letter(found: re.Match[str]) -> str:
    """HTML's names of letters, which feeds use although XML has five of them only."""
    if found[1] in _OF_XML:
        return found[0]
    letter = html5.get(found[1] + ";")
    return letter if letter is not None and letter not in "<>&" else found[0]
