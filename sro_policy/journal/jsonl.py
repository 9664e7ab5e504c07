"""A journal as JSON Lines: a line for each entry, in one file that is only ever appended to."""

from __future__ import annotations

import errno
import json
import os
from contextlib import suppress
from io import BufferedReader, FileIO
from pathlib import Path
from typing import final

import attrs

from sro_policy.errors import JournalError
from sro_policy.journal import lines
from sro_policy.journal.base import Fsync, Journal
from sro_policy.journal.chain import START, At, Chain
from sro_policy.journal.files import locked, open_new, open_there, told
from sro_policy.journal.kept import Cut, Kept
from sro_policy.journal.system import force, force_folder

# Reads numbers as the text that they are: a number of a million digits would take minutes.
_decoder = json.JSONDecoder(parse_int=str, parse_float=str)


@final
class LinesJournal(Journal):
    """A journal of JSON Lines that is open to be written."""

    def __init__(self, path: Path, at: At, fsync: Fsync, handle: FileIO) -> None:
        super().__init__(path, at, fsync)
        self._handle = handle

    def _refuse_changed(self) -> None:
        with told("written", str(self.path)):
            found = os.fstat(self._handle.fileno())
        if not found.st_nlink:
            raise JournalError("was deleted while it was open", place=str(self.path))
        if found.st_size != self._at.size:
            raise JournalError("was changed by something else while it was open", place=str(self.path))

    def _keep(self, line: bytes, n: int) -> None:  # noqa: ARG002 - the line says it
        with told("written", str(self.path)):
            left = memoryview(line)
            while left:
                taken = os.write(self._handle.fileno(), left)
                if not taken:
                    raise OSError(errno.EIO, "the system takes nothing")
                left = left[taken:]

    def _take_back(self) -> bool:
        try:
            os.ftruncate(self._handle.fileno(), self._at.size)
        except OSError:
            return False
        return True

    def _force(self) -> None:
        with told("forced to the disk", str(self.path)):
            force(self._handle)

    def _let_go(self) -> None:
        self._handle.close()


def create_lines(path: Path, header: dict[str, object], fsync: Fsync) -> Journal:
    """Return a new journal, with its header."""
    handle = open_new(path)
    try:
        locked(handle, path)
        journal = LinesJournal(path, START, fsync, handle)
        journal.append(header)
        with told("forced to the disk", str(path)):
            force_folder(path.absolute().parent)
    except BaseException:
        handle.close()
        with suppress(OSError):
            path.unlink()
        raise
    return journal


def continue_lines(path: Path, fsync: Fsync) -> tuple[Journal, Kept]:
    """Return a journal that is there, ready to go on, and what it holds. What is no whole line is cut off."""
    handle = open_there(path, to_write=True)
    locked(handle, path)
    try:
        file = BufferedReader(handle)
        found = _found(file, path)
        file.detach()
        with told("written", str(path)):
            if found.kept.cut is not None:
                os.ftruncate(handle.fileno(), found.whole)
            if found.whole < found.chain.at.size:
                os.write(handle.fileno(), b"\n")
        with told("forced to the disk", str(path)):
            if fsync != "close":
                force(handle)
            force_folder(path.absolute().parent)
    except BaseException:
        handle.close()
        raise
    return LinesJournal(path, found.chain.at, fsync, handle), found.kept


def read_lines(path: Path) -> Kept:
    """Return what a journal holds."""
    with BufferedReader(open_there(path, to_write=False)) as file:
        return _found(file, path).kept


@final
@attrs.frozen
class _Found:
    """What a file holds. ``whole`` is how many of its bytes are whole lines, the last one perhaps without its end."""

    chain: Chain
    kept: Kept
    whole: int


def _found(file: BufferedReader[FileIO], path: Path) -> _Found:
    chain = Chain(str(path), lambda n: f"line {n + 1}")
    with told("read", str(path)):
        file.seek(0)
        while (line := file.readline(lines.LONGEST_LINE)).endswith(b"\n"):
            chain.take(line[:-1])
    if len(line) >= lines.LONGEST_LINE:
        raise chain.wrong(f"longer than the limit of {lines.LONGEST_LINE} bytes")
    size = chain.at.size + len(line)
    # Zeros are what a file system leaves where it knew of the length of a file, and not yet of what is in it.
    tail = line.rstrip(b"\0")
    whole = chain.at.size
    if _is_whole(tail):
        chain.take(tail)
        whole += len(tail)
    elif not lines.can_begin(tail):
        raise chain.wrong("this is no line of a journal")
    cut = Cut(size - whole, chain.at.n) if size > whole else None
    return _Found(chain, chain.kept(cut), whole)


def _is_whole(tail: bytes) -> bool:
    """Return whether there is a whole value at the beginning of what has no end. What was cut off has none."""
    try:
        _decoder.raw_decode(tail.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return False
    return True
