"""Malformed, oversized, out-of-order and hostile messages to a server by both transports, and what comes of each."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from websockets.sync.client import ClientConnection, connect

from benchmarks.report import heading, options, save
from sro_policy import open_incident
from tests.serve.hostile import MOST_BYTES, Hostile, hostile_messages, is_error

OPENING = {"officer": {"is_sro": True}, "incident": {"person_role": "student_here"}}
BETWEEN = 50
"""After so many messages, the witness takes a step."""

SETTLED = 20
"""After so many acts, the witness begins no other."""

Exchange: TypeAlias = "Callable[[bytes], Any]"
"""Sends a message, and returns the reply, or nothing where the next message is answered first."""


def main() -> None:
    """Send the messages, half by each transport, and print what was answered to each kind."""
    parser = options(__doc__)
    parser.add_argument("--messages", type=int, default=10_000, help="in all")
    asked = parser.parse_args()
    heading()
    tally = Tally()
    half = asked.messages // 2
    for name, server, seed in (("stdio", by_stdio, asked.seed), ("websocket", by_websocket, asked.seed + 1)):
        with server() as (attacker, witness, process):
            opened = attacker(request("own", "open_incident", case=OPENING))["result"]["session"]
            watching = Witness(witness)
            # On standard input there is one client, and its sessions are its own: what is stolen there is made up.
            other = watching.session if name == "websocket" else "0123456789abcdef"
            run(tally, attacker, watching, hostile_messages(seed, half, own=opened, other=other))
        tally.ended(name, process)
    tally.show()
    save(asked.json, tally.figures())
    if tally.wrong:
        raise SystemExit(1)


class Tally:
    """What was answered to each kind of message, and what should not have been."""

    def __init__(self) -> None:
        self.kinds: dict[str, Counter[str]] = {}
        self.wrong: list[str] = []
        self.witnessed = 0

    def count(self, message: Hostile, reply: Any) -> None:  # noqa: ANN401 - any JSON value
        """Count a reply, and whether it was owed."""
        what = "silent" if reply is None else "error" if is_error(reply) else "other"
        self.kinds.setdefault(message.kind, Counter())[what] += 1
        owed = {"error": {"error"}, "nothing": {"silent"}, "anything": {"error", "other", "silent"}}[message.owed]
        if what not in owed:
            self.wrong.append(f"{message.kind}: {what} to {message.content[:80]!r}")

    def ended(self, name: str, process: subprocess.Popen[bytes]) -> None:
        """Count how a server ended: with 0, and without a word of a fault."""
        assert process.stderr is not None
        faults = process.stderr.read().count(b"internal error")
        if process.returncode or faults:
            self.wrong.append(f"the server by {name} ended with {process.returncode}, after {faults} faults")

    def show(self) -> None:
        """Print the table."""
        print(f"{'kind':34} {'messages':>8} {'error':>6} {'silent':>6} {'other':>6}")
        for kind, found in self.kinds.items():
            print(f"{kind:34} {found.total():8,} {found['error']:6,} {found['silent']:6,} {found['other']:6,}")
        total = sum((found for found in self.kinds.values()), Counter[str]())
        print(f"{'all':34} {total.total():8,} {total['error']:6,} {total['silent']:6,} {total['other']:6,}")
        print(f"{self.witnessed} steps of other sessions in between; {len(self.wrong)} things that should not be")
        for line in self.wrong[:20]:
            print(f"  {line}")

    def figures(self) -> dict[str, object]:
        """Return the same as plain JSON values."""
        return {"kinds": {kind: dict(found) for kind, found in self.kinds.items()}, "wrong": self.wrong}


class Witness:
    """A session that goes on in between, and changes what it would change alone."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._alone = open_incident(case=OPENING)
        self.session = self._call("open_incident", case=OPENING)["session"]
        self._at = 0

    def step(self) -> bool:
        """Take a step, and return whether it changed what it should."""
        self._at += 1
        if self._at > SETTLED:  # acts have a limit, and steps cost more with each
            said = {"incident": {"weapon": self._at % 2 == 0}}
            method = "learn" if self._at == SETTLED + 1 else "correct"
            change = self._call(method, session=self.session, said=said, at=self._at)
            return bool(change == getattr(self._alone, method)(said, at=self._at).to_json())
        act, facts = f"a{self._at}", {"kind": "custodial_arrest", "in_school": True}
        change = self._call("begin", session=self.session, act=act, facts=facts, at=self._at)
        return bool(change == self._alone.begin(act, facts, at=self._at).to_json())

    def _call(self, method: str, **params: object) -> Any:  # noqa: ANN401 - any JSON value
        return self._exchange(request("step", method, **params))["result"]


