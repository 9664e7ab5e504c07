"""How a case is kept in a file: whole or not at all, over no other file, and readable by its owner alone."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from sro_policy import InputError, evaluate
from sro_policy.cli.interview.saving import CaseFile

from ..running import run

needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs the permissions of a POSIX system")


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def test_the_case_is_kept_after_every_answer(tmp_path: Path) -> None:
    """However many answers were given, the file holds them, and evaluates to the decision that was shown."""
    answers = ["1", "yes", "yes", "custodial arrest", "1,3", "yes"]
    for count in range(len(answers) + 1):
        path = tmp_path / f"{count}.json"
        result = run("ask", "--save", str(path), "--json", stdin="".join(f"{x}\n" for x in answers[:count]))
        assert result.code == 0
        assert evaluate(path.read_text(encoding="utf-8")).to_json() == json.loads(result.out)
        assert "The case is kept in " in " ".join(result.err.split())
        assert [entry for entry in tmp_path.iterdir() if entry.suffix != ".json"] == []


def test_it_goes_on_in_the_file_that_was_read(tmp_path: Path) -> None:
    """Answers in two sittings come to what they come to in one; the second does not ask again what is answered."""
    path, other = tmp_path / "case.json", tmp_path / "other.json"
    run("ask", "--save", str(path), stdin="1\nyes\nyes\n")
    second = run("ask", str(path), "--save", str(path), stdin="custodial arrest\n")
    assert "Is the officer assigned" not in second.out
    run("ask", "--save", str(other), stdin="1\nyes\nyes\ncustodial arrest\n")
    assert read(path) == read(other)


def test_no_other_file_is_written_over(tmp_path: Path) -> None:
    """A file that is there and is not the one that was read is refused before anything is asked, and stays."""
    path, other = tmp_path / "case.json", tmp_path / "other.json"
    path.write_text("{}", encoding="utf-8")
    other.write_text("precious", encoding="utf-8")
    for arguments in ([], ["-"], [str(path)]):
        result = run("ask", *arguments, "--save", str(other), stdin="{}")
        assert (result.code, result.out) == (2, "")
        assert result.err == (
            f"Error: --save: {other}: is there already, and is not the file that was read; "
            "name another, or go on with this one\n"
        )
    assert other.read_text(encoding="utf-8") == "precious"


def test_what_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    """A folder that is not there, a folder, and a file without a name are told before anything is asked."""
    for name, says in (
        (str(tmp_path / "none" / "case.json"), "cannot be written: no such file or directory"),
        ("", "a file without a name was asked for"),
        ("a\0b", "cannot be written: "),
    ):
        result = run("ask", "--save", name)
        assert (result.code, result.out) == (2, "")
        assert says in result.err
    assert "is there already" in run("ask", "--save", str(tmp_path)).err


def test_what_was_left_open_is_not_kept_and_that_is_said(tmp_path: Path) -> None:
    """The shape of a case has no place for it; it is asked again in the next sitting."""
    path = tmp_path / "case.json"
    first = run("ask", "--save", str(path), stdin="1\nunknown\n").out
    assert "What was left open is not kept, and is asked again." in first
    assert read(path) == {"acts": [{"id": "a1", "stage": "contemplated"}]}
    assert "Is the officer assigned" in run("ask", str(path)).out
    assert "What was left open" not in run("ask", str(path), "--save", str(path)).out


def test_everything_else_in_the_file_stays(tmp_path: Path) -> None:
    """Reasons, settings, the event and letters outside ASCII are kept as they were."""
    path = tmp_path / "case.json"
    given = {"event": "§7", "acts": [{"id": "große Pause"}], "settings": {"M1": "free"}, "contract": None}
    path.write_text(json.dumps(given), encoding="utf-8")
    run("ask", str(path), "--save", str(path), stdin="yes\n")
    assert read(path) == {**given, "officer": {"is_sro": True}}
    assert "große Pause" in path.read_text(encoding="utf-8")


@needs_posix
def test_a_new_file_is_its_owners_alone_and_another_keeps_its_permissions(tmp_path: Path) -> None:
    """A case holds data on children; who may read a file that was there already is for its owner to say."""
    path = tmp_path / "case.json"
    run("ask", "--save", str(path), stdin="1\nyes\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    run("ask", str(path), "--save", str(path), stdin="yes\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@needs_posix
def test_through_a_link_the_file_itself_is_kept(tmp_path: Path) -> None:
    """A link stays a link."""
    path, link = tmp_path / "case.json", tmp_path / "link.json"
    path.write_text('{"acts": [{"id": "a1"}]}', encoding="utf-8")
    link.symlink_to(path)
    assert run("ask", str(link), "--save", str(path), stdin="yes\n").code == 0
    assert run("ask", str(path), "--save", str(link), stdin="yes\n").code == 0
    assert link.is_symlink()
    assert read(path)["acts"][0]["in_school"] is True


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is full midway the old content stays, nothing else is left behind, and it is told."""
    path = tmp_path / "case.json"
    file = CaseFile(str(path))
    file.claim("")
    file.write({"event": "one"})

    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match=r"--save: .*case\.json: cannot be written: no space left on device"):
        file.write({"event": "two"})
    assert read(path) == {"event": "one"}
    assert list(tmp_path.iterdir()) == [path]
    monkeypatch.undo()
    path.unlink()
    file.write({"event": "three"})
    assert read(path) == {"event": "three"}


