"""One client on standard input and output: a line each way, and a clean end whatever ends it."""

from __future__ import annotations

import array
import fcntl
import io
import json
import os
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import IO, Any

import pytest

from sro_policy.serve import ServeLimits, Service, serve_stdio
from sro_policy.serve.signals import ending_by_signal
from sro_policy.session import replay

from .calling import OFFICER, ROOT

HELLO = {"jsonrpc": "2.0", "id": 0, "method": "hello", "params": {"protocols": [1]}}


def request(name: int, method: str, **named: object) -> dict[str, object]:
    return {"jsonrpc": "2.0", "id": name, "method": method, "params": named}


def lines(*messages: object) -> bytes:
    return b"".join(json.dumps(message).encode() + b"\n" for message in messages)


def served(content: bytes, service: Service | None = None) -> list[Any]:
    """Serve lines within the process, and return the answers."""
    sink = io.BytesIO()
    serve_stdio(service or Service(lets_clients_stop_it=True), io.BytesIO(content), sink)
    assert sink.getvalue().count(b"\n") == len(sink.getvalue().splitlines())
    return [json.loads(line) for line in sink.getvalue().splitlines()]


def test_each_line_is_a_message_and_each_answer_a_line() -> None:
    """With any end of a line, and none at the end of the input; nothing is answered to a notification."""
    content = lines(HELLO).replace(b"\n", b"\r\n") + lines({"jsonrpc": "2.0", "method": "health"})
    replies = served(content + lines(request(1, "health")).rstrip())
    assert [reply["id"] for reply in replies] == [0, 1]


def test_a_line_that_is_too_long_is_refused_and_the_next_is_read() -> None:
    """However long it is; no more of it is kept than can be accepted."""
    service = Service(limits=ServeLimits(message_bytes=200))
    for size in (201, 202, 203, 300_000):
        replies = served(lines(HELLO) + b"x" * size + b"\n" + lines(request(1, "health")), service)
        assert [reply.get("error", {}).get("code") for reply in replies] == [None, -32003, None]
    assert served(lines(HELLO) + b"x" * 300_000, service)[1]["error"]["code"] == -32003


def test_shutdown_is_answered_and_nothing_after_it() -> None:
    """The client owns the process; what it still sends is left unread."""
    replies = served(lines(HELLO, request(1, "shutdown"), request(2, "health")))
    assert [reply["id"] for reply in replies] == [0, 1]


def test_calls_after_a_shutdown_in_one_batch_are_refused() -> None:
    """They say that the server takes no more."""
    (replies,) = served(lines([HELLO, request(1, "shutdown"), request(2, "health")]))
    assert [reply.get("error", {}).get("code") for reply in replies] == [None, None, -32004]


