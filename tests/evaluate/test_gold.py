"""Gold is read strictly: what is wrong is said with file, line and field."""

import datetime as dt
import json

import pytest

from pipelines.evaluate.errors import EvaluationError
from pipelines.evaluate.gold import read_gold

INCIDENT = {"evidence": "words", "sub_event_type": "Attack"}


def write(tmp_path, *lines):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_little_is_enough(tmp_path):
    incidents, tallies = [INCIDENT | {"date": "2024-03-05", "persons": ["X"]}], [{"evidence": "w", "killed": 3}]
    article = read_gold(write(tmp_path, {"id": "a", "incidents": incidents, "tallies": tallies}, ""))[0]
    assert article.incidents[0].date == dt.date(2024, 3, 5)
    assert article.incidents[0].persons == ("X",)
    assert article.incidents[0].killed is None
    assert article.tallies[0].killed == 3


def test_a_folder_means_the_gold_in_it(tmp_path):
    write(tmp_path, {"id": "a", "incidents": []})
    assert [article.article_id for article in read_gold(tmp_path)] == ["a"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{broken", "line 2: is not JSON"),
        ({"incidents": []}, "line 2: 'id' is a required property"),
        ({"id": "b", "incidents": [{"evidence": "w"}]}, "line 2: incidents.0: 'sub_event_type'"),
        ({"id": "b", "incidents": [INCIDENT | {"sub_event_type": "Raid"}]}, "no sub-event type 'Raid'"),
        ({"id": "b", "incidents": [INCIDENT | {"alt_sub_event_types": ["Raid"]}]}, "no sub-event type 'Raid'"),
        ({"id": "b", "incidents": [INCIDENT | {"date": "5.3.2024"}]}, "incidents.0.date"),
        ({"id": "b", "incidents": [INCIDENT | {"date": "2024-02-31"}]}, "'2024-02-31' is no date"),
        ({"id": "b", "incidents": [INCIDENT | {"killed": "two"}]}, "incidents.0.killed"),
        ({"id": "b", "incidents": [INCIDENT | {"colour": "red"}]}, "'colour'"),
        ({"id": "a", "incidents": []}, "article 'a' stands twice"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, line, said):
    path = write(tmp_path, {"id": "a", "incidents": []}, line)
    with pytest.raises(EvaluationError) as error:
        read_gold(path)
    assert said in str(error.value)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value)


def test_no_gold_at_all(tmp_path):
    with pytest.raises(EvaluationError, match="cannot be read"):
        read_gold(tmp_path / "nowhere.jsonl")
    with pytest.raises(EvaluationError, match="no article"):
        read_gold(write(tmp_path, ""))
