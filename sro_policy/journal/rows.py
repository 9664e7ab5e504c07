"""The rows of a journal in a database of SQLite: how it is opened, what it has to hold, and what is wrong with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from sro_policy.errors import JournalError
from sro_policy.journal import lines
from sro_policy.journal.chain import Chain

TABLE: Final = "CREATE TABLE journal (n INTEGER PRIMARY KEY, line TEXT NOT NULL)"

_PATIENCE = 10.0  # seconds, for others who read or write
_OVERHEAD = 1_000  # bytes of a row beside its line, and more than enough
# Nothing in a file that was changed may run. A system that has a way to empty the cache of a disk shall use it.
_SETTINGS = ("trusted_schema = OFF", "cell_size_check = ON", "fullfsync = ON")


def connect(path: Path, *, to_write: bool) -> sqlite3.Connection:
    """Return a connection to a database that is there."""
    uri = f"{path.absolute().as_uri()}?mode={'rw' if to_write else 'ro'}"
    base = sqlite3.connect(uri, timeout=_PATIENCE, isolation_level=None, check_same_thread=False, uri=True)
    base.text_factory = bytes  # a text that is not UTF-8 is for the reader of lines to find
    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, lines.LONGEST_LINE + _OVERHEAD)
    for setting in _SETTINGS:
        base.execute(f"PRAGMA {setting}")
    return base


def read_rows(base: sqlite3.Connection, path: Path) -> Chain:
    """Return the chain of a journal, all as of one moment.

    Raises :class:`~sro_policy.errors.JournalError` for what is no journal or is damaged, and the errors of SQLite.
    """
    chain = Chain(str(path), lambda n: f"step {n}" if n else "header")
    base.execute("BEGIN")
    try:
        tables = base.execute("SELECT sql FROM sqlite_master").fetchmany(2)
        if tables and tables != [(TABLE.encode(),)]:
            raise JournalError("is no journal: a database with other tables", place=str(path))
        if tables:
            # A row that is lost to damage of the tree at its end leaves no gap in the chain.
            ((found,),) = base.execute("PRAGMA integrity_check(1)")
            if found != b"ok":
                said = found.decode("utf-8", "replace").splitlines()[-1]  # what comes before says of which database
                raise JournalError(f"is damaged: {said.lower()}", place=str(path))
            for n, line in base.execute("SELECT n, line FROM journal ORDER BY n"):
                if n != chain.at.n + 1 or not isinstance(line, bytes):
                    raise chain.wrong(f"number {n} stands here, and is not this step")
                chain.take(line)
    finally:
        with suppress(sqlite3.Error):
            base.execute("ROLLBACK")
    return chain


@contextmanager
def told_by_sqlite(what: str, path: Path) -> Iterator[None]:
    """Say of what SQLite refuses that it cannot be done, and why."""
    try:
        yield
    except sqlite3.Error as error:
        raise JournalError(f"cannot be {what}: {str(error).lower()}", place=str(path)) from None
    except UnicodeDecodeError:  # Python cannot read what SQLite says is wrong, for it quotes what is damaged
        raise JournalError(f"cannot be {what}: it is damaged", place=str(path)) from None
