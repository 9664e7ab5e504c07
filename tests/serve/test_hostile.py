"""Hostile clients: an error each time, never a fault of the server, and nobody else notices."""

from __future__ import annotations

import pytest

from sro_policy import open_incident
from sro_policy.serve import ServeLimits, Service

from .calling import OFFICER, Client
from .hostile import MOST_BYTES, hostile_messages, is_error


@pytest.mark.parametrize("seed", range(3))
def test_every_message_is_answered_and_no_other_session_notices(seed: int, capsys: pytest.CaptureFixture[str]) -> None:
    """A witness on another connection takes its steps in between: each changes what it would alone."""
    service = Service(limits=ServeLimits(message_bytes=MOST_BYTES, calls_per_second=10**6))
    witness, attacker = Client(service), Client(service)
    session = witness.opened()
    alone = open_incident(case=OFFICER)
    for number, message in enumerate(hostile_messages(seed, 300, own=attacker.opened(), other=session)):
        reply = attacker.raw(message.content)
        if message.owed == "error":
            assert reply is not None, message
            assert is_error(reply), message
        elif message.owed == "nothing":
            assert reply is None, message
        if number % 30 == 0:
            act = f"a{number}"
            change = witness.call("begin", session=session, act=act, facts={"in_school": True}, at=number)
            assert change == alone.begin(act, {"in_school": True}, at=number).to_json()
    assert attacker.call("health")["sessions"]["all"] == 2
    assert "internal error" not in capsys.readouterr().err


def test_no_session_of_another_connection_can_be_touched() -> None:
    """Whatever is called with its id, it is as if there were none; to its own connection it stays as it was."""
    service = Service()
    owner, other = Client(service), Client(service)
    session = owner.opened()
    before = owner.call("steps", session=session)
    calls: list[tuple[str, dict[str, object]]] = [
        ("learn", {"said": {"incident": {"weapon": True}}, "at": 1}),
        ("correct", {"said": {"incident": {"weapon": True}}, "at": 1}),
        ("withdraw", {"names": ["officer.is_sro"], "at": 1}),
        ("begin", {"act": "a1", "at": 1}),
        ("carry_on", {"act": "a1", "at": 1}),
        ("end", {"act": "a1", "at": 1}),
        ("happened", {"moment": "staff_notified", "at": 1}),
        ("give_reason", {"rule": "r", "subject": "a1", "reason": "x", "at": 1}),
        ("questions", {}),
        ("why", {"rule": "431.6.p1", "subject": "incident"}),
        ("changes", {"rule": "431.6.p1", "subject": "incident"}),
        *((name, {}) for name in ("final", "case", "steps", "review", "branch", "close")),
        ("as_known_at", {"time": 1}),
        *((f"scenario.{name}", {}) for name in ("next", "play")),
        ("scenario.choose", {"option": "x"}),
    ]
    for method, said in calls:
        assert other.code(method, session=session, **said) == -32002, method
    other.connection.close()
    assert owner.call("steps", session=session) == before
