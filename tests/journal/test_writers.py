"""Who may write: one at a time, whatever became of the one before; and whoever reads meanwhile."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sro_policy import JournalError
from sro_policy.journal import Format, continue_journal, create_journal, read_journal

from .journals import ENTRIES, FORMATS, HEADER, made

_TAKEN = r": another writer has this journal open$"

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")


def _refused(path: str) -> str:
    try:
        continue_journal(path)[0].close()
    except JournalError as error:
        return str(error)
    return ""


def in_child(run: Callable[[], object]) -> int:
    """Return how a forked child ended: 0, unless something was raised."""
    child = os.fork()
    if not child:
        try:
            run()
        except BaseException:  # noqa: BLE001 - whatever it is, the child must end here
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_second_writer_is_refused_until_the_first_has_closed(tmp_path: Path, chosen: Format) -> None:
    """In the same thread, in another, and in another process; the first goes on, and the journal is whole."""
    path = tmp_path / "j"
    with create_journal(path, HEADER, format=chosen) as journal:
        with pytest.raises(JournalError, match=_TAKEN):
            continue_journal(path)
        with ThreadPoolExecutor(1) as thread:
            assert thread.submit(_refused, str(path)).result() == f"{path}: another writer has this journal open"
        with multiprocessing.get_context("spawn").Pool(1) as process:
            assert process.apply(_refused, (str(path),)) == f"{path}: another writer has this journal open"
            journal.append(ENTRIES[0])
            journal.close()
            assert process.apply(_refused, (str(path),)) == ""
    assert list(read_journal(path).entries) == ENTRIES[:1]


@pytest.mark.parametrize("chosen", FORMATS)
def test_threads_may_share_a_journal(tmp_path: Path, chosen: Format) -> None:
    """Every entry is there once, and those of each thread in the order in which it added them."""
    with create_journal(tmp_path / "j", HEADER, format=chosen, fsync="close") as journal:

        def add(thread: int) -> list[str]:
            return [journal.append({"thread": thread, "number": number}) for number in range(25)]

        with ThreadPoolExecutor(4) as threads:
            digests = list(threads.map(add, range(4)))
    kept = read_journal(tmp_path / "j")
    assert len(kept.entries) == 100
    by_digest = dict(zip(kept.digests, kept.entries, strict=True))
    for thread, own in enumerate(digests):
        assert [by_digest[digest] for digest in own] == [{"thread": thread, "number": n} for n in range(25)]


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_journal_can_be_read_while_it_is_written(tmp_path: Path, chosen: Format) -> None:
    """Readers in threads of the writer's process see a beginning of what is written, and keep nobody from writing."""
    path, done = tmp_path / "j", threading.Event()
    with create_journal(path, HEADER, format=chosen, fsync="close") as journal:

        def look() -> list[int]:
            seen = []
            while not done.is_set():
                kept = read_journal(path)
                assert [entry["number"] for entry in kept.entries] == list(range(len(kept.entries)))
                seen.append(len(kept.entries))
            return seen

        with ThreadPoolExecutor(2) as threads:
            readers = [threads.submit(look) for _ in range(2)]
            for number in range(100):
                journal.append({"number": number, "text": "a" * 50})
            done.set()
            for reader in readers:
                assert reader.result() == sorted(reader.result())
    assert len(read_journal(path).entries) == 100


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_journal_that_nobody_holds_any_more_is_free(tmp_path: Path, chosen: Format) -> None:
    """It need not be closed for that, and what was appended is there."""
    journal = create_journal(tmp_path / "j", HEADER, format=chosen)
    journal.append(ENTRIES[0])
    with pytest.warns(ResourceWarning):
        del journal
    again, kept = continue_journal(tmp_path / "j")
    again.close()
    assert list(kept.entries) == ENTRIES[:1]


@pytest.mark.parametrize("chosen", FORMATS)
def test_what_was_closed_takes_no_more(tmp_path: Path, chosen: Format) -> None:
    """To close it again does nothing; its head is still known."""
    journal = create_journal(tmp_path / "j", HEADER, format=chosen)
    head = journal.append(ENTRIES[0])
    journal.close()
    journal.close()
    assert journal.head == head
    with pytest.raises(JournalError, match=r"j: is closed$"):
        journal.append(ENTRIES[1])


