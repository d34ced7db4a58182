"""Languages of texts, and language tags."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.ingest.languages import find_language, language_code, script_rules

CASES = yaml.safe_load((Path(__file__).parents[1] / "corpus" / "ingest" / "languages.yml").read_text("utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_language_as_the_corpus_says(case: dict[str, Any]) -> None:
    assert find_language(case["text"]) == case["language"]


@pytest.mark.parametrize("rule", script_rules(), ids=lambda rule: rule.language)
def test_script_rules_know_their_language_without_the_model(rule: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipelines.ingest.languages._ask_model", lambda sample: "model")
    assert find_language("قصفت المدفعية أطراف البلدة صباح اليوم") == rule.language


def test_no_network_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert find_language("Three civilians were killed in the town this morning") == "en"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("ar", "ar"),
        ("ar-SY", "ar"),
        ("AR_sy", "ar"),
        (" en ", "en"),
        ("ckb", "ckb"),
        ("Arabic", None),
        ("", None),
        (7, None),
        (None, None),
    ],
)
def test_language_tags(given: object, code: str | None) -> None:
    assert language_code(given) == code
