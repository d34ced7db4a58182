"""ACLED's mark of incidents in which civilians are the target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.link.rules import linking_rules
from pipelines.metadata import load_codes

_CIVILIANS = 7  # ACLED's actor type
_POLITICAL_VIOLENCE = "Political violence"


def civilian_targeting(incident: Mapping[str, Any]) -> bool:
    """ACLED codebook: all violence against civilians, and other political violence whose main target is civilians."""
    if incident["sub_event_type"] in linking_rules().civilian_types:
        return True
    is_violent = _POLITICAL_VIOLENCE in load_codes("sub_event_type").value(incident["sub_event_type"], "disorder_type")
    return is_violent and incident["target_inter"] == _CIVILIANS