def test_a_signal_while_nothing_is_under_way_ends_it() -> None:
    """Where it waits for a line, at once; sessions are closed."""
    service = Service()

    class Waiting(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            line = super().readline(size)
            if not line:
                os.kill(os.getpid(), signal.SIGTERM)
                raise AssertionError("it went on")
            return line

    opening = request(1, "open_incident", case=OFFICER)
    serve_stdio(service, Waiting(lines(HELLO, opening)), io.BytesIO())
    assert service.sessions.taken == service.connections.taken == 0


def test_a_signal_while_a_call_is_under_way_lets_it_be_answered() -> None:
    """And takes no other."""
    service = Service()

    class Interrupted(io.BytesIO):
        def write(self, content: Any, /) -> int:
            os.kill(os.getpid(), signal.SIGINT)
            return super().write(content)

    sink = Interrupted()
    serve_stdio(service, io.BytesIO(lines(HELLO, request(1, "health"))), sink)
    assert len(sink.getvalue().splitlines()) == 1


def test_an_answer_is_written_whole_however_little_is_taken_at_once() -> None:
    """A pipe without a buffer may take a part of it."""

    class Narrow(io.BytesIO):
        def write(self, content: Any, /) -> int:
            return super().write(content[:7])

    sink = Narrow()
    serve_stdio(Service(), io.BytesIO(lines(HELLO, request(1, "health"))), sink)
    assert [json.loads(line)["id"] for line in sink.getvalue().splitlines()] == [0, 1]


def test_a_signal_that_wakes_nobody_ends_it_all_the_same() -> None:
    """It may come just before the main thread begins to wait, or to another thread; here, to another."""
    reads, writes = os.pipe()
    gives_up = threading.Timer(30, os.close, (writes,))
    gives_up.start()

    class Waiting(io.FileIO):
        def readline(self, _: Any = -1, /) -> bytes:
            # Only now is it sure that the signal finds somebody.
            threading.Timer(0.3, signal.raise_signal, (signal.SIGTERM,)).start()
            return super().readline()

    with Waiting(reads, "rb") as source:
        serve_stdio(Service(), source, io.BytesIO())  # type: ignore[arg-type]
    assert gives_up.is_alive()
    gives_up.cancel()
    os.close(writes)


def test_a_sink_that_takes_nothing_now_is_an_error() -> None:
    """It was told not to wait, and an answer is not left out in silence."""

    class Full(io.BytesIO):
        def write(self, _: Any, /) -> int:
            return None  # type: ignore[return-value]

    with pytest.raises(BlockingIOError):
        serve_stdio(Service(), io.BytesIO(lines(HELLO)), Full())


def test_a_client_that_does_not_read_holds_the_end_up_no_longer_than_the_grace(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What stands before the full pipe is given up; sessions are closed with their journals."""
    monkeypatch.setattr("sro_policy.serve.signals.GRACE", 0.3)
    service = Service(journals=tmp_path)
    opening = request(1, "open_incident", case=OFFICER, journal="e7")
    many = lines(HELLO, opening, *(request(name, "rpc.discover") for name in range(50)))
    reads, writes = os.pipe()
    asks = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM))

    class Pipe(io.FileIO):
        written = 0

        def write(self, content: Any, /) -> int:
            self.written += 1
            if self.written == 3:
                asks.start()
            return super().write(content)

    with os.fdopen(reads, "rb"), Pipe(writes, "wb") as sink:
        serve_stdio(service, io.BytesIO(many), sink)  # type: ignore[arg-type]
    assert service.sessions.taken == service.connections.taken == 0
    (kept,) = tmp_path.glob("e7-*.jsonl")
    assert replay(kept).outcome == "same"


def test_a_signal_breaks_in_once_and_never_while_sessions_are_closed() -> None:
    """Whoever asks a third time gets no more than was asked for already."""
    service = Service()
    kill = partial(os.kill, os.getpid(), signal.SIGTERM)

    class Stuck(io.BytesIO):
        def write(self, _: Any, /) -> int:
            kill()
            kill()
            raise AssertionError("it went on")

    closed: list[object] = []
    connection = service.connect()

    def close() -> None:
        kill()
        closed.append(None)

    connection.close = close  # type: ignore[method-assign]
    service.connect = lambda: connection  # type: ignore[method-assign]
    serve_stdio(service, io.BytesIO(lines(HELLO)), Stuck())
    assert closed == [None]


def test_signals_are_as_they_were_afterwards() -> None:
    """So that Ctrl-C of what comes next is its own."""
    before = signal.getsignal(signal.SIGINT)
    with ending_by_signal(lambda: None):
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_an_alarm_of_whoever_embeds_it_goes_on() -> None:
    """What was set before is set again."""
    signal.setitimer(signal.ITIMER_REAL, 600)
    try:
        with ending_by_signal(lambda: None):
            assert signal.getitimer(signal.ITIMER_REAL)[0] < 1
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 500
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def test_a_hangup_that_is_ignored_stays_ignored() -> None:
    """Whoever starts a server so that it outlives their terminal finds it there; else a closed terminal ends it."""
    asked: list[None] = []
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ending_by_signal(lambda: asked.append(None)):
            signal.raise_signal(signal.SIGHUP)
            assert not asked
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        with ending_by_signal(lambda: asked.append(None)):
            signal.raise_signal(signal.SIGHUP)
            assert asked
    finally:
        signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_second_signal_while_it_ends_changes_nothing(process: subprocess.Popen[bytes], number: int) -> None:
    """Python takes a while to end, and was asked already: the exit code is 0, and nothing is on standard error."""
    ask(process, HELLO)
    for _ in range(3):
        process.send_signal(number)
        time.sleep(0.02)
    assert process.wait(timeout=30) == 0
    assert process.stderr is not None
    assert process.stderr.read() == b""


def test_nothing_ends_it_unless_it_was_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The alarm looks, and finds nothing."""
    monkeypatch.setattr("sro_policy.serve.signals._TICK", 0.01)
    asked: list[None] = []
    with ending_by_signal(lambda: asked.append(None)):
        time.sleep(0.1)
        assert not asked
        signal.raise_signal(signal.SIGTERM)
        assert len(asked) == 1


def test_a_client_that_is_gone_ends_it() -> None:
    """The error is for whoever gave the sink; sessions are closed first."""
    service = Service()

    class Gone(io.BytesIO):
        def write(self, _: Any, /) -> int:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        serve_stdio(service, io.BytesIO(lines(HELLO)), Gone())
    assert service.connections.taken == 0


@pytest.fixture
def process(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A server of its own, with a folder for journals."""
    command = [sys.executable, "-m", "sro_policy.cli", "serve", "--stdio", "--journals", str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as found:
        yield found
        found.kill()


def ask(process: subprocess.Popen[bytes], message: object) -> Any:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(lines(message))
    process.stdin.flush()
    return json.loads(process.stdout.readline())


@pytest.mark.parametrize("how", ["shutdown", "end of input", "SIGTERM", "SIGINT"])
def test_a_process_ends_well_with_its_journals_closed(
    process: subprocess.Popen[bytes], tmp_path: Path, how: str
) -> None:
    """Whatever ends it: exit code 0, nothing on standard error, and a journal that another can go on with."""
    assert ask(process, HELLO)["result"]["protocol"] == 1
    opened = ask(process, request(1, "open_incident", case=OFFICER, journal="e7"))["result"]
    ask(process, request(2, "begin", session=opened["session"], act="a1", at=1))
    assert process.stdin is not None
    if how == "shutdown":
        assert ask(process, request(3, "shutdown"))["result"] == {}
    elif how == "end of input":
        process.stdin.close()
    else:
        process.send_signal(getattr(signal, how))
    assert process.wait(timeout=30) == 0
    assert process.stderr is not None
    assert process.stderr.read() == b""
    found = replay(tmp_path / opened["journal"])
    assert (found.outcome, len(found.changes), found.cut) == ("same", 2, None)


def until_full(pipe: IO[bytes]) -> None:
    """Wait until nothing more is written to a pipe that nobody reads."""
    held, before = array.array("i", [0]), -1
    while held[0] != before or not before:
        before = held[0]
        time.sleep(0.3)
        fcntl.ioctl(pipe, termios.FIONREAD, held)


@pytest.mark.parametrize("environment", [{}, {"PYTHONUNBUFFERED": "1"}])
def test_a_process_that_nobody_reads_ends_when_it_is_asked_twice(tmp_path: Path, environment: dict[str, str]) -> None:
    """At once and well, whether Python keeps a buffer of its output or not."""
    command = [sys.executable, "-m", "sro_policy.cli", "serve", "--stdio", "--journals", str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, **pipes) as process:
        ask(process, HELLO)
        ask(process, request(1, "open_incident", case=OFFICER, journal="e7"))
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(lines(*(request(name, "rpc.discover") for name in range(50))))
        process.stdin.flush()
        assert process.stdout is not None
        until_full(process.stdout)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=4.5) == 0, "it waited for the grace, which is five seconds"
        assert process.stderr.read() == b""
    (kept,) = tmp_path.glob("e7-*.jsonl")
    assert replay(kept).outcome == "same"
