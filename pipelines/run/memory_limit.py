"""How much memory a task may take, so that too much of it is an error there and not the end of the process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines.settings import task_memory

_LEAST = 1 << 30  # less than libraries may reserve without using it is no limit that tells anything
_SHARE = 0.9  # of the memory that is free
_MEMORY, _SIZE = Path("/proc/meminfo"), Path("/proc/self/statm")
_GROUP = Path("/sys/fs/cgroup")  # of a container, whose own limit is tighter than the machine's


@contextmanager
def within_memory() -> Iterator[None]:
    """MemoryError within the block for more memory than is free now, before the system kills the process for it.

    Without limit where the system does not tell what is free, or cannot be told how much a process may have.
    """
    try:
        import resource
    except ImportError:  # Windows
        yield
        return
    allowed = task_memory() or _free()
    if allowed is None or not _SIZE.exists():
        yield
        return
    now, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = int(_SIZE.read_text("ascii").split()[0]) * resource.getpagesize() + allowed
    bounds = [limit for limit in (now, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min([most, *bounds]), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (now, hard))


def _free() -> int | None:
    """Bytes that a task may take: most of what machine and container have left; None where nothing tells."""
    try:
        lines = dict(line.split(":", 1) for line in _MEMORY.read_text("ascii").splitlines())
        free = int(lines["MemAvailable"].split()[0]) * 1024
    except (OSError, ValueError, KeyError):
        return None
    try:
        most, used = (int((_GROUP / name).read_text("ascii")) for name in ("memory.max", "memory.current"))
        free = min(free, most - used)
    except (OSError, ValueError):  # no container, or one without limit
        pass
    return max(_LEAST, int(_SHARE * free))
