"""Reads a journal in a database of SQLite without writing anything to it, also one whose writer was killed."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import closing, suppress
from pathlib import Path
from shutil import copyfile
from typing import TypeAlias

from sro_policy.errors import JournalError
from sro_policy.journal.files import told
from sro_policy.journal.in_use import Use, unless_in_use
from sro_policy.journal.kept import Kept
from sro_policy.journal.rows import connect, read_rows, told_by_sqlite

_ATTEMPTS = 10

_State: TypeAlias = "list[tuple[int, int, int]]"


def read_database(path: Path) -> Kept:
    """Return what a journal holds."""
    for _ in range(_ATTEMPTS):
        for read in (_as_it_is, _undone_elsewhere):
            with told("read", str(path)), told_by_sqlite("read", path):
                if (kept := read(path)) is not None:
                    return kept
    raise JournalError("cannot be read: it changes all the time", place=str(path))


def _as_it_is(path: Path) -> Kept | None:
    """Return what a journal holds, or ``None`` where its writer was killed amid a step that first has to be undone."""
    use = Use(path)
    try:
        with closing(connect(path, to_write=False)) as base:
            return read_rows(base, path).kept(None)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
        return None
    finally:
        use.ends()


def _undone_elsewhere(path: Path) -> Kept | None:
    """Return what a journal holds, of a copy in which SQLite undid the last step; ``None`` if it changed meanwhile."""
    undo = path.with_name(f"{path.name}-journal")
    with (
        unless_in_use(path) as is_free,
        tempfile.TemporaryDirectory(prefix="sro-policy-") as folder,
        suppress(FileNotFoundError),
    ):
        if not is_free:
            return None
        before = _state(path, undo)
        copy = Path(folder, path.name)
        copyfile(path, copy)
        copyfile(undo, copy.with_name(undo.name))
        if _state(path, undo) == before:
            with closing(connect(copy, to_write=True)) as base:
                return read_rows(base, path).kept(None)
    return None


def _state(*paths: Path) -> _State:
    found = [path.stat() for path in paths]
    return [(each.st_ino, each.st_size, each.st_mtime_ns) for each in found]
