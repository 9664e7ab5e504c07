"""Where answers come from: a pipe that is shown again, a terminal that shows them itself, and nobody."""

from __future__ import annotations

import errno
import io
import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import sro_policy.cli.verbs.ask as verb
from sro_policy import InputError
from sro_policy.cli.interview import lines
from sro_policy.cli.interview.lines import Lines, answers_beside

from ..running import COMMAND, ROOT, ran, run

needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs the terminals of a POSIX system")


def test_lines_are_read_one_by_one_to_the_end() -> None:
    """Each line without its end, whatever its bytes are; of one that is too long, its beginning."""
    given = Lines(io.BytesIO(b" yes \r\n\xff\n\n" + b"x" * 2500 + b"\nlast"))
    assert not given.shown
    assert [given.next() for _ in range(3)] == ["yes", "\ufffd", ""]
    assert given.next() == "x" * lines.LONGEST_LINE
    assert [given.next(), given.next()] == ["last", None]


def test_where_the_case_is_piped_the_terminal_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `-` standard input holds the case; answers come from the terminal, or from nobody where there is none."""
    terminal = tmp_path / "terminal"
    terminal.write_bytes(b"yes\n")
    monkeypatch.setattr(lines, "_TERMINAL", terminal)
    assert answers_beside("-").next() == "yes"
    assert "Question 2" in run("ask", "-", stdin='{"acts": [{"id": "a1"}]}').out
    monkeypatch.setattr(lines, "_TERMINAL", tmp_path / "none")
    assert answers_beside("-").next() is None
    assert "Question 2" not in run("ask", "-", stdin='{"acts": [{"id": "a1"}]}').out


@needs_posix
def test_without_standard_input_it_says_so() -> None:
    """Where standard input is closed, there is nobody to ask: one line, and exit code 2."""

    def close_input() -> None:
        os.close(0)

    result = ran("ask", preexec_fn=close_input)
    assert (result.returncode, result.stderr) == (2, "Error: standard input: is closed\n")


LIMIT = 60
"""Seconds within which something has to be said, also on a busy machine."""


class Talk:
    """A talk at a pseudo-terminal."""

    def __init__(self, process: subprocess.Popen[bytes], ours: int) -> None:
        self.process, self._ours, self.shown = process, ours, ""

    def until(self, words: str) -> None:
        while words not in self.shown:
            self.shown += self._some().decode()

    def type(self, text: str) -> None:
        self.shown = ""
        os.write(self._ours, text.encode())

    def rest(self) -> str:
        while True:
            try:
                some = self._some()
            except OSError:  # how Linux says that the other side is gone
                break
            if not some:
                break
            self.shown += some.decode()
        self.process.wait(LIMIT)
        return self.shown.replace("\r", "")

    def _some(self) -> bytes:
        """Whatever comes next; a talk that says nothing more is an error, not a test that never ends."""
        if not select.select([self._ours], [], [], LIMIT)[0]:
            pytest.fail(f"nothing more was said within {LIMIT} s, after:\n{self.shown}")
        return os.read(self._ours, 65536)


@contextmanager
def at_a_terminal(*arguments: str, **environment: str) -> Iterator[Talk]:
    """Run in a session of its own whose terminal is ours."""
    import pty  # noqa: PLC0415 - not on every system

    ours, theirs = pty.openpty()
    own = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR"}}
    start = (
        "import fcntl, os, signal, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
        # Tests that a shell runs in the background ignore Ctrl-C, and so would all that they start.
        "signal.signal(signal.SIGINT, signal.SIG_DFL); os.execv(sys.executable, sys.argv[1:])"
    )
    with subprocess.Popen(
        [sys.executable, "-c", start, *COMMAND, *arguments],
        cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env={**own, "COLUMNS": "80", "TERM": "xterm-256color", **environment},
    ) as process:  # fmt: skip
        os.close(theirs)
        try:
            yield Talk(process, ours)
        finally:
            process.kill()
            os.close(ours)


@needs_posix
@pytest.mark.parametrize("leave", ["\x03", "\x04", "quit\n"])
def test_a_terminal_gets_colours_and_can_be_left_at_any_time(leave: str, tmp_path: Path) -> None:
    """Answers are shown once, by the terminal; Ctrl-C, Ctrl-D and `quit` leave with the decision and exit code 0."""
    path = tmp_path / "case.json"
    with at_a_terminal("ask", "--save", str(path)) as talk:
        talk.until("> ")
        assert "\x1b[" in talk.shown
        talk.type("1\n")
        talk.until("Question 1")
        talk.until("> ")
        assert talk.shown.count("1\r\n") == 1
        talk.type("yes\n")
        talk.until("Question 2")
        talk.until("> ")
        talk.type(leave)
        text = talk.rest()
    assert "A person decides; this is not legal advice." in text
    assert "Traceback" not in text
    assert talk.process.returncode == 0
    assert json.loads(path.read_text(encoding="utf-8")) == {
        "acts": [{"id": "a1", "stage": "contemplated"}],
        "officer": {"is_sro": True},
    }


@needs_posix
def test_a_terminal_that_declines_colour_gets_none() -> None:
    """With NO_COLOR the talk is plain."""
    with at_a_terminal("ask", "examples/phone-in-class.json", NO_COLOR="1") as talk:
        talk.until("> ")
        talk.type("quit\n")
        assert "\x1b" not in talk.rest()


@needs_posix
def test_a_crash_loses_no_answer(tmp_path: Path) -> None:
    """Whatever ends the process, every answer that was given before is in the file."""
    path = tmp_path / "case.json"
    with at_a_terminal("ask", "--save", str(path)) as talk:
        for line in ("1\n", "yes\n", "no\n"):
            talk.until("> ")
            talk.type(line)
        talk.until("Question 3")
        os.kill(talk.process.pid, signal.SIGKILL)
    known: Any = json.loads(path.read_text(encoding="utf-8"))
    assert known == {
        "acts": [{"id": "a1", "stage": "contemplated", "in_school": False}],
        "officer": {"is_sro": True},
    }
    assert list(tmp_path.iterdir()) == [path]


def test_a_terminal_that_is_taken_away_is_told_and_loses_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no more can be read, the decision so far is shown, and one line says why; what was answered is kept."""

    class Gone(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            line = super().readline(size)
            if not line:
                raise OSError(errno.EIO, "Input/output error")
            return line

    monkeypatch.setattr(verb, "answers_beside", lambda _: Lines(Gone(b"1\nyes\n"), "the terminal"))
    path = tmp_path / "case.json"
    result = run("ask", "--save", str(path))
    assert (result.code, result.err) == (2, "Error: the terminal: cannot be read: input/output error\n")
    assert result.out.endswith("A person decides; this is not legal advice.\n")
    assert json.loads(path.read_text(encoding="utf-8"))["officer"] == {"is_sro": True}


@needs_posix
def test_where_nobody_can_answer_no_file_is_made(tmp_path: Path) -> None:
    """With standard input closed nothing is asked, and the name that was given for the case stays free."""
    path = tmp_path / "case.json"
    result = ran("ask", "--save", str(path), preexec_fn=lambda: os.close(0))
    assert (result.returncode, result.stderr) == (2, "Error: standard input: is closed\n")
    assert not path.exists()


def test_a_stream_without_lines_ends_the_talk() -> None:
    """What never ends a line, such as `/dev/zero`, is refused, and not read for ever."""

    class Endless(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            return b"\0" * (size or 0)

    with pytest.raises(InputError, match=r"^standard input: has a line without an end$"):
        Lines(Endless()).next()
