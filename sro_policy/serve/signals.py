"""What the system asks a server to do: to end, by SIGTERM or by Ctrl-C."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

GRACE: Final = 5.0
"""Seconds in which what is under way can still be answered, once a server is to end."""

_ENDING: Final = (signal.SIGTERM, signal.SIGINT, *(() if sys.platform == "win32" else (signal.SIGHUP,)))
"""The last is a terminal that closes; whoever started the process with that ignored, as `nohup` does, is not asked."""
_OUR_OWN: Final = (signal.SIGTERM, signal.SIGINT)
_ALARM: Final = () if sys.platform == "win32" else (signal.SIGALRM,)

_TICK: Final = 0.5
"""Seconds between two looks. A signal that comes just before a thread begins to wait would wake nobody otherwise."""


@contextmanager
def ending_by_signal(end: Callable[[], None]) -> Iterator[None]:
    """Call a function where the system asks to end, instead of breaking in; only the main thread is told of it.

    It is called each time that the system asks, and again when the grace is over, where the system has an alarm.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    over = float("inf")

    def asked(*_: object) -> None:
        nonlocal over
        over = min(over, time.monotonic() + GRACE)
        end()

    def look(*_: object) -> None:
        if time.monotonic() >= over:
            end()

    ending = [number for number in _ENDING if number in _OUR_OWN or signal.getsignal(number) is not signal.SIG_IGN]
    handlers = {**dict.fromkeys(ending, asked), **dict.fromkeys(_ALARM, look)}
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    timer = _look_every(_TICK, _TICK)
    try:
        yield
    finally:
        _look_every(*timer)
        for number, handler in before.items():
            signal.signal(number, handler)


def _look_every(first: float, then: float) -> tuple[float, float]:
    """Set the alarm, which gets through to a main thread that waits for a full pipe; a thread would not.

    Returns what was set before, which may be an alarm of whoever embeds the server.
    """
    if sys.platform == "win32":
        return (0, 0)
    return signal.setitimer(signal.ITIMER_REAL, first, then)