def run(tally: Tally, attacker: Exchange, witness: Witness, messages: Iterator[Hostile]) -> None:
    """Send messages one by one; the witness steps in between."""
    for number, message in enumerate(messages):
        tally.count(message, attacker(message.content))
        if number % BETWEEN == 0:
            tally.witnessed += 1
            if not witness.step():
                tally.wrong.append(f"the witness changed something else after {number} messages")


def request(name: str, method: str, **params: object) -> bytes:
    """Return a request that is right."""
    return json.dumps({"jsonrpc": "2.0", "id": name, "method": method, "params": params}).encode()


HELLO = request("hello", "hello", protocols=[1])


def exchange(send: Callable[[bytes], None], receive: Callable[[], Any]) -> Exchange:
    """Return what sends a message with one behind it that is answered for certain."""

    def sent(message: bytes) -> Any:  # noqa: ANN401 - any JSON value
        send(message)
        send(request("after it", "health"))
        reply = receive()
        if isinstance(reply, dict) and reply.get("id") == "after it":
            return None
        after = receive()
        if after.get("id") != "after it":
            raise SystemExit(f"out of step after {message[:80]!r}")
        return reply

    return sent


def command(*arguments: str) -> list[str]:
    """Return the command that starts a server which does not mind how fast it is called."""
    limits = (f"message_bytes={MOST_BYTES}", "calls_per_second=1000000", "steps=100000")
    return [
        *(sys.executable, "-m", "sro_policy.cli", "serve", *arguments),
        *(part for limit in limits for part in ("--limit", limit)),
    ]


@contextmanager
def by_stdio() -> Iterator[tuple[Exchange, Exchange, subprocess.Popen[bytes]]]:
    """Start a server on standard input: attacker and witness are one client with two sessions."""
    process = subprocess.Popen(  # noqa: S603 - our own command
        command("--stdio"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    source, sink = process.stdin, process.stdout
    assert source is not None
    assert sink is not None

    def send(message: bytes) -> None:
        source.write(message + b"\n")
        source.flush()

    both = exchange(send, lambda: json.loads(sink.readline()))
    both(HELLO)
    try:
        yield both, both, process
    finally:
        source.close()
        process.wait(timeout=60)


@contextmanager
def by_websocket() -> Iterator[tuple[Exchange, Exchange, subprocess.Popen[bytes]]]:
    """Start a server by WebSocket: attacker and witness are two connections."""
    process = subprocess.Popen(command("--websocket", "--port", "0"), stderr=subprocess.PIPE)  # noqa: S603 - our own
    assert process.stderr is not None
    url = process.stderr.readline().decode().split()[-1]
    try:
        with connect(url, max_size=None) as attacker, connect(url, max_size=None) as witness:
            yield over(attacker), over(witness), process
    finally:
        process.terminate()
        process.wait(timeout=60)


def over(client: ClientConnection) -> Exchange:
    """Return the exchange over a connection, greeted."""
    found = exchange(client.send, lambda: json.loads(client.recv(timeout=60)))
    found(HELLO)
    return found


if __name__ == "__main__":
    main()
