"""A disk that takes no more: nothing acknowledged is lost, and the journal goes on when there is room."""

from __future__ import annotations

import errno
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from sro_policy import JournalError
from sro_policy.journal import Format, Fsync, continue_journal, create_journal, jsonl, read_journal, system
from sro_policy.journal.database import DatabaseJournal

from .journals import ENTRIES, FORMATS, HEADER, made
from .test_writers import forks, in_child

_FULL = OSError(errno.ENOSPC, "No space left on device")


@forks
@pytest.mark.parametrize("chosen", FORMATS)
def test_a_step_for_which_there_is_no_room_is_as_if_it_had_never_been(tmp_path: Path, chosen: Format) -> None:
    """Half of it is taken away again; what was acknowledged is kept, and there may be room later."""
    resource, signal = pytest.importorskip("resource"), pytest.importorskip("signal")
    path = tmp_path / "j"

    def child() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        with create_journal(path, HEADER, format=chosen) as journal:
            resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, resource.RLIM_INFINITY))
            kept = 0
            with pytest.raises(JournalError, match=r"j: cannot be written: (file too large|.*disk)"):  # noqa: PT012
                for kept in range(1_000):  # noqa: B007 - the last one counts
                    journal.append({"text": "a" * 500})
            assert 10 < kept < 60
            assert len(read_journal(path).entries) == kept
            journal.append({"text": ""}) if chosen == "jsonl" else None
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            journal.append({"text": "b" * 500})
        kept = read_journal(path)
        assert kept.cut is None
        assert kept.entries[-1] == {"text": "b" * 500}
        assert kept.head == journal.head

    assert in_child(child) == 0


def _writes(monkeypatch: pytest.MonkeyPatch, *sizes: int) -> None:
    """Let the system write no more at a time than this, and then nothing: 0, or an error once these are used up."""
    left = list(sizes)
    write = os.write

    def some(handle: int, data: Any) -> int:
        if not left:
            raise _FULL
        return write(handle, data[: left.pop(0)])

    monkeypatch.setattr(jsonl.os, "write", some)


def test_what_is_written_in_parts_is_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system may take less at a time than it is given."""
    with create_journal(tmp_path / "j", HEADER) as journal:
        with monkeypatch.context() as patched:
            _writes(patched, 1, 10, 3, 1_000)
            journal.append(ENTRIES[0])
        journal.append(ENTRIES[1])
    assert list(read_journal(tmp_path / "j").entries) == ENTRIES[:2]


@pytest.mark.parametrize("sizes", [(), (40,), (40, 0), (10_000,)])
@pytest.mark.parametrize("fsync", ["step", "close"])
def test_an_error_amid_a_step_takes_the_step_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sizes: tuple[int, ...], fsync: Fsync
) -> None:
    """Before the first byte, amid them, and after the last, where it is forced to the disk."""
    path = tmp_path / "j"
    with create_journal(path, HEADER, fsync=fsync) as journal:
        journal.append(ENTRIES[0])
        before, head = path.read_bytes(), journal.head
        with monkeypatch.context() as patched:
            _writes(patched, *sizes)
            if sizes == (10_000,):
                if fsync == "close":
                    return  # nothing is forced there
                patched.setattr(os, "fsync", _raising)
            with pytest.raises(JournalError, match=r"j: cannot be (written|forced to the disk): "):
                journal.append(ENTRIES[1])
        assert (path.read_bytes(), journal.head) == (before, head)
        journal.append(ENTRIES[1])
    assert list(read_journal(path).entries) == ENTRIES[:2]


def _raising(*_: object) -> None:
    raise _FULL


def test_where_half_a_step_cannot_be_taken_back_no_more_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The journal refuses every further step, and is recovered when it is read."""
    path = tmp_path / "j"
    with create_journal(path, HEADER) as journal:
        journal.append(ENTRIES[0])
        with monkeypatch.context() as patched:
            _writes(patched, 40)
            patched.setattr(jsonl.os, "ftruncate", _raising)
            with pytest.raises(JournalError, match=r"j: cannot be written: no space left on device$"):
                journal.append(ENTRIES[1])
        for _ in range(2):
            with pytest.raises(JournalError, match=r"j: takes no more after an error that left its end uncertain"):
                journal.append(ENTRIES[1])
    kept = read_journal(path)
    assert (list(kept.entries), kept.cut and kept.cut.dropped) == (ENTRIES[:1], 40)
    again, _ = continue_journal(path)
    with again:
        again.append(ENTRIES[1])
    assert list(read_journal(path).entries) == ENTRIES[:2]


