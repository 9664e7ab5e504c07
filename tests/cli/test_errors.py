"""What the command line says when something is wrong: one line, with the place, and exit code 2."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from sro_policy.cli.output import write_error
from sro_policy.errors import EngineFailedError, InputError, SroPolicyError

from .running import EXAMPLES, run

EXAMPLE = str(EXAMPLES[0])


def complaint(*arguments: str, stdin: str | bytes = b"") -> str:
    """Return the one line that is said of an error."""
    result = run(*arguments, stdin=stdin)
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("Error: ")
    assert result.err.count("\n") == 1
    assert result.err.isprintable() or result.err[:-1].isprintable()
    return result.err.removeprefix("Error: ").rstrip("\n")


@pytest.mark.parametrize(
    ("case", "says"),
    [
        (
            '{"acts": [{"id": "a1", "purposes": ["crime", "saftey"]}]}',
            "acts[0].purposes[1]: unknown value `saftey`; did you mean `safety`?",
        ),
        ('{"incident": {"wepon": true}}', "incident: unknown fact `wepon`; did you mean `weapon`?"),
        ('{"oficer": {}}', "unknown part `oficer`; did you mean `officer`?"),
        ('{"settings": {"A22": "one"}}', "settings: unknown setting `A22`; did you mean `A2`?"),
        ("{", "not JSON: expecting property name enclosed in double quotes at line 1, column 2"),
        ("", "the document is empty"),
        (b"\xff\xfe\x00", "not UTF-8 text: byte 0 cannot be read"),
        ('{"acts": [{"id": "\\u001b[31m"}]}', "acts[0].id: `\\x1b[31m` is no id: use printable characters"),
    ],
)
def test_what_is_wrong_in_a_case_is_told_with_its_place(case: str | bytes, says: str) -> None:
    """The place in the case, what is wrong and the nearest name stand on one line, after the name of the input."""
    assert complaint("evaluate", "-", stdin=case) == f"standard input: {says}"


def test_a_key_of_the_case_cannot_reach_the_terminal() -> None:
    """A control character in a key of the case is shown, not sent."""
    assert r"reasons.x\x1b[31my@a1" in complaint("evaluate", "-", stdin='{"reasons": {"x\\u001b[31my@a1": "z"}}')


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--set", "A9=one"], "--set: unknown setting `A9`; did you mean `A19`?"),
        (["--set", "A2=on"], "--set: unknown value `on`; did you mean `one`?"),
        (["--set", "A2"], "--set: `A2` is no setting; write it as `A2=one`"),
        (["--set", "A2=one", "--set", "A2=two"], "--set: `A2` is set twice"),
        (["--as-of", "tomorrow"], "--as-of: `tomorrow` is not a date written YYYY-MM-DD"),
        (["--as-of", "2026-02-30"], "--as-of: `2026-02-30` is a day that no calendar has"),
        (["--engine", "tabel"], "--engine: unknown engine `tabel`; did you mean `table`?"),
    ],
)
def test_what_is_wrong_with_an_option_is_told_at_the_option(options: list[str], says: str) -> None:
    """An option that cannot be meant is told by its name, before any input is read."""
    assert complaint("evaluate", "no-such-file", *options) == says


def test_an_engine_that_cannot_run_here_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine asked for by name that cannot run is an error with its reason."""
    monkeypatch.setattr("sro_policy.engines.sealed.available", lambda: "no such luck")
    assert complaint("evaluate", EXAMPLE, "--engine", "durable") == "the durable engine cannot run here: no such luck"


