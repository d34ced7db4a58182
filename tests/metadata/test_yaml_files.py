"""Reading YAML: one clear sentence for each way in which a file may be wrong."""

import pytest

from pipelines.metadata import SchemaError, read_yaml

GOOD = """\
code_list: colour
title: Colours
description: For this test only.
source: The project's own.
code_type: string
columns: {label: Name}
entries:
  - {code: red, label: Red}
"""


def read(schemas, text):
    path = schemas / "codes" / "colour.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_yaml(path, "code_list")


def test_a_good_file_is_read(schemas):
    assert read(schemas, GOOD)["entries"] == [{"code": "red", "label": "Red"}]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (GOOD + "title: Again\n", "key 'title' stands twice"),
        (GOOD.replace("title: Colours\n", ""), "'title' is a required property"),
        (GOOD + "shade: dark\n", "'shade' was unexpected"),
        (GOOD + "  - !!python/object/apply:os.getcwd []\n", "is not YAML"),
        (GOOD.replace("{label", "{{label"), "is not YAML"),
        (GOOD.encode() + b"\xff", "is not YAML"),
        (GOOD.replace("{code", "{id: r, code") + "  - {id: r, code: blue, label: Blue}\n", "r: this id stands twice"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_the_file(schemas, text, problem):
    with pytest.raises(SchemaError) as error:
        read(schemas, text)
    assert str(error.value).startswith("schemas/codes/colour.yml: ")
    assert problem in str(error.value)


def test_a_missing_file_is_told(schemas):
    with pytest.raises(SchemaError, match=r"schemas/codes/none\.yml: cannot be read"):
        read_yaml(schemas / "codes" / "none.yml", "code_list")
