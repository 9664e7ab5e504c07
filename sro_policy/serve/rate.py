"""How many calls a connection may make: so many a second, and as many at once as in two."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, final

from sro_policy.serve.faults import LIMIT, Fault

_SECONDS_AT_ONCE: Final = 2


@final
class Rate:
    """Calls that are left to make; they come back as time goes by."""

    def __init__(self, per_second: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_second = per_second
        self._most = per_second * _SECONDS_AT_ONCE
        self._left = float(self._most)
        self._clock = clock
        self._at = clock()

    def take(self) -> None:
        """Take one call, or raise :class:`~sro_policy.serve.faults.Fault` where none is left yet."""
        self.check()
        self._left -= 1

    def check(self) -> None:
        """Raise :class:`~sro_policy.serve.faults.Fault` where no call is left yet, and take none."""
        now = self._clock()
        self._left = min(float(self._most), self._left + (now - self._at) * self._per_second)
        self._at = now
        if self._left < 1:
            wait = (1 - self._left) / self._per_second
            raise Fault(LIMIT, f"more calls than the limit of {self._per_second:,} a second: try in {wait:.3f} seconds")
