"""Where the output goes: terminals wide and narrow, pipes, files and places that take nothing."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sro_policy.cli.app import app
from sro_policy.cli.output import clean, write_json, write_text

from .running import COMMAND, EXAMPLES, ROOT, ran, run

EXAMPLE = str(EXAMPLES[0])
needs_posix = pytest.mark.skipif(os.name != "posix", reason="needs the devices of a POSIX system")
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_lines_fit_the_terminal(path: Path, width: int) -> None:
    """No line is wider than the terminal, none ends in spaces, and no words are lost between widths."""
    text = run("evaluate", str(path), width=width).out
    lines = text.splitlines()
    assert max(map(len, lines)) <= width
    assert all(line == line.rstrip() for line in lines)
    assert "\n\n\n" not in text
    assert text.split() == run("evaluate", str(path), width=500).out.split()


@pytest.mark.parametrize("verb", ["rules", "facts"])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_lists_fit_the_terminal(verb: str, width: int) -> None:
    """So with the lists."""
    lines = run(verb, width=width).out.splitlines()
    assert max(map(len, lines)) <= width
    assert lines[0]


def test_a_terminal_of_no_width_is_still_written_to() -> None:
    """However narrow it is, the words come out."""
    assert "431.5.p1" in run("evaluate", EXAMPLE, width=1).out.replace("\n", "")


def test_what_is_piped_is_plain() -> None:
    """Without a terminal there is no escape sequence in any verb's text."""
    for arguments in (["evaluate", EXAMPLE], ["rules"], ["facts"]):
        assert "\x1b" not in run(*arguments).out


def at_a_terminal(*arguments: str, **environment: str) -> str:
    """Run at a pseudo-terminal and return what it got."""
    import pty  # noqa: PLC0415 - not on every system

    ours, theirs = pty.openpty()
    surroundings = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "FORCE_COLOR", "TERM"}}
    with subprocess.Popen(
        [*COMMAND, *arguments], cwd=ROOT, stdout=theirs, env={**surroundings, "COLUMNS": "80", **environment}
    ) as process:
        os.close(theirs)
        got = b""
        while True:
            try:
                some = os.read(ours, 65536)
            except OSError:  # how Linux says that the other side is gone
                break
            if not some:
                break
            got += some
        os.close(ours)
    assert process.returncode == 0
    return got.decode()


@needs_posix
def test_a_terminal_gets_colour_unless_it_declines() -> None:
    """A terminal gets colour; with NO_COLOR, or where it can do nothing of the kind, it gets the same words plain."""
    coloured = at_a_terminal("evaluate", EXAMPLE, TERM="xterm-256color")
    assert "\x1b[" in coloured
    plain = at_a_terminal("evaluate", EXAMPLE, TERM="xterm-256color", NO_COLOR="1")
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert at_a_terminal("evaluate", EXAMPLE, TERM="dumb") == plain


