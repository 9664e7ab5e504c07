"""When what is appended is forced to the disk."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sro_policy import JournalError
from sro_policy.journal import Format, Fsync, base, continue_journal, create_journal, system
from sro_policy.journal.database import DatabaseJournal

from .journals import ENTRIES, FORMATS, HEADER, made


class Disk:
    """Counts what is forced to it, and gives the time."""

    def __init__(self) -> None:
        self.forced: Counter[str] = Counter()
        self.now = 100.0
        self.fails: int | None = None

    def fsync(self, handle: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        if is_folder and self.fails is not None:
            raise OSError(self.fails, os.strerror(self.fails))
        self.forced["folder" if is_folder else "file"] += 1

    def took(self) -> dict[str, int]:
        """What was forced since this was asked before."""
        found, self.forced = dict(self.forced), Counter()
        return found


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    found = Disk()
    monkeypatch.setattr(system.os, "fsync", found.fsync)
    monkeypatch.setattr(base, "monotonic", lambda: found.now)
    return found


def test_each_step_is_forced_before_it_is_acknowledged(tmp_path: Path, disk: Disk) -> None:
    """The header and the name of the file too; when it is closed, nothing is left to do."""
    journal = create_journal(tmp_path / "j", HEADER)
    assert disk.took() == {"file": 1, "folder": 1}
    for entry in ENTRIES:
        journal.append(entry)
        assert disk.took() == {"file": 1}
    journal.close()
    assert disk.took() == {}


def test_steps_are_forced_once_a_second(tmp_path: Path, disk: Disk) -> None:
    """By the first step after a second has passed; what is left, when the journal is closed."""
    journal = create_journal(tmp_path / "j", HEADER, fsync="second")
    assert disk.took() == {"file": 1, "folder": 1}
    for after, forced in ((0.4, {}), (0.5, {}), (0.2, {"file": 1}), (0.9, {}), (5.0, {"file": 1}), (0.0, {})):
        disk.now += after
        journal.append(ENTRIES[0])
        assert disk.took() == forced
    journal.close()
    assert disk.took() == {"file": 1}
    journal = continue_journal(tmp_path / "j", fsync="second")[0]
    assert disk.took() == {"file": 1, "folder": 1}
    journal.append(ENTRIES[0])
    assert disk.took() == {"file": 1}
    journal.close()
    assert disk.took() == {}


def test_a_journal_is_forced_when_it_is_closed(tmp_path: Path, disk: Disk) -> None:
    """And no step is before; the name of a file is when it is made."""
    journal = create_journal(tmp_path / "j", HEADER, fsync="close")
    for entry in ENTRIES:
        disk.now += 10
        journal.append(entry)
    assert disk.took() == {"folder": 1}
    journal.close()
    assert disk.took() == {"file": 1}
    with continue_journal(tmp_path / "j", fsync="close")[0]:
        assert disk.took() == {"folder": 1}
    assert disk.took() == {"file": 1}


@pytest.mark.parametrize(("fsync", "level"), [("step", 3), ("second", 2), ("close", 2)])
def test_a_database_forces_by_itself_as_much_as_is_asked(tmp_path: Path, disk: Disk, fsync: Fsync, level: int) -> None:
    """`EXTRA` where each step must outlast a loss of power; else `FULL`, and the folder where it is due."""
    journal = create_journal(tmp_path / "j.db", HEADER, fsync=fsync)
    assert isinstance(journal, DatabaseJournal)
    assert journal._base.execute("PRAGMA synchronous").fetchone() == (level,)
    assert journal._base.execute("PRAGMA journal_mode").fetchone() == (b"delete",)
    assert journal._base.execute("PRAGMA fullfsync").fetchone() == (1,)
    disk.took()
    journal.append(ENTRIES[0])
    assert disk.took() == {}
    disk.now += 2
    journal.append(ENTRIES[0])
    assert disk.took() == ({"folder": 1} if fsync == "second" else {})
    journal.append(ENTRIES[0])
    journal.close()
    assert disk.took() == ({} if fsync == "step" else {"folder": 1})


@pytest.mark.parametrize("chosen", FORMATS)
@pytest.mark.parametrize(("error", "is_told"), [(errno.EINVAL, False), (errno.ENOTSUP, False), (errno.EIO, True)])
def test_a_folder_that_cannot_be_forced_is_told_unless_the_system_has_no_such_thing(
    tmp_path: Path, disk: Disk, chosen: Format, error: int, is_told: bool
) -> None:
    """Some file systems keep the names of files by themselves, and say that the question makes no sense."""
    disk.fails = error
    if not is_told:
        made(tmp_path / "j", format=chosen)
        return
    with pytest.raises(JournalError, match=r"j: cannot be forced to the disk: input/output error$"):
        create_journal(tmp_path / "j", HEADER, format=chosen)


@pytest.mark.parametrize("knows", [True, False])
def test_the_cache_of_the_disk_is_emptied_where_the_system_can(
    tmp_path: Path, disk: Disk, monkeypatch: pytest.MonkeyPatch, knows: bool
) -> None:
    """macOS has a call of its own for that, which not every file system knows."""
    fcntl = pytest.importorskip("fcntl")
    asked: list[Any] = []

    def full(_: object, what: int) -> None:
        asked.append(what)
        if not knows:
            raise OSError(errno.ENOTSUP, "not supported")

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", full)
    create_journal(tmp_path / "j", HEADER).close()
    assert asked == [51]
    assert disk.took() == ({"folder": 1} if knows else {"folder": 1, "file": 1})


def test_sqlite_is_not_older_than_what_is_relied_on() -> None:
    """`EXTRA` came with 3.12, and settings of an older library would be passed over without a word."""
    assert sqlite3.sqlite_version_info >= (3, 12)
