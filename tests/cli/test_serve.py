"""`sro-policy serve`: what it prints, what it refuses, and what it says where the extra is missing."""

from __future__ import annotations

import builtins
import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sro_policy.serve import openrpc_document

from .running import COMMAND, ROOT, run

HELLO = '{"jsonrpc":"2.0","id":1,"method":"hello","params":{"protocols":[1]}}\n'
EVERYWHERE = "0.0.0.0"  # noqa: S104 - that it is warned of is what is claimed
SHUTDOWN = '{"jsonrpc":"2.0","id":2,"method":"shutdown"}\n'


@pytest.fixture(autouse=True)
def _signals_as_they_were() -> Iterator[None]:
    """The command has its process to itself, and leaves signals ignored at its end; here it has not."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def test_it_prints_the_description() -> None:
    """In OpenRPC, as the library makes it."""
    result = run("serve", "--openrpc")
    assert json.loads(result.out) == openrpc_document()


def test_it_serves_standard_input() -> None:
    """And nothing but answers is on standard output."""
    options = ("--limit", "acts=7", "--engine", "table", "--scenarios", "examples/scenarios")
    result = run("serve", "--stdio", *options, stdin=HELLO + SHUTDOWN + HELLO)
    hello, shutdown = map(json.loads, result.out.splitlines())
    assert (hello["result"]["limits"]["acts"], hello["result"]["engine"]) == (7, "table")
    assert shutdown["result"] == {}
    assert (result.code, result.err) == (0, "")


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ((), "ask for one thing"),
        (("--stdio", "--websocket"), "ask for one thing"),
        (("--stdio", "--limit", "session=1"), "--limit: unknown limit `session`; did you mean `sessions`?"),
        (("--stdio", "--engine", "tabel"), "--engine: unknown engine `tabel`; did you mean `table`?"),
        (("--stdio", "--journals", "nowhere"), "nowhere: no such folder"),
        (("--stdio", "--scenarios", "nowhere"), "nowhere: no such file or folder"),
        (("--websocket", "--port", "70000"), "--port: a port is a number from 0 to 65535"),
        (("--websocket", "--host", "no.such.host.invalid"), "no.such.host.invalid:4310: cannot listen there"),
        (("--websocket", "--host", "a..b"), "a..b:4310: cannot listen there"),
        (("--websocket", "--host", ""), "--host: is empty: that would be everywhere"),
        (("--websocket", "--origin", "*"), "--origin: `*` is no origin: write it out"),
        (("--stdio", "--limit", "message_bytes=9999999999999999999"), "is not a whole number from 1 to 1,000,000,000"),
        (("--websocket", "--limit", "connections=10001"), "is not a whole number from 1 to 10,000"),
        (("--stdio", "--port", "4310"), "--port: goes with `--websocket` alone"),
        (("--stdio", "--host", "127.0.0.1"), "--host: goes with `--websocket` alone"),
        (("--stdio", "--origin", "https://a.example"), "--origin: goes with `--websocket` alone"),
        (("--stdio", "--allow-shutdown"), "--allow-shutdown: goes with `--websocket` alone"),
        (("--openrpc", "--port", "1"), "--port: goes with `--websocket` alone"),
        (("--openrpc", "--journals", "."), "--journals: has no part in the description"),
        (("--openrpc", "--limit", "acts=1"), "--limit: has no part in the description"),
    ],
)
def test_what_cannot_be_served_is_refused(options: tuple[str, ...], problem: str) -> None:
    """In one line, before anything is read."""
    result = run("serve", *options)
    assert (result.code, result.out) == (2, "")
    assert problem in result.err


def test_without_the_extra_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """And an import that fails for another reason is not taken for that."""
    real = builtins.__import__
    missing = "pjrpc"

    def without(name: str, *rest: Any) -> Any:
        if name == "sro_policy" and rest[2] == ("serve",):
            raise ModuleNotFoundError(f"No module named {missing!r}", name=missing)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    result = run("serve", "--openrpc")
    assert result.code == 2
    assert "serving needs the extra `serve`: pip install 'sro-policy[serve]'" in result.err
    missing = "something"
    with pytest.raises(ModuleNotFoundError):
        run("serve", "--openrpc")


def test_the_command_line_does_not_import_it_before_it_is_used() -> None:
    """The other verbs need neither library."""
    code = "import sys, sro_policy.cli.app; print({'pjrpc', 'websockets', 'sro_policy.serve'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, encoding="utf-8", cwd=ROOT)
    assert found.stdout == "set()\n"


@pytest.mark.parametrize(
    ("host", "shown", "warns"),
    [("127.0.0.1", "127.0.0.1", False), ("::1", "[::1]", False), (EVERYWHERE, EVERYWHERE, True)],
)
def test_it_says_where_it_listens_and_warns_beyond_this_machine(host: str, shown: str, *, warns: bool) -> None:
    """On standard error; SIGTERM ends it well."""
    command = [*COMMAND, "serve", "--websocket", "--host", host, "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as found:
        assert found.stderr is not None
        assert found.stdout is not None
        first = found.stderr.readline()
        if "cannot listen" in first:
            pytest.skip(f"this machine has no {host}")
        warned = first.startswith("Warning: anybody who reaches this port can call the server")
        if warned:
            first = found.stderr.readline()
        listens = first.startswith(f"listening on ws://{shown}:")
        found.send_signal(signal.SIGTERM)
        assert found.wait(timeout=30) == 0
        assert found.stdout.read() == found.stderr.read() == ""
        assert (listens, warned) == (True, warns)


def test_localhost_is_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """And a name is not looked up to find out."""
    monkeypatch.setattr("sro_policy.serve.serve_websocket", lambda *_, **__: None)
    assert run("serve", "--websocket", "--host", "localhost").err == ""
    assert "Warning" in run("serve", "--websocket", "--host", "elsewhere.example").err


def test_calls_that_nobody_hears_any_more_do_not_keep_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python would wait for their threads."""
    codes: list[int] = []
    monkeypatch.setattr("os._exit", codes.append)
    for left in (0, 1):
        monkeypatch.setattr("sro_policy.serve.serve_websocket", lambda *_, left=left, **__: left)
        assert run("serve", "--websocket").code == 0
    assert codes == [0]


