"""What a journal does whatever its format: it numbers and chains entries, and counts none before it is kept."""

from __future__ import annotations

import math
import os
import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Literal, Self, TypeAlias

from sro_policy.errors import InputError, JournalError
from sro_policy.journal import lines
from sro_policy.journal.chain import At
from sro_policy.journal.values import kept_object

Fsync: TypeAlias = Literal["step", "second", "close"]
"""When what was appended is forced to the disk: before ``append`` returns, once a second, or when it is closed."""

_OFTEN = 1.0  # seconds


class Journal(ABC):
    """A journal that is open to be written; :func:`create_journal` and :func:`continue_journal` open one.

    Threads may share one. A process that forks leaves its journals to itself: the child can neither write nor hold
    them.
    """

    def __init__(self, path: Path, at: At, fsync: Fsync) -> None:
        self.path = path
        self._at = at
        self._fsync = fsync
        self._forced_at = -math.inf
        self._is_forced = False
        self._problem: str | None = None
        self._process = os.getpid()
        self._one_at_a_time = threading.Lock()

    @property
    def head(self) -> str:
        """The digest of the last entry, of the header where there is no other."""
        return self._at.head

    def append(self, entry: Mapping[str, object]) -> str:
        """Add an entry, and return its digest once it is kept.

        Raises:
            InputError: what no journal can hold, with the place in the entry. Nothing was written.
            JournalError: the journal cannot be written, or not any more. All entries before this one are kept, and
                this one is not.

        """
        copied = kept_object(entry, "entry")
        self._refuse_forked()
        with self._one_at_a_time:
            if self._problem is not None:
                raise JournalError(self._problem, place=str(self.path))
            line, after = self._at.next(copied)
            self._refuse_large(line, after)
            self._refuse_changed()
            self._take(line, after)
            return after.head

    def close(self) -> None:
        """Force everything to the disk, and let other writers have the journal. To close it again does nothing."""
        if os.getpid() != self._process:
            return  # what is left of it here is the parent's
        with self._one_at_a_time:
            if self._problem == _CLOSED:
                return
            self._problem = _CLOSED
            try:
                if not self._is_forced:
                    self._force()
            finally:
                self._let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @abstractmethod
    def _refuse_changed(self) -> None:
        """Refuse to go on with what is no longer as this journal left it."""

    @abstractmethod
    def _keep(self, line: bytes, n: int) -> None:
        """Write a line, with what ends it, so that it outlives this process."""

    @abstractmethod
    def _take_back(self) -> bool:
        """Take away what was written after the last line that counts; return whether that is certain."""

    @abstractmethod
    def _force(self) -> None:
        """Return once the disk has everything that was written."""

    @abstractmethod
    def _let_go(self) -> None:
        """Close what is open."""

    def _take(self, line: bytes, after: At) -> None:
        is_due = self._fsync == "step" or (self._fsync == "second" and monotonic() - self._forced_at >= _OFTEN)
        is_owed = False
        try:
            self._keep(line, after.n)
            if is_due:
                # Where the disk fails now, the system may forget what it owed it of the entries before as well.
                is_owed = not self._is_forced
                self._force()
                self._forced_at = monotonic()
            self._is_forced, self._at = is_due, after
        except BaseException:  # an interrupt as well: half a line must not stay
            if not self._take_back() or is_owed:
                self._problem = _BROKEN
            raise

    def _refuse_forked(self) -> None:
        if os.getpid() != self._process:
            raise JournalError("was opened by another process, which alone can write it", place=str(self.path))

    def _refuse_large(self, line: bytes, after: At) -> None:
        if len(line) > lines.LONGEST_LINE:
            raise InputError(f"takes {len(line)} bytes; the limit is {lines.LONGEST_LINE}", place="entry")
        if after.size > lines.LARGEST:
            raise JournalError(f"is full: the limit is {lines.LARGEST} bytes", place=str(self.path))


_CLOSED = "is closed"
_BROKEN = "takes no more after an error that left its end uncertain: `continue_journal` finds out what is kept"