def test_an_engine_that_fails_is_not_taken_for_bad_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an engine could not do is told as its failure, with the engine that can do without."""

    def fail(*_: object, **__: object) -> None:
        raise EngineFailedError("durable-rules failed on two engines in a row: out\nof luck")

    monkeypatch.setattr("sro_policy.deciding.judge", fail)
    assert complaint("evaluate", EXAMPLE) == (
        "the engine failed, which is no fault of the input: durable-rules failed on two engines in a row: "
        "out of luck; `--engine table` needs no durable-rules"
    )


@pytest.mark.parametrize("verb", ["evaluate", "check-text"])
def test_a_file_that_cannot_be_read_is_told(verb: str, tmp_path: Path) -> None:
    """A missing file, a directory, an impossible name and a binary file are told by name."""
    assert complaint(verb, str(tmp_path / "none")) == f"{tmp_path / 'none'}: no such file"
    assert complaint(verb, str(tmp_path)) == f"{tmp_path}: this is a directory, not a file"
    assert "cannot be read" in complaint(verb, "a\0b")
    binary = tmp_path / "binary"
    binary.write_bytes(bytes(range(256)))
    assert complaint(verb, str(binary)).startswith(f"{binary}: ")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_told(tmp_path: Path) -> None:
    """A file that the user may not read is told so."""
    path = tmp_path / "case.json"
    path.write_text("{}", encoding="utf-8")
    path.chmod(0)
    assert complaint("evaluate", str(path)) == f"{path}: cannot be read: permission denied"


def test_permission_denied_is_told_in_the_words_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses is told as it says it."""

    def refuse(_path: Path, _mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert complaint("evaluate", "case.json") == "case.json: cannot be read: permission denied"


class Endless(io.RawIOBase):
    """An input that never ends, and counts what is taken from it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        assert size >= 0, "all of an endless input was asked for"
        self.taken += size
        return b" " * size


def test_no_more_is_read_than_can_be_accepted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of an input without end, one byte more than the limit is read, and the limit is told."""
    from sro_policy.cli.source import read_source  # noqa: PLC0415 - as the verb calls it

    class Stream:
        buffer = Endless()

    monkeypatch.setattr(sys, "stdin", Stream)
    with pytest.raises(InputError, match="standard input: larger than the limit of 1,000 bytes"):
        read_source("-", 1000)
    assert Stream.buffer.taken == 1001
    assert capsys.readouterr().out == ""


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    """A document of just the limit is accepted, one of a byte more is not."""
    path = tmp_path / "case.json"
    path.write_bytes(b"{}".ljust(1_000_000))
    assert run("evaluate", str(path)).code == 0
    path.write_bytes(b"{}".ljust(1_000_001))
    assert complaint("evaluate", str(path)) == f"{path}: larger than the limit of 1,000,000 bytes"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["evalute"], "Did you mean"),
        (["evaluate", EXAMPLE, "--jsn"], "--json"),
        (["evaluate"], "Missing argument"),
        (["check-text"], "Missing argument"),
        (["evaluate", EXAMPLE, "other.json"], "unexpected extra argument"),
    ],
)
def test_wrong_usage_is_told_with_the_nearest_name(arguments: list[str], says: str) -> None:
    """A verb or option that does not exist, or an argument too few or too many, is told with how it is used."""
    result = run(*arguments)
    assert result.code == 2
    assert says in result.err
    assert result.err.startswith("Usage: sro-policy")


def test_an_error_is_told_even_where_nobody_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without standard error, or with one that is gone, an error is no second error."""

    class Gone(io.StringIO):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    for stream in (None, Gone()):
        monkeypatch.setattr(sys, "stderr", stream)
        write_error(SroPolicyError("x"))


def test_a_file_without_a_name_is_told() -> None:
    """An empty name is not taken for the folder where one is."""
    assert complaint("evaluate", "") == "a file without a name was asked for; `-` reads standard input"


def test_a_pipe_that_has_nothing_yet_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard input that does not wait for its writer gives an error, not a traceback."""
    from sro_policy.cli.source import read_source  # noqa: PLC0415 - as the verb calls it

    class Stream:
        class buffer:  # noqa: N801 - called as that of a stream
            @staticmethod
            def read(_size: int) -> None:
                return None

    monkeypatch.setattr(sys, "stdin", Stream)
    with pytest.raises(InputError, match="standard input: cannot be read: there is nothing in it yet"):
        read_source("-", 10)
