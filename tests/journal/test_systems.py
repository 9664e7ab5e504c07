"""What is left to the system: folders that are forced to the disk, locks, and processes that fork."""

from __future__ import annotations

import errno
import os
import threading
import time
from pathlib import Path

import pytest

from sro_policy import JournalError
from sro_policy.journal import Format, continue_journal, create_journal, files, read_journal, system
from sro_policy.journal.database import DatabaseJournal

from .journals import ENTRIES, FORMATS, HEADER, made
from .test_writers import forks


@forks  # elsewhere, no folder is opened
@pytest.mark.parametrize("error", [None, errno.EINVAL, errno.EIO])
def test_a_folder_is_let_go_whatever_came_of_forcing_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int | None
) -> None:
    """A journal that is made again and again on a disk that fails uses up no handles."""
    forced: list[int] = []

    def fsync(handle: int) -> None:
        forced.append(handle)
        if error is not None:
            raise OSError(error, os.strerror(error))

    monkeypatch.setattr(system.os, "fsync", fsync)
    try:
        system.force_folder(tmp_path)
    except OSError as raised:
        assert raised.errno == error == errno.EIO
    else:
        assert error != errno.EIO
    (handle,) = forced
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(handle)


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_system_that_has_no_locks_is_told_and_nothing_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: Format
) -> None:
    """Without a lock nobody may write, for two might; and it is not taken for another writer."""
    path = made(tmp_path / "j", format=chosen)

    def none_left(_: object) -> bool:
        raise OSError(errno.ENOLCK, "No locks available")

    with monkeypatch.context() as patched:
        patched.setattr(files, "lock", none_left)
        for open_it in (lambda: continue_journal(path), lambda: create_journal(tmp_path / "k", HEADER, format=chosen)):
            with pytest.raises(JournalError, match=r"[jk]: cannot be locked: no locks available$"):
                open_it()
    assert not (tmp_path / "k").exists()
    continue_journal(path)[0].close()


@forks
@pytest.mark.filterwarnings("ignore:.*multi-threaded:DeprecationWarning")  # that is what this is about
def test_no_process_forks_amid_a_transaction(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The child, as it closes what it inherited, would undo the step that another thread is about to keep."""
    told: list[str] = []
    amid = threading.Event()
    with create_journal(tmp_path / "j.db", HEADER) as journal:
        assert isinstance(journal, DatabaseJournal)
        base = journal._base

        class Slow:
            """A connection that takes its time before it commits."""

            in_transaction = False

            def execute(self, said: str, *values: object) -> object:
                if said == "COMMIT":
                    amid.set()
                    time.sleep(0.2)
                    told.append("committed")
                return base.execute(said, *values)

        monkeypatch.setattr(journal, "_base", Slow())
        writer = threading.Thread(target=journal.append, args=(ENTRIES[0],))
        writer.start()
        assert amid.wait(10)
        child = os.fork()
        if not child:
            os._exit(0)
        told.append("forked")
        writer.join()
        os.waitpid(child, 0)
        monkeypatch.undo()
        journal.append(ENTRIES[1])
    assert told == ["committed", "forked"]
    assert list(read_journal(tmp_path / "j.db").entries) == ENTRIES[:2]
