"""What makes an article the same article: its address, its words, its id."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache, lru_cache
from hashlib import blake2b
from itertools import islice
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit
from zlib import crc32

import numpy as np

from pipelines.metadata.yaml_files import read_yaml
from pipelines.settings import schemas_folder

_SEPARATOR = "\x1f"
_ID_BYTES = 8
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"[^\D0-9]")  # a figure of another script
_LINE = re.compile(r"(?m)^[^\S\n]*\S[^\n]{19,}$")  # shorter lines ("share", a name) stand in many texts by chance
_MAX_BLOCKS = 2000
_PRIME = np.uint64(4294967291)  # the largest below 2**32
_NUMBERS = np.arange(1, 9, dtype=np.uint64)[:, None]
_SEEDS = 2 * _NUMBERS * _NUMBERS + 40503 * _NUMBERS + 1, 7919 * _NUMBERS + 13  # products stay below 2**64
_TEXTS_KEPT = 4  # an article's text and title are each asked for twice


def article_id(url_key: str | None, source_key: str, external_id: str | None, text: str) -> str:
    """16 hex digits from the text and the address, or without address from the text, source and the record's own id.

    Where and in which file an article lies has no part in it.
    """
    origin = url_key if url_key else f"{source_key}{_SEPARATOR}{external_id or ''}"
    return _digest(f"{origin}{_SEPARATOR}{text}")


def text_key(text: str) -> str:
    """16 hex digits that are the same for texts of the same words.

    White space, punctuation, case, vowel signs, invisible marks, presentation forms and the script of figures have no
    part in it; any other letter or figure has, because "three killed" and "four killed" differ in one word.
    """
    return _digest(" ".join(_words(text)))


def sketch_of(text: str) -> str:
    """The smallest hashes of the text's word triples (MinHash, Broder 1997), one per seed, 8 hex digits each."""
    words = _words(text)
    triples = set(map(" ".join, zip(words, words[1:], words[2:], strict=False))) or {" ".join(words)}
    hashes = np.fromiter(map(crc32, map(str.encode, triples)), np.uint64, len(triples))
    factors, shifts = _SEEDS
    return "".join(f"{least:08x}" for least in ((factors * hashes + shifts) % _PRIME).min(axis=1).tolist())


def likeness(one: str, other: str) -> float:
    """The share of word triples that two texts have in common, estimated from their sketches."""
    pieces = [(one[place : place + 8], other[place : place + 8]) for place in range(0, len(one), 8)]
    return sum(first == second for first, second in pieces) / max(1, len(pieces))


def text_blocks(text: str, shift: int = 0) -> tuple[dict[str, str | int], ...]:
    """The lines of a text that are long enough to be compared: `key` (`text_key`), `start`, `end` in code points, all
    `shift` later when so many stand before the text."""
    return tuple(
        {"key": text_key(found.group()), "start": shift + found.start(), "end": shift + found.end()}
        for found in islice(_LINE.finditer(text), _MAX_BLOCKS)
    )


@lru_cache(maxsize=_TEXTS_KEPT)
def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", _marks().sub("", text)).casefold()
    return tuple(_WORD.findall(_FIGURE.sub(lambda found: str(unicodedata.decimal(found[0])), plain)))


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
