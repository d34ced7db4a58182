"""Loaded by every Python that finds this folder on PYTHONPATH: plants the faults of `planted`."""

import sys

if not any("resource_tracker" in word for word in sys.orig_argv):  # a process beside workers; it runs no article
    import planted  # noqa: F401 - for what it changes
