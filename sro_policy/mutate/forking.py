"""Runs tasks in processes forked from this one, several at once, and gathers what they return."""

from __future__ import annotations

import os
import pickle
import selectors
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn, TypeAlias, final

import attrs

Task: TypeAlias = Callable[[], Any]
"""What a child does: it returns something that can be pickled."""


@final
@attrs.frozen
class Failed:
    """What became of a task that returned nothing: how it ended, in words."""

    how: str


@final
@attrs.define
class _Child:
    index: int
    pid: int
    until: float
    got: bytearray = attrs.field(factory=bytearray)


def in_children(tasks: Iterable[Task], jobs: int, *, limit: float) -> Iterator[tuple[int, Any]]:
    """Yield the place of each task with what it returned, or :class:`Failed`, as they end.

    No more than ``jobs`` run at once, and one that takes more than ``limit`` seconds is ended. Needs a system that can
    fork.
    """
    waiting = enumerate(tasks)
    with selectors.DefaultSelector() as running:
        try:
            _fill(running, waiting, jobs, limit)
            while running.get_map():
                for key, _ in running.select(timeout=1):
                    child: _Child = key.data
                    some = os.read(key.fd, 1 << 16)
                    if some:
                        child.got += some
                    else:
                        yield child.index, _ended(running, key.fd, child)
                for key in [key for key in running.get_map().values() if key.data.until < time.monotonic()]:
                    _end(running, key)
                    yield key.data.index, Failed(f"took more than {limit:.0f} s")
                _fill(running, waiting, jobs, limit)
        finally:
            for key in list(running.get_map().values()):
                _end(running, key)


def _fill(running: selectors.BaseSelector, waiting: Iterator[tuple[int, Task]], jobs: int, limit: float) -> None:
    while len(running.get_map()) < jobs:
        following = next(waiting, None)
        if following is None:
            return
        index, task = following
        ours, theirs = os.pipe()
        pid = os.fork() or _run(task, ours, theirs)
        os.close(theirs)
        running.register(ours, selectors.EVENT_READ, _Child(index, pid, time.monotonic() + limit))


def _run(task: Task, ours: int, out: int) -> NoReturn:
    """Run a task in the child, and end it there: nothing of what comes after in the parent may run twice."""
    try:
        os.close(ours)
        with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123 - a device, not a file
            for stream in (1, 2):
                os.dup2(nowhere.fileno(), stream)
        try:
            answer = task()
        except BaseException:  # noqa: BLE001 - whatever it is, the parent is told
            answer = Failed(traceback.format_exc())
        with os.fdopen(out, "wb") as pipe:
            pickle.dump(answer, pipe)
    finally:
        os._exit(0)


def _end(running: selectors.BaseSelector, key: selectors.SelectorKey) -> None:
    os.kill(key.data.pid, signal.SIGKILL)
    _ended(running, key.fd, key.data)


def _ended(running: selectors.BaseSelector, pipe: int, child: _Child) -> Any:  # noqa: ANN401 - whatever a task returns
    running.unregister(pipe)
    os.close(pipe)
    os.waitpid(child.pid, 0)
    try:
        return pickle.loads(bytes(child.got))  # noqa: S301 - from our own child
    except Exception:  # noqa: BLE001 - half an answer can fail to be read in any way
        return Failed("ended without an answer")