def test_an_interrupt_amid_a_step_leaves_no_half_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stops the program at that moment finds the journal without the step, and can go on."""
    path = tmp_path / "j"

    def interrupted(handle: int, data: Any) -> int:
        write(handle, data[:40])
        raise KeyboardInterrupt

    write = os.write
    with create_journal(path, HEADER) as journal:
        with monkeypatch.context() as patched:
            patched.setattr(jsonl.os, "write", interrupted)
            with pytest.raises(KeyboardInterrupt):
                journal.append(ENTRIES[0])
        journal.append(ENTRIES[0])
    assert list(read_journal(path).entries) == ENTRIES[:1]


@pytest.mark.parametrize("fsync", ["second", "close"])
def test_where_the_disk_fails_with_steps_that_it_was_owed_no_more_is_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fsync: Fsync
) -> None:
    """Those before may be lost with the one that failed, so nobody may rely on the journal any more."""
    now = 0.0
    monkeypatch.setattr("sro_policy.journal.base.monotonic", lambda: now)
    journal = create_journal(tmp_path / "j", HEADER, fsync=fsync)
    journal.append(ENTRIES[0])
    now = 1.5
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", _raising)
        if fsync == "second":
            with pytest.raises(JournalError, match=r"j: cannot be forced to the disk: no space left on device$"):
                journal.append(ENTRIES[1])
            with pytest.raises(JournalError, match=r"j: takes no more after an error"):
                journal.append(ENTRIES[1])
        with pytest.raises(JournalError, match=r"j: cannot be forced to the disk: no space left on device$"):
            journal.close()
    journal.close()
    assert list(read_journal(tmp_path / "j").entries) == ENTRIES[:1]


def test_where_the_disk_fails_and_was_owed_nothing_else_the_journal_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once a second as well: where the step before was forced, only the one that failed is taken back."""
    now = 0.0
    monkeypatch.setattr("sro_policy.journal.base.monotonic", lambda: now)
    with create_journal(tmp_path / "j", HEADER, fsync="second") as journal:
        now = 1.5
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", _raising)
            with pytest.raises(JournalError, match=r"j: cannot be forced to the disk: no space left on device$"):
                journal.append(ENTRIES[0])
        journal.append(ENTRIES[1])
    assert list(read_journal(tmp_path / "j").entries) == [ENTRIES[1]]


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_journal_that_cannot_be_begun_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: Format
) -> None:
    """There is no file without a header, and another try begins anew."""
    with monkeypatch.context() as patched:
        patched.setattr(system.os, "fsync", _raising)
        with pytest.raises(JournalError, match=r"j: cannot be forced to the disk: no space left on device$"):
            create_journal(tmp_path / "j", HEADER, format=chosen)
    assert not (tmp_path / "j").exists()
    made(tmp_path / "j", format=chosen)


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_journal_that_cannot_be_continued_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: Format
) -> None:
    """It can be tried again."""
    path = made(tmp_path / "j", format=chosen)
    with monkeypatch.context() as patched:
        patched.setattr(system.os, "fsync", _raising)
        with pytest.raises(JournalError, match=r"j: cannot be forced to the disk: no space left on device$"):
            continue_journal(path)
    continue_journal(path)[0].close()


class _Failing:
    """A connection on which some statements fail."""

    def __init__(self, base: sqlite3.Connection, *fails: str) -> None:
        self._base = base
        self._fails = fails

    def execute(self, said: str, *values: Any) -> Any:
        if said.startswith(self._fails):
            raise sqlite3.OperationalError("disk I/O error")
        return self._base.execute(said, *values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._base, name)


@pytest.mark.parametrize(
    ("fails", "goes_on"),
    [(("COMMIT",), True), (("BEGIN",), True), (("COMMIT", "ROLLBACK"), False), (("INSERT", "SELECT"), False)],
)
def test_a_transaction_that_fails_is_undone_or_the_last(tmp_path: Path, fails: tuple[str, ...], goes_on: bool) -> None:
    """Where SQLite can undo it, the journal goes on; where that is uncertain, no more is taken."""
    path = tmp_path / "j.db"
    with create_journal(path, HEADER) as journal:
        assert isinstance(journal, DatabaseJournal)
        journal.append(ENTRIES[0])
        sound = journal._base
        journal._base = _Failing(sound, *fails)  # type: ignore[assignment]
        with pytest.raises(JournalError, match=r"j.db: cannot be written: disk i/o error$"):
            journal.append(ENTRIES[1])
        journal._base = sound
        if goes_on:
            journal.append(ENTRIES[1])
        else:
            with pytest.raises(JournalError, match=r"j.db: takes no more after an error"):
                journal.append(ENTRIES[1])
    journal, kept = continue_journal(path)
    journal.close()
    assert list(kept.entries) == ENTRIES[: 2 if goes_on else 1]
