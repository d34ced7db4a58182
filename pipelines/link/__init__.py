"""Stage `link`: reports → incidents, in four steps: block, score, judge, apply.

May merge reports of one incident, within and across articles, and give incidents stable ids. May not change what a
report says.
"""

from pipelines.link.apply import LINKED, LinkedTables, link_files, link_reports
from pipelines.link.changes import OPEN_RELEASE
from pipelines.link.sources import Registry, empty_registry

__all__ = ["LINKED", "OPEN_RELEASE", "LinkedTables", "Registry", "empty_registry", "link_files", "link_reports"]
