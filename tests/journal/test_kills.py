"""Writers that are killed: all that was acknowledged is there afterwards."""

from __future__ import annotations

import os
import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from sro_policy import JournalError
from sro_policy.journal import Format, Fsync, continue_journal, create_journal, jsonl, read_journal, rows

from .journals import ENTRIES, FORMATS, HEADER, made
from .test_writers import forks, in_child
from .writer import Said, Since, entry, killed


def _goes_on(path: Path, said: Said) -> None:
    """Check that a journal has what was acknowledged, and at most the step after it, and that it goes on."""
    kept = read_journal(path)
    assert kept.header == {"of": "a test"}
    assert list(kept.entries) == [entry(n) for n in range(len(kept.entries))]
    assert said.steps <= len(kept.entries) <= said.steps + 1
    before = sorted(file.name for file in path.parent.iterdir())
    assert read_journal(path) == kept
    assert sorted(file.name for file in path.parent.iterdir()) == before
    journal, again = continue_journal(path)
    assert again == kept
    with journal:
        journal.append({"last": True})
    assert read_journal(path).entries == (*kept.entries, {"last": True})


@pytest.mark.parametrize("fsync", ["step", "second", "close"])
@pytest.mark.parametrize("chosen", FORMATS)
def test_nothing_that_was_acknowledged_is_lost_with_the_writer(tmp_path: Path, chosen: Format, fsync: Fsync) -> None:
    """Whenever it is killed after that and whatever is forced to the disk; and the journal goes on."""
    pick = random.Random(f"{chosen} {fsync}")
    since: Since
    for since, after, steps in (("begins", 0.0, 0), ("0", pick.uniform(0.02, 0.15), 1)):
        said = killed(tmp_path / since, chosen, fsync, since=since, after=after)
        assert said.header
        assert said.steps >= steps
        _goes_on(tmp_path / since, said)


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_writer_that_is_killed_as_it_begins_leaves_a_journal_or_none(tmp_path: Path, chosen: Format) -> None:
    """Where its header is not whole, it was not acknowledged, and what is there is refused."""
    for number in range(2):
        path = tmp_path / str(number)
        said = killed(path, chosen, "step", since="starts", after=0.002 * number)
        try:
            read_journal(path)
        except JournalError as error:
            assert said == Said(header=False, steps=0)
            assert error.place.startswith(str(path))
        else:
            _goes_on(path, said)


@forks
@pytest.mark.parametrize(
    ("chosen", "written"),
    [("jsonl", 0), ("jsonl", 40), ("sqlite", "BEGIN"), ("sqlite", "INSERT"), ("sqlite", "COMMIT")],
)
def test_a_writer_that_is_killed_before_its_header_is_whole_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: Format, written: Any
) -> None:
    """What it left is refused for that reason and left as it is; with the file away, another journal is begun there."""
    path = tmp_path / "j"

    def write(handle: int, data: Any) -> int:
        system_write(handle, data[:written])
        os.kill(os.getpid(), 9)
        raise AssertionError

    class Killing(sqlite3.Connection):
        def execute(self, said: str, *values: Any) -> sqlite3.Cursor:
            if said.startswith(written):
                os.kill(os.getpid(), 9)
            return super().execute(said, *values)

    def child() -> None:
        if chosen == "jsonl":
            monkeypatch.setattr(jsonl.os, "write", write)
        else:
            monkeypatch.setattr(rows.sqlite3, "connect", lambda *where, **how: connect(*where, factory=Killing, **how))
        create_journal(path, HEADER, format=chosen)

    system_write, connect = os.write, sqlite3.connect
    assert in_child(child) == -9
    before = path.read_bytes()
    for reading in (read_journal, continue_journal):
        with pytest.raises(JournalError, match=r"j: holds no whole header$"):
            reading(path)
    with pytest.raises(JournalError, match=r"j: exists already"):
        create_journal(path, HEADER, format=chosen)
    assert path.read_bytes() == before
    path.unlink()
    assert list(read_journal(made(path, format=chosen)).entries) == ENTRIES
