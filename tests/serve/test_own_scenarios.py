"""The scenarios that a server has of its own: listed and opened by id, never by a path."""

from __future__ import annotations

import pytest

from sro_policy import InputError
from sro_policy.serve import Service

from .calling import HALLWAY, Client, RefusedError


def test_they_are_listed_and_opened_by_id() -> None:
    """With the ways through each."""
    client = Client(Service(scenarios=[HALLWAY.parent]))
    (one,) = [one for one in client.call("scenario.list")["scenarios"] if one["id"] == "hallway-arrest"]
    assert one["title"] == "An arrest in the hallway"
    assert ["leave"] in one["paths"]
    session = client.call("scenario.open", id="hallway-arrest")["session"]
    assert client.call("scenario.play", session=session)["choice"]


def test_others_are_not_opened() -> None:
    """Neither by a name that is none nor by a path; and a text is another thing."""
    client = Client(Service(scenarios=[HALLWAY]))
    with pytest.raises(RefusedError, match="did you mean `hallway-arrest`"):
        client.call("scenario.open", id="hallway")
    assert client.code("scenario.open", id=str(HALLWAY)) == -32602
    assert client.code("scenario.open") == -32602
    assert client.code("scenario.open", id="hallway-arrest", text="") == -32602


def test_a_server_without_any_lists_none() -> None:
    """And a place that is not there is refused when the server is made."""
    assert Client().call("scenario.list") == {"scenarios": []}
    with pytest.raises(InputError, match="no such file or folder"):
        Service(scenarios=["none.yaml"])