def test_a_reader_that_leaves_is_no_error() -> None:
    """Where the reader closes the pipe after a line, nothing is said and nothing is wrong."""
    with subprocess.Popen([*COMMAND, "schema"], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@needs_full
@pytest.mark.parametrize("command", ["rules", "rules --json", "--help", "evaluate --help", "--version"])
def test_a_full_disk_is_told(command: str) -> None:
    """Output that cannot be written is an error of one line, whatever was to be written."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        result = ran(*command.split(), stdout=full)
    assert result.returncode == 2
    assert result.stderr == "Error: standard output: cannot be written: no space left on device\n"


@needs_full
def test_a_help_text_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What typer itself writes is no exception to that."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(SystemExit, match="2"):
            app(["--help"])
        monkeypatch.undo()
    assert capsys.readouterr().err == "Error: standard output: cannot be written: no space left on device\n"


@needs_posix
def test_closed_streams_are_told() -> None:
    """Without standard output or input at all, that is told."""

    def close_output() -> None:
        os.close(1)

    def close_input() -> None:
        os.close(0)

    result = ran("rules", stdout=None, preexec_fn=close_output)
    assert (result.returncode, result.stderr) == (2, "Error: standard output: is closed\n")
    result = ran("evaluate", "-", preexec_fn=close_input)
    assert (result.returncode, result.stderr) == (2, "Error: standard input: is closed\n")


def test_an_output_that_knows_few_letters_gets_the_rest_marked() -> None:
    """In an encoding without them, letters are replaced in people's text; JSON stays UTF-8."""
    assert "?" in ran("evaluate", EXAMPLE, env={"PYTHONIOENCODING": "ascii"}).stdout
    assert "§" in ran("rules", "--json", env={"PYTHONIOENCODING": "ascii"}).stdout


def test_the_streams_of_this_process_say_what_is_wrong(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A stream that breaks or is not there, seen from inside: the first is dropped, the others are told."""
    from sro_policy.cli import output, source  # noqa: PLC0415 - as the verbs call them
    from sro_policy.errors import InputError  # noqa: PLC0415 - as the verbs call them

    class Breaking(io.BytesIO):
        def __init__(self, error: OSError) -> None:
            super().__init__()
            self.error = error

        def write(self, _data: object) -> int:
            raise self.error

    class Stream:
        encoding = None

        def __init__(self, buffer: io.BytesIO, descriptor: int) -> None:
            self.buffer = buffer
            self._descriptor = descriptor

        def flush(self) -> None:
            """Do nothing."""

        def fileno(self) -> int:
            return self._descriptor

    with (tmp_path / "out").open("wb") as file:
        monkeypatch.setattr(sys, "stdout", Stream(Breaking(BrokenPipeError()), file.fileno()))
        output.write_text("x")
        monkeypatch.setattr(sys, "stdout", Stream(Breaking(OSError("odd")), file.fileno()))
        with pytest.raises(InputError, match="standard output: cannot be written: odd"):
            output.write_text("x")
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(InputError, match="standard output: is closed"):
        output.write_json({})
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="standard input: is closed"):
        source.read_source("-", 1)


def test_what_is_said_aside_may_go_to_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside JSON, what people read goes to standard error; where that is closed or gone, nothing is wrong."""

    class Gone(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    for stream in (None, Gone()):
        monkeypatch.setattr(sys, "stderr", stream)
        write_text("x", aside=True)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("as it is, §·…", "as it is, §·…"),
        (" a\r\n\tb\u2028c\u00a0d ", "a b c d"),
        ("\x1b]0;title\x07", r"\x1b]0;title\x07"),
        ("\u202etxt.exe", r"\u202etxt.exe"),
        ("\udc80", r"\udc80"),
    ],
)
def test_words_of_users_are_cleaned(text: str, shown: str) -> None:
    """What is printable stays; space is one space; everything else is shown by its number."""
    assert clean(text) == shown


def test_half_a_character_is_escaped_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The name of a file may hold half a character; JSON has an escape for it, and stays UTF-8."""
    write_json({"source": "m\udcff §"})
    text = capsys.readouterr().out
    assert text == '{\n  "source": "m\\udcff §"\n}\n'
    assert json.loads(text) == {"source": "m\udcff §"}


@pytest.mark.parametrize("width", ["0", "00", "\u00b2", "wide", "9" * 5000, "-1"])
def test_a_width_that_is_none_hides_nothing(width: str) -> None:
    """Whatever COLUMNS holds, all of the text is shown."""
    shown = ran("evaluate", EXAMPLE, env={"COLUMNS": width})
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Policy" in shown.stdout


def test_json_shows_nothing_that_a_terminal_obeys(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """What begins a command, or turns text around, is written by its number; what people write stays as it is."""
    said = {"a": "\u009b31m", "b": "x\u202ey\u2066", "c": "Zoë, 李 – “so”"}
    write_json(said)
    out = capfdbinary.readouterr().out.decode()
    assert json.loads(out) == said
    assert r"\u009b31m" in out
    assert r"x\u202ey\u2066" in out
    assert "Zoë, 李 – “so”" in out
