"""Random changes of actors, places and words: `python -m benchmarks.changes --changes 40`.

Each changes a copy of the declarations, codes some articles with it in a process of its own, and compares them with
what the declarations give as they are. An article that is coded otherwise must be among those on which the change is
said to bear: then a build that codes these alone ends like one from nothing. How many more are said to be is told too.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import yaml

from benchmarks.fuzz_coder import sentences
from pipelines.coding.article import ArticleInput
from pipelines.coding.coder import code_article
from pipelines.coding.facts import looked_up
from pipelines.coding.facts.digests import digest
from pipelines.run.knowledge import Change, Facts, facts_of_now, read_facts, write_facts
from pipelines.settings import schemas_folder

State = tuple[Facts, dict[str, int]]  # what is known, and article → digest of its coding
_COUNTRIES = (None, "Syria", "Iraq", "Yemen", "Nigeria")
_WORD = re.compile(r"[^\W\d_]{4,}")
_TRIES = 60  # entries looked at for one that stands in the articles


def articles(count: int) -> list[ArticleInput]:
    """Short articles made of the sample's sentences and the golden ones, the same ones every time."""
    luck, found = random.Random(5), []
    for number in range(count):
        language = luck.choice(("ar", "ar", "en", "fr"))
        text = " ".join(luck.choice(sentences()[language])[:900] for _ in range(luck.choice((1, 1, 2, 4))))
        day = dt.date(2024, 3, 5) if number % 3 else dt.date(2025, 5, 5)
        found.append(ArticleInput(f"a{number}", text, language, None, day, luck.choice(_COUNTRIES)))
    return found


def coded(given: Sequence[ArticleInput]) -> dict[str, int]:
    """Article → a digest of all its rows, under the declarations of this process."""
    return {article.article_id: digest(repr(astuple(code_article(article))).encode()) for article in given}


def coded_with(schemas: Path, count: int) -> State:
    """The facts of other declarations, and what the articles are coded as with them. Raises ValueError for declarations
    that do not fit."""
    with tempfile.TemporaryDirectory() as place:
        command = [sys.executable, "-m", "benchmarks.changes", "--articles", str(count), "--into", place]
        env = os.environ | {"WAQAI_SCHEMAS": str(schemas)}
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=env,
                              cwd=Path(__file__).resolve().parents[1])  # fmt: skip
        if done.returncode:
            raise ValueError(done.stderr.strip().splitlines()[-1][:200])
        rows: dict[str, int] = json.loads((Path(place) / "rows.json").read_text(encoding="utf-8"))
        return read_facts(Path(place) / "facts.parquet"), rows


def compare(given: Sequence[ArticleInput], before: State, now: State) -> tuple[set[str], set[str]]:
    """The articles that are coded otherwise, and those on which the change is said to bear."""
    change = Change(before[0], now[0])
    other = {article_id for article_id, said in before[1].items() if now[1][article_id] != said}
    told = {a.article_id for a in given if change.on(a.language, looked_up(a.text, a.title, a.language)) is not None}
    return other, told


