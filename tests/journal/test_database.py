"""What is particular to a journal in a database: how its rows stand, what takes no more of them, and damage."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sro_policy import JournalError
from sro_policy.journal import continue_journal, create_journal, read_journal
from sro_policy.journal.rows import TABLE

from .journals import ENTRIES, HEADER, made
from .test_paths import changed
from .test_writers import forks, in_child

_SOMEBODY = 65534  # a user whom the bits of a file bind, as they do not bind root

bits_bind = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs a system with users and bits of files")


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A folder of a user who is not root, as long as it is used by that user."""
    with tempfile.TemporaryDirectory() as name:
        folder, is_root = Path(name), os.geteuid() == 0
        if is_root:
            os.chown(folder, _SOMEBODY, -1)
            try:
                os.seteuid(_SOMEBODY)
            except OSError:
                pytest.skip("root may become no other user here")
        try:
            yield folder
        finally:
            folder.chmod(0o700)
            if is_root:
                os.seteuid(0)


def refused(path: Path) -> str:
    """Return what is said where a journal cannot be gone on with, though it can be read; all is left as it is."""
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    with pytest.raises(JournalError) as error:
        continue_journal(path)
    assert {file.name: file.read_bytes() for file in path.parent.iterdir()} == before
    assert list(read_journal(path).entries) == ENTRIES
    return str(error.value)


def test_a_journal_is_one_table_of_numbers_and_texts(tmp_path: Path) -> None:
    """So any tool that knows databases can read it, without this library."""
    with closing(sqlite3.connect(made(tmp_path / "j.db"))) as base:
        assert base.execute("SELECT type, name, sql FROM sqlite_master").fetchall() == [("table", "journal", TABLE)]
        found = base.execute("SELECT n, typeof(n), typeof(line) FROM journal ORDER BY n").fetchall()
    assert found == [(n, "integer", "text") for n in range(len(ENTRIES) + 1)]


@bits_bind
def test_a_database_that_can_only_be_read_is_not_gone_on_with(own_folder: Path) -> None:
    """SQLite opens it without a word; it is refused before anybody relies on it."""
    path = made(own_folder / "j.db")
    path.chmod(0o444)
    assert refused(path) == f"{path}: cannot be written: attempt to write a readonly database"
    path.chmod(0o600)
    continue_journal(path)[0].close()


@bits_bind
def test_a_database_in_a_folder_that_takes_no_files_is_not_gone_on_with(own_folder: Path) -> None:
    """SQLite has to make a file there for every step, by which it could be undone."""
    path = made(own_folder / "j.db")
    own_folder.chmod(0o555)
    assert refused(path).startswith(f"{path}: cannot be written: ")
    own_folder.chmod(0o700)
    continue_journal(path)[0].close()


def test_a_database_beside_which_nothing_can_be_made_is_not_gone_on_with(tmp_path: Path) -> None:
    """Also where that is because of its name: the one of the file beside it is longer than the system takes."""
    path = made(tmp_path / "j.db").rename(tmp_path / f"{'j' * 247}.db")
    path.with_name(f"{path.name}.lock").touch()
    assert refused(path).startswith(f"{path}: cannot be written: unable to open database file")


@forks
def test_a_database_is_not_gone_on_with_where_there_is_no_room_for_a_step(tmp_path: Path) -> None:
    """It can still be read, and is as it was."""
    resource, signal = pytest.importorskip("resource"), pytest.importorskip("signal")
    path = made(tmp_path / "j.db")

    def child() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        said = refused(path)
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert said.startswith(f"{path}: cannot be written: ")
        continue_journal(path)[0].close()

    assert in_child(child) == 0


def test_to_go_on_with_a_database_changes_no_byte_of_it(tmp_path: Path) -> None:
    """What is written to see whether it can be is undone, also where somebody gave the database a version."""
    path = changed(made(tmp_path / "j.db"), "PRAGMA user_version = 7")
    before = path.read_bytes()
    continue_journal(path)[0].close()
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["j.db", "j.db.lock"]


def test_a_row_that_damage_took_from_the_end_is_found(tmp_path: Path) -> None:
    """The chain has no gap there; the check of SQLite's own finds what its tree has lost."""
    path = made(tmp_path / "j.db")
    data = bytearray(path.read_bytes())
    rows = 4096 + 4  # in the second page, the one of the table: how many rows it has
    assert data[rows] == len(ENTRIES) + 1
    data[rows] -= 1
    path.write_bytes(data)
    with closing(sqlite3.connect(path)) as base:
        assert base.execute("SELECT max(n) FROM journal").fetchone() == (len(ENTRIES) - 1,)
    for reading in (read_journal, continue_journal):
        with pytest.raises(JournalError, match=r"j\.db: is damaged: "):
            reading(path)


@pytest.mark.parametrize(("when", "says"), [("amid", "line 1: not JSON"), ("at its end", "holds no whole header")])
def test_a_database_whose_header_does_not_count_yet_is_refused(when: str, says: str, tmp_path: Path) -> None:
    """As a writer leaves it that is killed meanwhile: nothing is read of it; with the file away, another is begun."""
    path, left = tmp_path / "whole.db", tmp_path / "left.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute("PRAGMA cache_size = 1")
        base.execute("BEGIN IMMEDIATE")
        base.execute(TABLE)
        base.execute("INSERT INTO journal VALUES (0, ?)", ("a" * 50_000,))
        left.write_bytes(path.read_bytes())
        (tmp_path / "left.db-journal").write_bytes((tmp_path / "whole.db-journal").read_bytes())
        base.execute("COMMIT")
    if when == "at its end":
        left.write_bytes(path.read_bytes())
    assert left.stat().st_size > 4096
    for reading in (read_journal, continue_journal):
        with pytest.raises(JournalError, match=rf"left\.db: {says}"):
            reading(left)
    with pytest.raises(JournalError, match=r"left\.db: exists already"):
        create_journal(left, HEADER)
    left.unlink()
    assert list(read_journal(made(left)).entries) == ENTRIES
