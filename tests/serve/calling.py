"""A client within the process: it calls what a transport would, and takes the answer apart."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

from sro_policy.serve import Service
from sro_policy.serve.connection import Connection
from sro_policy.serve.envelope import answer

ROOT = Path(__file__).parents[2]
HALLWAY = ROOT / "examples" / "scenarios" / "hallway-arrest.yaml"

OFFICER = {"officer": {"is_sro": True}, "incident": {"person_role": "student_here"}}
ARREST = {"acts": [{"id": "a1", "kind": "custodial_arrest", "in_school": True}]}


class RefusedError(Exception):
    """An error that a call was answered with."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(json.dumps(error))
        self.code: int = error["code"]
        self.place: str = error["data"]["place"]
        self.problem: str = error["data"]["problem"]


class Client:
    """One connection to a service of its own, or to one that others share."""

    def __init__(self, service: Service | None = None, *, greets: bool = True) -> None:
        self.service = service or Service()
        self.connection: Connection = self.service.connect()
        self._ids = itertools.count(1)
        if greets:
            self.call("hello", protocols=[1])

    def raw(self, message: bytes | str) -> Any:
        """Send a message as it is, and return the answer, or nothing."""
        reply = answer(self.connection, message)
        if reply is None:
            return None
        assert "\n" not in reply
        assert reply.isascii()
        return json.loads(reply)

    def send(self, message: object) -> Any:
        """Send a value as JSON, and return the answer, or nothing."""
        return self.raw(json.dumps(message))

    def call(self, method: str, *arguments: object, **named: object) -> dict[str, Any]:
        """Call a method, and return its result, or raise the error that it was answered with."""
        request = {"jsonrpc": "2.0", "id": next(self._ids), "method": method}
        if arguments or named:
            request["params"] = list(arguments) if arguments else named
        reply = self.send(request)
        assert reply["jsonrpc"] == "2.0"
        assert reply["id"] == request["id"]
        if "error" in reply:
            raise RefusedError(reply["error"])
        result: dict[str, Any] = reply["result"]
        return result

    def code(self, method: str, *arguments: object, **named: object) -> int:
        """Call a method that is refused, and return the code."""
        try:
            self.call(method, *arguments, **named)
        except RefusedError as refused:
            return refused.code
        raise AssertionError(f"{method} was not refused")

    def opened(self, **named: object) -> str:
        """Open an incident, and return its session."""
        session: str = self.call("open_incident", case=OFFICER, **named)["session"]
        return session
