"""Reading the YAML files under `schemas/`: safely, checked against the JSON Schema of their kind."""

from __future__ import annotations

import json
from collections.abc import Hashable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.metadata import checked
from pipelines.metadata.checked import keep, kept_name, load_kept
from pipelines.metadata.errors import SchemaError
from pipelines.settings import schemas_folder

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator


@cache
def _loader() -> Any:
    """The safe loader, but a key given twice is an error instead of a silent overwrite."""
    import yaml  # late: declarations that were checked before are read without it

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    class UniqueKeys(base):  # type: ignore[misc]
        def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
            seen = set()
            for key_node, _ in node.value:
                key = self.construct_object(key_node, deep=True)
                if key in seen:
                    problem = f"key {key!r} stands twice"
                    raise yaml.constructor.ConstructorError(None, None, problem, key_node.start_mark)
                seen.add(key)
            result: dict[Hashable, Any] = super().construct_mapping(node, deep)
            return result

    return UniqueKeys


@cache
def _validator(kind: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # late, as above

    return Draft202012Validator(json.loads(_schema(kind)))


@cache
def _schema(kind: str) -> bytes:
    return (schemas_folder() / "json" / f"{kind}.schema.json").read_bytes()


@cache
def _own_code() -> bytes:
    """What decides whether content passes; declarations that an older version checked are checked again."""
    return b"".join(Path(module).read_bytes() for module in (__file__, checked.__file__))


def json_validator(kind: str) -> Draft202012Validator:
    """The JSON Schema of a kind (`schemas/json/<kind>.schema.json`), for content that is not YAML."""
    return _validator(kind)


def shown(path: Path) -> str:
    """A path as users see it: from the schemas folder's parent on, when it lies there."""
    return _shown(path, schemas_folder())


@lru_cache(maxsize=4096)
def _shown(path: Path, schemas: Path) -> str:
    try:
        return str(path.resolve().relative_to(schemas.resolve().parent))
    except ValueError:
        return str(path)


def read_yaml(path: Path, kind: str) -> Any:
    """The content of a YAML file of a kind (`schemas/json/<kind>.schema.json`).

    Raises SchemaError when the file is missing, is no YAML, does not fit its JSON Schema, or gives a key or id twice.
    Content that passed before is taken from the user's cache.
    """
    try:
        written = path.read_bytes()
    except OSError as error:
        raise SchemaError(shown(path), "", f"cannot be read ({error.strerror})") from error
    name = kept_name(path, (written, kind.encode(), _schema(kind), _own_code()))
    content = load_kept(name)
    if content is None:
        content = _read_checked(path, written, kind)
        keep(name, content)
    return content


def _read_checked(path: Path, written: bytes, kind: str) -> Any:
    import yaml

    try:
        content = yaml.load(written.decode("utf-8"), Loader=_loader())  # extends the safe loader  # nosec B506
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SchemaError(shown(path), "", f"is not YAML: {' '.join(str(error).split())}") from error
    problems = sorted(_validator(kind).iter_errors(content), key=lambda problem: list(map(str, problem.absolute_path)))
    problem = next(iter(problems), None)
    if problem is not None:
        entry = _entry_of(content, list(problem.absolute_path))
        raise SchemaError(shown(path), entry, problem.message[:300])
    _check_ids(path, content)
    return content


def _entry_of(content: Any, where: list[Any]) -> str:
    """The id of the innermost entry on the way to a problem, and the keys below it."""
    label, node = [], content
    for step in where:
        node = node[step]
        label.append(str(step))
        if isinstance(node, dict) and isinstance(node.get("id"), str):
            label = [node["id"]]
    return ".".join(label)


def _check_ids(path: Path, content: Any) -> None:
    for entries in content.values() if isinstance(content, dict) else [content]:
        if not isinstance(entries, list):
            continue
        seen: set[str] = set()
        for entry in entries:
            given = entry.get("id") if isinstance(entry, dict) else None
            if given in seen:
                raise SchemaError(shown(path), str(given), "this id stands twice")
            if isinstance(given, str):
                seen.add(given)
