"""Makes journals, goes on with them and reads them, in whichever format they are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from sro_policy.errors import InputError, JournalError, nearest, quoted
from sro_policy.journal import lines
from sro_policy.journal.base import Fsync, Journal
from sro_policy.journal.files import checked_path, open_there, refuse_odd, told
from sro_policy.journal.in_use import unless_in_use
from sro_policy.journal.jsonl import continue_lines, create_lines, read_lines
from sro_policy.journal.kept import Kept
from sro_policy.journal.values import kept_object

Format: TypeAlias = Literal["jsonl", "sqlite"]
"""JSON Lines, or a database of SQLite."""

_SQLITE_SUFFIXES = {".sqlite", ".sqlite3", ".db"}
_SUFFIXES = {".jsonl", *_SQLITE_SUFFIXES}
_MAGIC = b"SQLite format 3\0"
_WITHOUT_A_LOG = b"\1\1"
_BEGINNING = 20  # bytes, to the end of those two
_MOST_OVERHEAD = 3  # a database is never larger by as much than the lines in it


def create_journal(
    path: Path | str,
    header: Mapping[str, object],
    *,
    format: Format | None = None,  # noqa: A002 - what it is called wherever files have one
    fsync: Fsync = "step",
) -> Journal:
    """Return a new journal with a header, open to be appended to.

    Without ``format``, a path that ends in ``.sqlite``, ``.sqlite3`` or ``.db`` becomes a database, any other JSON
    Lines. ``fsync`` says when what is appended is forced to the disk.

    Raises:
        InputError: a header that no journal can hold, and arguments that are none.
        JournalError: a path where there is something already, or nothing can be made.

    """
    checked = checked_path(path)
    _check(fsync, get_args(Fsync), "fsync")
    by_suffix = "sqlite" if checked.suffix.lower() in _SQLITE_SUFFIXES else "jsonl"
    chosen = by_suffix if format is None else format
    _check(chosen, get_args(Format), "format")
    plain = kept_object(header, "header")
    if chosen == "jsonl":
        return create_lines(checked, plain, fsync)
    # Not every Python has SQLite, and no journal of lines needs it.
    from sro_policy.journal.database import create_database  # noqa: PLC0415 - see above

    return create_database(checked, plain, fsync)


def continue_journal(path: Path | str, *, fsync: Fsync = "step") -> tuple[Journal, Kept]:
    """Return a journal that is there, open to be appended to, and what it holds.

    All of it is verified first. What is no whole line at the end is cut off, and ``cut`` says so.

    Raises:
        InputError: arguments that are none.
        JournalError: what is no journal, was changed, cannot be written, or is open to another writer.

    """
    checked = checked_path(path)
    _check(fsync, get_args(Fsync), "fsync")
    if not _is_database(checked):
        return continue_lines(checked, fsync)
    from sro_policy.journal.database import continue_database  # noqa: PLC0415 - not every Python has SQLite

    return continue_database(checked, fsync)


def read_journal(path: Path | str) -> Kept:
    """Return what a journal holds. All of it is verified, and nothing is written; others may be writing.

    Raises:
        InputError: a path that is none.
        JournalError: what is no journal, was changed, or cannot be read.

    """
    checked = checked_path(path)
    if not _is_database(checked):
        return read_lines(checked)
    from sro_policy.journal.reading import read_database  # noqa: PLC0415 - not every Python has SQLite

    return read_database(checked)


def begins_a_journal(content: bytes) -> bool:
    """Return whether a journal begins so, in either format."""
    return content.startswith((_MAGIC, lines.OPENS))


def is_journal(path: Path | str) -> bool:
    """Return whether a file is to be read as a journal: by its name, or by how it begins.

    A file that is not there, or cannot be read, is none unless its name says so; reading it says what is wrong.

    Raises :class:`~sro_policy.errors.InputError` for a path that is none.
    """
    checked = checked_path(path)
    if checked.suffix.lower() in _SUFFIXES:
        return True
    with suppress(OSError, JournalError):
        refuse_odd(checked.lstat(), checked)  # what comes out of a pipe comes only once
        with unless_in_use(checked) as is_free:
            if not is_free:
                return True
            with open_there(checked, to_write=False) as file:
                return begins_a_journal(file.read(len(_MAGIC)))
    return False


def _check(value: object, valid: tuple[str, ...], place: str) -> None:
    if type(value) is not str or value not in valid:
        every = ", ".join(f"`{one}`" for one in valid)
        raise InputError(f"{quoted(value)} is none of {every}{nearest(value, valid)}", place=place)


def _is_database(path: Path) -> bool:
    """Return whether a file is a database. One that is open to SQLite here must not be opened to see."""
    place = str(path)
    with told("opened", place):
        refuse_odd(path.lstat(), path)
        with unless_in_use(path) as is_free:
            if not is_free:
                return True
            with open_there(path, to_write=False) as file:
                begins, size = file.read(_BEGINNING), os.fstat(file.fileno()).st_size
    if not begins.startswith(_MAGIC):
        return False
    if begins[18:20] != _WITHOUT_A_LOG:
        raise JournalError("is a database that is damaged, or has a write-ahead log", place=place)
    if size > _MOST_OVERHEAD * lines.LARGEST:
        raise JournalError(f"is larger than the limit of {lines.LARGEST} bytes", place=place)
    return True
