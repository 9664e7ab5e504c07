"""The chain of a journal: how far it has come, and whether each line follows on the one before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, final

import attrs

from sro_policy.errors import InputError, JournalError
from sro_policy.journal import lines
from sro_policy.journal.kept import Cut, Kept


@final
@attrs.frozen
class At:
    """How far a journal has come: the number of its last line, the digest of that, and the bytes of all lines."""

    n: int
    head: str
    size: int

    def next(self, entry: dict[str, object]) -> tuple[bytes, At]:
        """Return the line of an entry, with what ends it, and how far the journal has come with it."""
        line, digest = lines.written(self.n + 1, self.head or None, entry)
        return line + b"\n", At(self.n + 1, digest, self.size + len(line) + 1)


START: Final = At(-1, "", 0)
"""Before the header."""


@final
class Chain:
    """Takes the lines of a journal one after the other, and checks each."""

    def __init__(self, file: str, place: Callable[[int], str]) -> None:
        """``place`` says of a number where in the file that line stands."""
        self._file = file
        self._place = place
        self._entries: list[dict[str, Any]] = []
        self._digests: list[str] = []
        self.at = START

    def take(self, line: bytes) -> None:
        """Take the next line, without what ends it.

        Raises :class:`~sro_policy.errors.JournalError` for one that is none, or does not belong there.
        """
        n, size = self.at.n + 1, self.at.size + len(line) + 1
        if len(line) >= lines.LONGEST_LINE:
            raise self.wrong(f"longer than the limit of {lines.LONGEST_LINE} bytes")
        if size > lines.LARGEST:
            raise self.wrong(f"the journal is larger than the limit of {lines.LARGEST} bytes")
        try:
            said = lines.read(line, n)
        except InputError as error:
            # The place says already which line this is.
            raise self.wrong(str(error).replace(" at line 1, column", " at column")) from None
        if said.previous != (self.at.head or None):
            raise self.wrong("does not follow on the line before it: one of the two was changed")
        self._entries.append(said.entry)
        self._digests.append(said.digest)
        self.at = At(n, said.digest, size)

    def wrong(self, problem: str) -> JournalError:
        """Return what to raise of the next line."""
        return JournalError(problem, place=f"{self._file}: {self._place(self.at.n + 1)}")

    def kept(self, cut: Cut | None) -> Kept:
        """Return what was taken.

        Raises :class:`~sro_policy.errors.JournalError` where that is nothing.
        """
        if not self._entries:
            raise JournalError("holds no whole header", place=self._file)
        header, *entries = self._entries
        return Kept(header, tuple(entries), self.at.head, tuple(self._digests[1:]), cut)