@forks
@pytest.mark.parametrize("chosen", FORMATS)
def test_a_child_has_no_part_in_its_parents_journal(tmp_path: Path, chosen: Format) -> None:
    """A forked child can neither write it nor, by closing it, let in another writer; the parent goes on."""
    path = tmp_path / "j"
    with create_journal(path, HEADER, format=chosen) as journal:

        def child() -> None:
            with pytest.raises(JournalError, match=r"was opened by another process, which alone can write it$"):
                journal.append(ENTRIES[0])
            journal.close()
            with pytest.raises(JournalError, match=_TAKEN):
                continue_journal(path)

        assert in_child(child) == 0
        with pytest.raises(JournalError, match=_TAKEN):
            continue_journal(path)
        journal.append(ENTRIES[0])
    assert list(read_journal(path).entries) == ENTRIES[:1]


@forks
@pytest.mark.parametrize("chosen", FORMATS)
def test_a_child_that_outlives_its_parent_does_not_hold_the_journal(tmp_path: Path, chosen: Format) -> None:
    """The lock is gone with the writer, though a child that it forked is still there."""
    path = tmp_path / "j"
    until, over = os.pipe()
    there, here = os.pipe()

    def writer() -> None:
        journal = create_journal(path, HEADER, format=chosen)
        journal.append(ENTRIES[0])
        if not os.fork():
            os.close(over)
            os.write(here, b".")
            os.read(until, 1)  # until the test closes its end
            os._exit(0)
        os.read(there, 1)  # until the child runs, which lets go of what it inherited before anything else
        os._exit(0)

    assert in_child(writer) == 0
    journal, kept = continue_journal(path)
    journal.close()
    for end in (over, until, there, here):
        os.close(end)
    assert list(kept.entries) == ENTRIES[:1]


def test_a_file_that_something_else_writes_is_left_alone(tmp_path: Path) -> None:
    """Nothing is appended behind what does not belong there, and nothing of it is taken away."""
    path = tmp_path / "j.jsonl"
    with create_journal(path, HEADER) as journal:
        with path.open("ab") as file:
            file.write(b"hello")
        for _ in range(2):
            with pytest.raises(JournalError, match=r": was changed by something else while it was open$"):
                journal.append(ENTRIES[0])
        assert path.read_bytes().endswith(b"}\nhello")


@forks  # elsewhere, nobody can delete what is open
@pytest.mark.parametrize("chosen", FORMATS)
def test_a_file_that_was_deleted_takes_no_more(tmp_path: Path, chosen: Format) -> None:
    """What is appended to it would be gone with it, so nothing is acknowledged."""
    path = tmp_path / "j"
    with create_journal(path, HEADER, format=chosen) as journal:
        path.unlink()
        with pytest.raises(JournalError, match=r"j: (was deleted while it was open|cannot be written: .*readonly.*)$"):
            journal.append(ENTRIES[0])


def test_another_program_that_adds_a_row_is_found(tmp_path: Path) -> None:
    """The number of a step can be taken only once; what follows is refused, and the chain says why."""
    path = tmp_path / "j.db"
    with create_journal(path, HEADER) as journal:
        other = sqlite3.connect(path)
        other.execute("INSERT INTO journal VALUES (1, 'hello')")
        other.commit()
        other.close()
        with pytest.raises(JournalError, match=r"cannot be written: unique constraint failed: journal.n$"):
            journal.append(ENTRIES[0])
        with pytest.raises(JournalError, match=r"takes no more after an error"):
            journal.append(ENTRIES[0])
    with pytest.raises(JournalError, match=r": step 1: not JSON"):
        continue_journal(path)


def test_a_lock_file_of_before_holds_nobody(tmp_path: Path) -> None:
    """The file beside a database stays there, and means nothing by itself."""
    path = made(tmp_path / "j.db")
    assert (tmp_path / "j.db.lock").exists()
    journal, _ = continue_journal(path)
    journal.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["j.db", "j.db.lock"]
