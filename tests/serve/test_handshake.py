"""The handshake: nothing is answered before client and server speak one version."""

from __future__ import annotations

import pytest

from sro_policy.serve.connection import PROTOCOLS
from sro_policy.serve.registry import REGISTRY

from .calling import Client, RefusedError


@pytest.mark.parametrize("method", [name for name in REGISTRY if name != "hello"])
def test_every_other_call_is_refused_before_it(method: str) -> None:
    """Also health, and the description."""
    assert Client(greets=False).code(method) == -32001


def test_it_says_what_is_spoken_and_by_whom() -> None:
    """The version, the server, the policy with its digest, the engine and the limits."""
    said = Client(greets=False).call("hello", protocols=[1, 2, 99])
    assert said["protocol"] == 1
    assert said["server"]["name"] == "sro-policy"
    assert said["policy"]["number"] == "431"
    assert said["policy"]["digest"].startswith("sha256:")
    assert said["limits"]["message_bytes"] == 1_000_000


@pytest.mark.parametrize("protocols", [[], [2], ["1"], [True], [None, {}]])
def test_without_a_version_in_common_it_fails(protocols: list[object]) -> None:
    """The versions that are spoken are told, and the connection is as before."""
    client = Client(greets=False)
    with pytest.raises(RefusedError, match="the server speaks 1") as caught:
        client.call("hello", protocols=protocols)
    assert (caught.value.code, caught.value.place) == (-32001, "protocols")
    assert client.code("health") == -32001


def test_it_may_be_said_again() -> None:
    """Sessions stay as they are."""
    client = Client()
    session = client.opened()
    client.call("hello", protocols=list(PROTOCOLS))
    assert client.call("case", session=session)