class Changer:
    """Makes one random change in a copy of the declarations, of entries that stand in the articles where there are."""

    def __init__(self, schemas: Path, given: Sequence[ArticleInput], luck: random.Random) -> None:
        self._schemas, self._luck = schemas, luck
        self._texts = [article.text for article in given]
        self._words = {word for text in self._texts for word in _WORD.findall(text)}
        self.kinds: dict[str, Callable[[], str]] = {
            "actor": self._actor, "place": self._place, "trigger": self._trigger, "role": self._role,
            "word": self._word, "side": self._side, "state": self._state,
        }  # fmt: skip

    def _actor(self) -> str:
        files = [path for path in self._files("actors/*.yml") if path.stem not in ("states", "generics")]
        path = self._luck.choice(files)
        declared = self._load(path)
        entry = self._pick(declared["actors"])
        kind = self._luck.choice(("gone", "name", "aliases", "countries", "rank"))
        if kind == "gone":
            declared["actors"].remove(entry)
        elif kind == "aliases" and entry.get("aliases"):
            self._reword(entry["aliases"][self._luck.choice(sorted(entry["aliases"]))])
        elif kind == "countries" and "countries" in entry:
            entry["countries"] = ["Iraq", *(name for name in reversed(entry["countries"]) if name != "Iraq")]
        elif kind == "name" and "name" in entry:
            entry["name"] += " X"
        else:
            entry["rank"] = entry.get("rank", 0) + 5
        return self._keep(path, declared, entry["id"], kind)

    def _state(self) -> str:
        path = self._schemas / "actors" / "states.yml"
        declared = self._load(path)
        entry = self._luck.choice(declared["states"])
        entry["label"] = entry.get("label", entry["country"]) + " X"
        return self._keep(path, declared, entry["id"], "label")

    def _side(self) -> str:
        path = self._schemas / "actors" / "generics.yml"
        declared = self._load(path)
        entry = self._luck.choice([side for side in declared["generics"] if side.get("by_country")])
        entry["by_country"][self._luck.choice(sorted(entry["by_country"]))] = ["is"]
        return self._keep(path, declared, entry["id"], "by_country")

    def _trigger(self) -> str:
        path = self._luck.choice(self._files("lexicons/*/triggers/*.yml"))
        declared = self._load(path)
        entry = self._pick(declared["triggers"])
        kind = self._luck.choice(("gone", "phrase", "weak", "family", "order"))
        if kind == "gone":
            declared["triggers"].remove(entry)
        elif kind == "phrase":
            entry["phrases"] = [*entry.get("phrases", []), self._some_words()]
        elif kind == "weak":
            entry["is_weak"] = not entry.get("is_weak", False)
        elif kind == "family":
            entry["family"] = self._luck.choice(declared["triggers"])["family"]
        else:
            self._luck.shuffle(declared["triggers"])
        return self._keep(path, declared, entry["id"], kind)

    def _role(self) -> str:
        path = self._luck.choice(self._files("lexicons/*/roles.yml"))
        declared = self._load(path)
        entry = self._pick(declared["roles"])
        entry["class"] = self._luck.choice(declared["roles"])["class"]
        return self._keep(path, declared, entry["id"], "class")

    def _word(self) -> str:
        path = self._luck.choice([p for name in ("cues", "markers", "weapons", "actors") for p in
                                  self._files(f"lexicons/*/{name}.yml")])  # fmt: skip
        declared = self._load(path)
        part = path.stem if path.stem != "actors" else self._luck.choice(("nouns", "modifiers", "generics"))
        entry = self._pick(declared[part])
        self._reword(entry["words"])
        return self._keep(path, declared, entry["id"], "words")

    def _place(self) -> str:
        path = self._luck.choice(self._files("gazetteer/supplement/*.csv"))
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
        row = self._pick(rows)
        kind = self._luck.choice(("gone", "names", "latitude", "name"))
        if kind == "gone":
            rows.remove(row)
        elif kind == "names":
            row["names"] = "|".join(filter(None, (row["names"], self._some_words())))
        elif kind == "latitude":
            row["latitude"] = f"{float(row['latitude']) + 0.3:.4f}"
        else:
            row["name"] += " X"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(row), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        return f"{path.name} {row['id']} {kind}"

    def _files(self, pattern: str) -> list[Path]:
        return sorted(self._schemas.glob(pattern))

    def _load(self, path: Path) -> Any:
        return yaml.safe_load(path.read_text(encoding="utf-8"))

    def _keep(self, path: Path, declared: Any, entry_id: str, kind: str) -> str:
        written = yaml.safe_dump(declared, allow_unicode=True, sort_keys=False, width=10_000)
        path.write_text(written, encoding="utf-8")
        return f"{path.relative_to(self._schemas)} {entry_id} {kind}"

    def _pick(self, entries: Sequence[Any]) -> Any:
        """An entry with words of the articles, if one is met soon."""
        for _ in range(_TRIES):
            entry = self._luck.choice(entries)
            hits = sum(word in self._words for word in _WORD.findall(json.dumps(entry, ensure_ascii=False)))
            if hits > self._luck.randrange(3):
                break
        return entry

    def _reword(self, words: list[Any]) -> None:
        kind = self._luck.randrange(3)
        if kind == 0 and len(words) > 1:
            words.pop(self._luck.randrange(len(words)))
        elif kind == 1:
            words.append(self._some_words())
        else:
            self._luck.shuffle(words)

    def _some_words(self) -> str:
        words = self._luck.choice(self._texts).replace("،", " ").replace(".", " ").split()
        first = self._luck.randrange(len(words))
        return " ".join(words[first : first + self._luck.choice((1, 1, 2, 3))])


def run(folder: Path, changes: int, count: int, seed: int, kinds: Sequence[str] = ()) -> list[str]:
    """So many changes, kind by kind; returns what was coded otherwise though the change was said not to bear on it."""
    given, luck = articles(count), random.Random(seed)
    before = facts_of_now(), coded(given)
    wrong: list[str] = []
    others = tolds = 0
    for number in range(changes):
        schemas = folder / "schemas"
        shutil.rmtree(schemas, ignore_errors=True)
        shutil.copytree(schemas_folder(), schemas)
        changer = Changer(schemas, given, luck)
        order = list(kinds or changer.kinds)
        what = changer.kinds[order[number % len(order)]]()
        try:
            other, told = compare(given, before, coded_with(schemas, count))
        except ValueError as error:
            print(f"{what}: {error}", flush=True)
            continue
        others, tolds = others + len(other), tolds + len(told)
        print(f"{what}: {len(other)} coded otherwise, {len(told)} said to be", flush=True)
        wrong += [f"{what}: {article_id}" for article_id in sorted(other - told)]
    print(f"{changes} changes of {count} articles: {others} coded otherwise, {tolds} said to be, {len(wrong)} missed")
    return wrong


def main() -> int:
    """Exit code 1 when an article was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=40)
    parser.add_argument("--articles", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kinds", nargs="*", default=())
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.into is not None:
        write_facts(facts_of_now(), wanted.into / "facts.parquet")
        (wanted.into / "rows.json").write_text(json.dumps(coded(articles(wanted.articles))), encoding="utf-8")
        return 0
    with tempfile.TemporaryDirectory() as place:
        os.environ["WAQAI_CACHE"] = str(Path(place) / "cache")  # of states that nobody meets again
        wrong = run(Path(place), wanted.changes, wanted.articles, wanted.seed, wanted.kinds)
    for missed in wrong:
        print(missed, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
