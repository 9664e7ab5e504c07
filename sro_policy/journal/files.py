"""Opens the files of journals, and nothing that only looks like one; says of the system's errors what is wrong."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from sro_policy.errors import InputError, JournalError, quoted
from sro_policy.journal.system import lock

# What would be followed, or waited for, between looking at a path and opening it. Not every system has all of these.
_AS_IT_IS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_OWNER_ALONE = 0o600  # journals hold what is a student's; who else may read them is for their owner to say
_KINDS = (
    (stat.S_ISLNK, "is a symbolic link: name the file itself"),
    (stat.S_ISDIR, "is a folder"),
)


@contextmanager
def told(what: str, place: str) -> Iterator[None]:
    """Say of what the system refuses that it cannot be done, and why."""
    try:
        yield
    except OSError as error:
        raise JournalError(f"cannot be {what}: {(error.strerror or str(error)).lower()}", place=place) from None


def checked_path(path: object) -> Path:
    """Return a path as one.

    Raises :class:`~sro_policy.errors.InputError` for what is none.
    """
    if isinstance(path, str | Path) and str(path) and "\0" not in str(path):
        with suppress(UnicodeEncodeError):
            os.fsencode(path)
            return Path(path)
    raise InputError(f"{quoted(path)} is no path", place="path")


def refuse_odd(found: os.stat_result, path: Path) -> None:
    """Refuse what is no regular file: what it links to, or what comes out of it, is no journal of this name."""
    for is_such, problem in _KINDS:
        if is_such(found.st_mode):
            raise JournalError(problem, place=str(path))
    if not stat.S_ISREG(found.st_mode):
        raise JournalError("is no regular file", place=str(path))


def open_new(path: Path) -> FileIO:
    """Return a new file, to be read and appended to.

    Raises :class:`~sro_policy.errors.JournalError` where there is something already, or nothing can be made.
    """
    with told("created", str(path)):
        refuse_there(path)
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | _AS_IT_IS
        return FileIO(os.open(path, flags, _OWNER_ALONE), "r+")


def refuse_there(path: Path) -> None:
    """Refuse a path where there is something already, or that is in no folder."""
    if os.path.lexists(path):
        refuse_odd(path.lstat(), path)
        raise JournalError("exists already: `continue_journal` goes on with it", place=str(path))
    if not path.absolute().parent.is_dir():
        raise JournalError("cannot be created: its folder does not exist", place=str(path))


def open_there(path: Path, *, to_write: bool, made: bool = False) -> FileIO:
    """Return a file that is there already, to be read, or to be appended to as well; with ``made``, it is made if not.

    Raises :class:`~sro_policy.errors.JournalError` for what is no file, or cannot be opened.
    """
    with told("opened", str(path)):
        if not made or os.path.lexists(path):
            refuse_odd(path.lstat(), path)  # to open a device can do something already
        flags = (os.O_RDWR | os.O_APPEND if to_write else os.O_RDONLY) | (os.O_CREAT if made else 0)
        handle = FileIO(os.open(path, flags | _AS_IT_IS, _OWNER_ALONE), "r+" if to_write else "r")
        try:
            refuse_odd(os.fstat(handle.fileno()), path)
        except JournalError:
            handle.close()
            raise
        return handle


def locked(handle: FileIO, path: Path) -> None:
    """Lock a file against other writers for as long as it is open; close it where it cannot be.

    Raises :class:`~sro_policy.errors.JournalError`, of the journal at ``path``, where another writer has it.
    """
    is_ours = False
    try:
        with told("locked", str(path)):
            is_ours = lock(handle)
    finally:
        if not is_ours:
            handle.close()
    if not is_ours:
        raise JournalError("another writer has this journal open", place=str(path))
