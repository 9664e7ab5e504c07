"""A number of places that are taken and given back, by whichever thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import final

from sro_policy.serve.faults import LIMIT, Fault


@final
class Places:
    """No more of something than a limit; with ``within``, each is one of those places, too."""

    def __init__(self, most: int, what: str, *, within: Places | None = None) -> None:
        self._most = most
        self._what = what
        self._within = within
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
            if self._within is not None:
                self._within.take()
            self._taken += 1

    def give_back(self) -> None:
        """Give a place back."""
        with self._lock:
            self._taken -= 1
            if self._within is not None:
                self._within.give_back()

    @contextmanager
    def taking(self) -> Iterator[None]:
        """Take a place for what is made in the block; it is given back where that cannot be made.

        Raises :class:`~sro_policy.serve.faults.Fault` where there is none left.
        """
        self.take()
        try:
            yield
        except BaseException:
            self.give_back()
            raise
