"""Numbers of people and things: "ثلاثة مدنيين" (three civilians), "قتيلان" (two killed)."""

from __future__ import annotations

from pipelines.coding.counts.reader import read_counts
from pipelines.coding.counts.roles import Role, load_roles, role_of

__all__ = ["Role", "load_roles", "read_counts", "role_of"]
