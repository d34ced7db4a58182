"""Whether an incident is marked as targeting civilians."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipelines.link.codes import Crosswalk
from pipelines.link.rules import linking_rules

_CIVILIANS = 7  # ACLED's actor type
_POLITICAL_VIOLENCE = "Political violence"


def civilian_targeting(incident: Mapping[str, Any], crosswalk: Crosswalk) -> bool:
    """ACLED codebook: all violence against civilians; other political violence when civilians are the main or only target."""
    if incident["sub_event_type"] in linking_rules().civilian_types:
        return True
    is_violent = _POLITICAL_VIOLENCE in crosswalk.types[incident["sub_event_type"]]["disorder_type"]
    return is_violent and incident["target_inter"] == _CIVILIANS
