"""Stage `link`: reports → incidents, in four steps: block, score, judge, apply.

May merge reports of one incident, within and across articles, and give incidents stable ids. May not change what a
report says.
"""

from pipelines.link.apply import LinkedTables, link_reports
from pipelines.link.changes import OPEN_RELEASE, Registry, empty_registry

__all__ = ["OPEN_RELEASE", "LinkedTables", "Registry", "empty_registry", "link_reports"]
