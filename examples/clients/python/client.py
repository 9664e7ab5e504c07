"""Plays a scenario on `sro-policy serve` by JSON-RPC, as a program would that does not have the library.

    python examples/clients/python/client.py examples/scenarios/hallway-arrest.yaml arrest

It needs no package: each message is one line of JSON to the server, and one back.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self


class Server:
    """A server that this program started, and that ends with it."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "sro_policy.cli", "serve", "--stdio"]
        self._process = subprocess.Popen(  # noqa: S603 - the command is the one above
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        self._ids = itertools.count(1)
        self.call("hello", protocols=[1])

    def call(self, method: str, **params: object) -> Any:  # noqa: ANN401 - each method has a result of its own
        """Call a method and return its result; raise `RuntimeError` with what is wrong."""
        request = {"jsonrpc": "2.0", "id": next(self._ids), "method": method, "params": params}
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the server has ended with {self._process.wait()}")
        response = json.loads(line)
        if "error" in response:
            error = response["error"]
            raise RuntimeError(f"{error['message']}: {error['data']['place']} {error['data']['problem']}")
        return response["result"]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        # The end of its input ends the server, too. What went wrong in the block is what is raised, and nothing here.
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


def show(happened: list[dict[str, Any]]) -> None:
    """Print what a trainee is told, and what the policy asks for now."""
    for event in happened:
        if event["tell"]:
            print(f"{event['at']:>5.0f} s  {event['tell']}")
        for guidance in (event["change"] or {"guidance": []})["guidance"]:
            after = guidance["after"]
            if after is not None and not after["provisional"]:
                print(f"         {after['clause']} {after['word'].replace('_', ' ')}: {after['statement']}")


def main(path: str, *options: str) -> None:
    """Play a scenario along a way through it, and print its review."""
    with Server() as server:
        stage = server.call("scenario.open", text=Path(path).read_text(encoding="utf-8"))
        print(stage["scenario"]["title"])
        session = stage["session"]
        show(server.call("scenario.play", session=session)["happened"])
        for option in options:
            server.call("scenario.choose", session=session, option=option)
            show(server.call("scenario.play", session=session)["happened"])
        print(server.call("review", session=session, format="markdown")["review"])


if __name__ == "__main__":
    main(*sys.argv[1:])
