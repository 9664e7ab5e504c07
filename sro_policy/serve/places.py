"""A number of places that are taken and given back, by whichever thread."""

from __future__ import annotations

import threading
from typing import final

from sro_policy.serve.faults import LIMIT, Fault


@final
class Places:
    """No more of something than a limit."""

    def __init__(self, most: int, what: str) -> None:
        self._most = most
        self._what = what
        self._lock = threading.Lock()
        self._taken = 0

    @property
    def taken(self) -> int:
        """How many are taken now."""
        return self._taken

    def take(self) -> None:
        """Take a place, or raise :class:`~sro_policy.serve.faults.Fault` where there is none left."""
        with self._lock:
            if self._taken >= self._most:
                raise Fault(LIMIT, f"more {self._what} than the limit of {self._most:,}")
            self._taken += 1

    def give_back(self) -> None:
        """Give a place back."""
        with self._lock:
            self._taken -= 1
