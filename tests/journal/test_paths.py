"""Paths that are no journal, and what the system refuses: each is told with the path and what is wrong."""

from __future__ import annotations

import itertools
import os
import sqlite3
from contextlib import closing, nullcontext
from pathlib import Path
from typing import Any

import pytest

from sro_policy import InputError, JournalError
from sro_policy.journal import Format, continue_journal, create_journal, is_journal, read_journal, reading
from sro_policy.journal import files as journal_files
from sro_policy.journal.rows import told_by_sqlite

from .journals import ENTRIES, FORMATS, HEADER, made


def problem(call: Any, *arguments: Any, **more: Any) -> str:
    """Return what is said of a journal that cannot be had."""
    with pytest.raises((JournalError, InputError)) as refused:
        call(*arguments, **more)
    return str(refused.value)


@pytest.mark.parametrize("path", [None, 3, "", "a\0b", "\ud800", b"x"])
def test_what_is_no_path_is_refused(path: Any) -> None:
    """Also text that no system can have as one."""
    for call in (read_journal, continue_journal):
        assert problem(call, path).startswith("path: ")
    assert problem(create_journal, path, HEADER).endswith("is no path")


class Stubborn(str):
    """Text that will not be compared."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        raise RuntimeError


@pytest.mark.parametrize("value", ["steps", 3, None, Stubborn("stop")])
def test_what_is_no_choice_is_refused(value: Any, tmp_path: Path) -> None:
    """With the nearest that is one."""
    said = problem(create_journal, tmp_path / "j", HEADER, fsync=value)
    assert said.startswith("fsync: ")
    if type(value) is str:
        assert said.endswith("did you mean `step`?")
    assert problem(continue_journal, tmp_path / "j", fsync=value).startswith("fsync: ")
    if value is not None:
        assert problem(create_journal, tmp_path / "j", HEADER, format=value).startswith("format: ")


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_path_has_to_be_free_and_in_a_folder(chosen: Format, tmp_path: Path) -> None:
    """A journal is never written over another file, a link is not followed, and no folder is made for it."""
    path = made(tmp_path / "j", format=chosen)
    before = path.read_bytes()
    said = problem(create_journal, path, HEADER, format=chosen)
    assert said == f"{path}: exists already: `continue_journal` goes on with it"
    assert path.read_bytes() == before
    nowhere = tmp_path / "none" / "j"
    assert "folder does not exist" in problem(create_journal, nowhere, HEADER, format="jsonl")
    assert problem(create_journal, nowhere, HEADER, format="sqlite").startswith(str(nowhere))
    link = tmp_path / "link"
    link.symlink_to(path)
    for call in (read_journal, continue_journal):
        assert problem(call, link) == f"{link}: is a symbolic link: name the file itself"
        assert problem(call, tmp_path) == f"{tmp_path}: is a folder"
        assert problem(call, tmp_path / "none").startswith(f"{tmp_path / 'none'}: cannot be opened: no such file")
    assert "is a symbolic link" in problem(create_journal, link, HEADER, format=chosen)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_no_journal(tmp_path: Path) -> None:
    """Nobody waits for what would come out of it."""
    os.mkfifo(tmp_path / "pipe")
    for call in (read_journal, continue_journal):
        assert problem(call, tmp_path / "pipe") == f"{tmp_path / 'pipe'}: is no regular file"


def test_what_became_something_else_meanwhile_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is opened is looked at again: a file can be exchanged after it was looked at."""
    path = made(tmp_path / "j")
    monkeypatch.setattr(journal_files.stat, "S_ISREG", lambda _: next(is_regular))
    for call, looks in ((read_journal, [True, True, False]), (continue_journal, [True, True, True, True, False])):
        is_regular = iter(looks)
        assert problem(call, path).endswith("is no regular file")


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_folder_that_may_not_be_written_is_told(
    chosen: Format, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the system says it, and nothing is left behind."""
    opened = os.open

    def refused(path: Any, flags: int, *more: Any, **how: Any) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied", path)
        return opened(path, flags, *more, **how)

    monkeypatch.setattr(os, "open", refused)
    assert "permission denied" in problem(create_journal, tmp_path / "j", HEADER, format=chosen)
    assert list(tmp_path.iterdir()) == []


def changed(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as base:
        for statement in statements:
            base.execute(statement)
        base.commit()
    return path


@pytest.mark.parametrize(
    ("statements", "says"),
    [
        (["DELETE FROM journal WHERE n = 1"], "step 1: number 2 stands here, and is not this step"),
        (["DELETE FROM journal"], "holds no whole header"),
        (["UPDATE journal SET line = NULL WHERE n = 1"], ""),
        (["CREATE TABLE more (n)"], "is no journal: a database with other tables"),
        (["DROP TABLE journal"], "holds no whole header"),
        (["DROP TABLE journal", "CREATE TABLE journal (n INTEGER PRIMARY KEY, line)"], "a database with other tables"),
        (["UPDATE journal SET line = replace(line, 'e7', 'e8') WHERE n = 0"], "header: "),
        (["UPDATE journal SET line = CAST(x'00ff' AS TEXT) WHERE n = 1"], "step 1: "),
        (["UPDATE journal SET line = x'00ff' WHERE n = 1"], "step 1: "),
    ],
)
def test_rows_that_somebody_changed_are_found(statements: list[str], says: str, tmp_path: Path) -> None:
    """With the step, by the chain or by what a table of a journal is."""
    path = made(tmp_path / "j", format="sqlite")
    try:
        changed(path, *statements)
    except sqlite3.IntegrityError:
        return  # the table itself does not take it
    for call in (read_journal, continue_journal):
        assert says in problem(call, path)
    assert len(ENTRIES) == 3


def test_a_database_with_a_write_ahead_log_is_refused(tmp_path: Path) -> None:
    """A part of it would stand in another file."""
    path = changed(made(tmp_path / "j", format="sqlite"), "PRAGMA journal_mode = WAL")
    assert "has a write-ahead log" in problem(read_journal, path)


def amid_a_step(folder: Path) -> Path:
    """Return a journal as it is left by a writer that is killed while SQLite writes a step."""
    path = made(folder / "whole", format="sqlite")
    left = folder / "left"
    with closing(sqlite3.connect(path, isolation_level=None)) as base:
        base.execute("PRAGMA cache_size = 1")
        base.execute("BEGIN IMMEDIATE")
        for n in range(100, 200):
            base.execute("INSERT INTO journal VALUES (?, ?)", (n, "a" * 5_000))
        left.write_bytes(path.read_bytes())
        (folder / "left-journal").write_bytes((folder / "whole-journal").read_bytes())
        base.execute("ROLLBACK")
    return left


def test_a_step_that_was_half_written_is_undone_in_a_copy(tmp_path: Path) -> None:
    """To read a journal changes nothing of it; to go on with it undoes the step there."""
    path = amid_a_step(tmp_path)
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert list(read_journal(path).entries) == ENTRIES
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    journal, kept = continue_journal(path)
    journal.close()
    assert list(kept.entries) == ENTRIES


@pytest.mark.parametrize("what", ["in use", "changes"])
def test_what_changes_all_the_time_cannot_be_read(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of files that somebody writes meanwhile says nothing; after some attempts that is told."""
    path = amid_a_step(tmp_path)
    if what == "in use":
        monkeypatch.setattr(reading, "unless_in_use", lambda _: nullcontext(False))
    else:
        states = itertools.count()
        monkeypatch.setattr(reading, "_state", lambda *_: next(states))
    assert problem(read_journal, path) == f"{path}: cannot be read: it changes all the time"


def test_what_sqlite_cannot_say_is_told_as_damage(tmp_path: Path) -> None:
    """Where it quotes bytes that are no text, Python cannot read what it says."""
    with pytest.raises(JournalError, match="cannot be read: it is damaged"), told_by_sqlite("read", tmp_path):
        b"\xff".decode()


def test_a_database_that_is_damaged_is_told(tmp_path: Path) -> None:
    """By SQLite's own check, in one line."""
    path = made(tmp_path / "j", format="sqlite")
    changed(path, "PRAGMA writable_schema = ON", "UPDATE sqlite_master SET rootpage = 1")
    for call in (read_journal, continue_journal):
        assert problem(call, path).startswith(f"{path}: ")


@pytest.mark.parametrize("chosen", FORMATS)
def test_a_journal_is_told_from_another_file_by_its_name_or_its_beginning(tmp_path: Path, chosen: Format) -> None:
    """Also one that is open here, and one that is not there yet; a folder, a pipe and a case are none."""
    for name in ("e7", "e7.json"):
        with create_journal(tmp_path / name, {}, format=chosen):
            assert is_journal(tmp_path / name)
        assert is_journal(tmp_path / name)
    (tmp_path / "case.json").write_text('{"officer": {"is_sro": true}}')
    os.mkfifo(tmp_path / "pipe")
    for name in ("case.json", "nowhere", "pipe", "."):
        assert not is_journal(tmp_path / name)
    for name in ("nowhere.jsonl", "nowhere.sqlite", "nowhere.DB"):
        assert is_journal(tmp_path / name)
    with pytest.raises(InputError, match="is no path"):
        is_journal(3)  # type: ignore[arg-type]