def test_a_folder_that_is_gone_is_told_with_the_decision_so_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where an answer cannot be kept, the talk stops there: the decision is shown, and the exit code is 2."""
    path = tmp_path / "case.json"
    write = CaseFile.write
    calls: list[int] = []

    def once(file: CaseFile, case: Any) -> None:
        calls.append(1)
        if len(calls) > 2:
            file = CaseFile(str(tmp_path / "gone" / "case.json"))
        write(file, case)

    monkeypatch.setattr(CaseFile, "write", once)
    result = run("ask", "--save", str(path), stdin="1\nyes\nyes\n")
    assert result.code == 2
    assert "A person decides; this is not legal advice." in result.out
    assert "cannot be written: no such file or directory" in result.err
    assert read(path) == {"acts": [{"id": "a1", "stage": "contemplated"}]}


def test_an_answer_is_kept_also_where_somebody_leaves_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C just as an answer is kept loses neither the answer nor the file."""
    path = tmp_path / "case.json"
    write = CaseFile.write
    calls: list[int] = []

    def interrupted(file: CaseFile, case: Any) -> None:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        write(file, case)

    monkeypatch.setattr(CaseFile, "write", interrupted)
    result = run("ask", "--save", str(path), stdin="1\nyes\nyes\n")
    assert result.code == 0
    assert read(path)["officer"] == {"is_sro": True}
    assert "A person decides; this is not legal advice." in result.out


def test_a_name_may_be_as_long_as_a_name_can_be(tmp_path: Path) -> None:
    """What is written beside the file, before it takes its place, has a name of its own."""
    path = tmp_path / ("n" * 250 + ".json")
    assert run("ask", "--save", str(path), stdin="1\n").code == 0
    assert read(path)["acts"] == [{"id": "a1", "stage": "contemplated"}]
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_was_made_and_cannot_be_written_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where not even the first case can be kept, no empty file is left in the way of the next try."""

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "case.json"
    with monkeypatch.context() as disk:
        disk.setattr("os.fsync", full)
        result = run("ask", "--save", str(path), stdin="1\n")
        assert (result.code, result.out) == (2, "")
        assert result.err == f"Error: --save: {path}: cannot be written: no space left on device\n"
    assert list(tmp_path.iterdir()) == []
    assert run("ask", "--save", str(path), stdin="1\n").code == 0


def test_a_case_is_not_kept_where_it_could_not_be_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file called `-` could never be gone on with: `ask -` reads standard input."""
    monkeypatch.chdir(tmp_path)
    result = run("ask", "--save", "-")
    assert (result.code, result.out) == (2, "")
    assert result.err == "Error: --save: `-` is standard input and no file to write; give the file a name\n"
    assert list(tmp_path.iterdir()) == []
