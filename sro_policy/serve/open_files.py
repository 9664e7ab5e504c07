"""How many files and sockets the system lets the process have open, held against what a server may need."""

from __future__ import annotations

import sys

from sro_policy.errors import InputError

_BESIDES = 64  # of Python and of what it has loaded


def make_room(*, connections: int, journals: int) -> None:
    """See that so many connections can be had beside as many that are not served, and so many journals.

    The system has a limit that a process can raise by itself, up to one that it cannot.

    Raises :class:`~sro_policy.InputError` where that is too low.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none, and no such limit

    needed = 2 * connections + journals + _BESIDES
    now, highest = resource.getrlimit(resource.RLIMIT_NOFILE)
    if now == resource.RLIM_INFINITY or now >= needed:
        return
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, highest))
    except (ValueError, OSError):
        raise InputError(
            f"{connections:,} connections and {journals:,} journals need {needed:,} open files, and this system lets a "
            f"process have {highest:,}: lower the limits `connections` and `sessions`, or raise that of the system"
        ) from None
