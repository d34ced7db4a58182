"""What makes an article the same article: its address, its words, its id."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from hashlib import blake2b
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

_SEPARATOR = "\x1f"
_ID_BYTES = 8


def article_id(url_key: str | None, source_key: str, external_id: str | None, text: str) -> str:
    """16 hex digits from the text and the address, or without address from the text, source and the record's own id.

    Where and in which file an article lies has no part in it.
    """
    origin = url_key if url_key else f"{source_key}{_SEPARATOR}{external_id or ''}"
    return _digest(f"{origin}{_SEPARATOR}{text}")


def text_key(text: str) -> str:
    """16 hex digits that are the same for texts that differ in white space, vowel signs and invisible marks only."""
    return _digest(" ".join(_marks().sub("", text).split()))


def url_key(url: str) -> str | None:
    """One spelling for the addresses of one page; None when it is no address of a page on the web.

    Without scheme, "www.", default port, fragment, tracking parameters and final slash; host in lower case, parameters
    sorted, percent-encoding made one (RFC 3986, section 6.2).
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        if parts.scheme.lower() not in ("http", "https") or "." not in host:
            return None
        pairs = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _is_tracking(pair[0]))
    except ValueError:  # "http://[", a port that is no number, hundreds of parameters
        return None
    host = host.removeprefix("www.") + (f":{port}" if port not in (None, 80, 443) else "")
    path = quote(unquote(parts.path, errors="replace"), safe="/:@!$&'()*+,;=~").rstrip("/")
    return host + path + (f"?{urlencode(pairs, errors='replace')}" if pairs else "")


def domain_of(url: str) -> str | None:
    """The host of an address in lower case, without "www."; None when there is none."""
    key = url_key(url)
    return re.split(r"[/?:]", key, maxsplit=1)[0] if key else None


def _digest(words: str) -> str:
    return blake2b(words.encode("utf-8"), digest_size=_ID_BYTES).hexdigest()


@cache
def _marks() -> re.Pattern[str]:
    """All combining and invisible characters of the basic plane, and the stretch that lengthens Arabic words."""
    marks = [chr(c) for c in range(min(0x10000, sys.maxunicode)) if unicodedata.category(chr(c)) in ("Mn", "Me", "Cf")]
    return re.compile("[" + "".join(map(re.escape, marks)) + "\N{ARABIC TATWEEL}]+")


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    declared = read_yaml(schemas_folder() / "sources" / "urls.yml", "urls")["tracking_parameters"]
    names = frozenset(name for name in declared if not name.endswith("*"))
    return names, tuple(name[:-1] for name in declared if name.endswith("*"))


def _is_tracking(name: str) -> bool:
    names, beginnings = _tracking()
    return name.lower() in names or name.lower().startswith(beginnings)