@pytest.mark.skipif(sys.platform == "win32", reason="there, ends of pipes are made otherwise")
def test_ends_that_do_not_wait_are_made_to() -> None:
    """A line that is not there yet is no end of the input, and an answer that has no room yet is not lost."""
    own_in, its_in = socket.socketpair()
    own_out, its_out = socket.socketpair()
    for end in (its_in, its_out):
        end.setblocking(False)
    many = json.dumps([{"jsonrpc": "2.0", "id": name, "method": "rpc.discover"} for name in range(20)])
    with subprocess.Popen([*COMMAND, "serve", "--stdio"], cwd=ROOT, stdin=its_in, stdout=its_out) as found:
        for end in (its_in, its_out):
            end.close()
        with own_out.makefile("rb") as replies:
            own_in.sendall(HELLO.encode())
            hello = json.loads(replies.readline())
            with pytest.raises(subprocess.TimeoutExpired):  # it waits for a line that is not there
                found.wait(timeout=1)
            own_in.sendall(f"{many}\n{SHUTDOWN}".encode())
            batch, shutdown = map(json.loads, replies)
        assert (hello["id"], len(batch), shutdown["result"]) == (1, 20, {})
        assert found.wait(timeout=30) == 0
    for end in (own_in, own_out):
        end.close()


def test_a_client_that_is_gone_is_no_error() -> None:
    """A pipe that takes nothing any more ends it; a full disk is told."""
    command = [*COMMAND, "serve", "--stdio"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as found:
        assert found.stdout is not None
        assert found.stdin is not None
        assert found.stderr is not None
        found.stdout.close()
        found.stdin.write(HELLO.encode())
        found.stdin.close()
        assert found.wait(timeout=30) == 0
        assert found.stderr.read() == b""
    if Path("/dev/full").exists():
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(
                command, cwd=ROOT, input=HELLO.encode(), stdout=full, stderr=subprocess.PIPE, check=False
            )
        assert done.returncode == 2
        assert done.stderr == b"Error: standard output: cannot be written: no space left on device\n"


def test_without_standard_output_it_says_so() -> None:
    """There is nobody to answer."""
    code = (
        "import sys; sys.stdout = None; from sro_policy.cli import main; sys.argv = ['x', 'serve', '--stdio']; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, input=b"", check=False, cwd=ROOT)
    assert done.returncode == 2
    assert done.stderr == b"Error: standard output: is closed\n"
