"""A journal as a database of SQLite: the same lines, a row for each, and each row in a transaction of its own.

Transactions are made safe by a rollback journal (``DELETE``) and not by a write-ahead log: the database is one file
whenever nobody is writing, and no damage to a file beside it can make rows disappear that were there.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import ExitStack, suppress
from io import FileIO
from pathlib import Path
from typing import final

from sro_policy.errors import JournalError
from sro_policy.journal.base import Fsync, Journal
from sro_policy.journal.chain import START
from sro_policy.journal.files import locked, open_new, open_there, refuse_there, told
from sro_policy.journal.in_use import Use
from sro_policy.journal.kept import Kept
from sro_policy.journal.rows import TABLE, connect, read_rows, told_by_sqlite
from sro_policy.journal.system import force_folder, never_forked_within

# Under EXTRA, what was committed survives a loss of power. Under FULL the last transaction can be undone by one until
# the folder is forced to the disk, and nothing else. NORMAL and OFF could leave a database that cannot be read: by what
# a transaction is undone need not be on the disk, on some file systems, when the database itself is written.
_SYNCHRONOUS = {"step": "EXTRA", "second": "FULL", "close": "FULL"}

# A child that was forked amid a transaction would undo it, in the file of its parent.
_transaction = threading.RLock()
never_forked_within(_transaction.acquire, _transaction.release)


@final
class DatabaseJournal(Journal):
    """A journal in a database that is open to be written."""

    def __init__(self, path: Path, fsync: Fsync, held: FileIO) -> None:
        """``held`` is what other writers find locked."""
        super().__init__(path, START, fsync)
        self._held = held
        with told("opened", str(path)):
            self._use = Use(path)
        with told_by_sqlite("opened", path):
            self._base = connect(path, to_write=True)
            self._base.execute(f"PRAGMA synchronous = {_SYNCHRONOUS[fsync]}")

    def go_on(self) -> Kept:
        """Return what is there already, and go on after it."""
        with told_by_sqlite("read", self.path):
            chain = read_rows(self._base, self.path)
        kept = chain.kept(None)
        with _transaction, told_by_sqlite("written", self.path):
            # SQLite opens what can only be read without a word, and begins a transaction on it as well. Only to write
            # something, whatever it is, shows that it can be written, and the file beside it by which that is undone.
            self._base.execute("BEGIN IMMEDIATE")
            self._base.execute("PRAGMA user_version = 0")
            self._base.execute("ROLLBACK")
        self._at = chain.at
        return kept

    def _refuse_changed(self) -> None:
        """Do nothing: SQLite refuses a file that was moved or deleted, and a number that is there already."""

    def _keep(self, line: bytes, n: int) -> None:
        with _transaction, told_by_sqlite("written", self.path):
            self._base.execute("BEGIN IMMEDIATE")
            if n == 0:
                self._base.execute(TABLE)
            self._base.execute("INSERT INTO journal VALUES (?, ?)", (n, line[:-1].decode()))
            self._base.execute("COMMIT")

    def _take_back(self) -> bool:
        try:
            with _transaction:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
            ((last,),) = self._base.execute("SELECT max(n) FROM journal")
        except sqlite3.Error:
            return False
        return bool(last == self._at.n)

    def _force(self) -> None:
        if self._fsync != "step":
            with told("forced to the disk", str(self.path)):
                force_folder(self.path.absolute().parent)

    def _let_go(self) -> None:
        self._base.close()
        self._use.ends()
        self._held.close()


def create_database(path: Path, header: dict[str, object], fsync: Fsync) -> Journal:
    """Return a new journal, with its header."""
    with told("created", str(path)):
        refuse_there(path)
    with ExitStack() as undo:
        held = _held(path)
        undo.callback(held.close)
        open_new(path).close()
        undo.callback(_remove, path)
        journal = DatabaseJournal(path, fsync, held)
        undo.callback(_abandon, journal)
        journal.append(header)
        with told("forced to the disk", str(path)):
            force_folder(path.absolute().parent)
        undo.pop_all()
        return journal


def continue_database(path: Path, fsync: Fsync) -> tuple[Journal, Kept]:
    """Return a journal that is there, ready to go on, and what it holds."""
    with ExitStack() as undo:
        held = _held(path)
        undo.callback(held.close)
        journal = DatabaseJournal(path, fsync, held)
        undo.callback(_abandon, journal)
        kept = journal.go_on()
        with told("forced to the disk", str(path)):
            force_folder(path.absolute().parent)
        undo.pop_all()
        return journal, kept


def _held(path: Path) -> FileIO:
    """Return a locked file beside the journal. It stays there: to take it away could let in two writers at once."""
    beside = path.with_name(f"{path.name}.lock")
    held = open_there(beside, to_write=True, made=True)
    locked(held, path)
    return held


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _abandon(journal: Journal) -> None:
    with suppress(JournalError):
        journal.close()
