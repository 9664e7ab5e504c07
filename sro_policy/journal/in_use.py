"""Which files this process has open by SQLite.

On POSIX, a process loses all its locks on a file when it closes any handle of it, and SQLite rests on such locks. So no
file that is in use here may be opened past SQLite, not even to see what it is.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import final
from weakref import WeakSet


@final
class Use:
    """One use of a file by SQLite. It lasts until it is said to have ended, or nobody has this any more."""

    def __init__(self, path: Path) -> None:
        with _lock:
            self.file = _identity(path)
            _uses.add(self)

    def ends(self) -> None:
        """Say that the file is closed."""
        with _lock:
            _uses.discard(self)


_lock = threading.Lock()
_uses: WeakSet[Use] = WeakSet()


@contextmanager
def unless_in_use(path: Path) -> Iterator[bool]:
    """Yield whether a file is free. Until this ends, no use of any file begins."""
    with _lock:
        file = _identity(path)
        yield all(use.file != file for use in list(_uses))


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
