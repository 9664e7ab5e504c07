"""Many clients by WebSocket: apart from one another, within limits, and a clean end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from sro_policy import InputError
from sro_policy.serve import ServeLimits, Service, serve_websocket
from sro_policy.serve.websocket import serving
from sro_policy.session import replay

from .calling import OFFICER


@asynccontextmanager
async def server(service: Service, **options: Any) -> AsyncIterator[str]:
    """A server within this loop; its address."""
    ended, port = asyncio.Event(), asyncio.get_running_loop().create_future()
    task = asyncio.create_task(serving(service, "127.0.0.1", 0, ready=port.set_result, ended=ended, **options))
    yield f"ws://127.0.0.1:{await port}"
    ended.set()
    await task


async def ask(client: ClientConnection, method: str, **named: object) -> Any:
    await client.send(json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": named}))
    return json.loads(await client.recv())


async def greeted(url: str, **options: Any) -> ClientConnection:
    client = await connect(url, max_size=None, **options)
    await ask(client, "hello", protocols=[1])
    return client


def run(claim: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(asyncio.wait_for(claim(), 60))


def test_clients_are_answered_apart_and_a_session_is_known_to_its_own_alone() -> None:
    """Text or bytes, a message each; a notification is not answered."""

    async def claim() -> None:
        service = Service()
        async with server(service) as url:
            one, other = await greeted(url), await greeted(url)
            session = (await ask(one, "open_incident", case=OFFICER))["result"]["session"]
            assert (await ask(other, "final", session=session))["error"]["code"] == -32002
            await other.send(json.dumps({"jsonrpc": "2.0", "method": "health"}))
            await other.send(json.dumps({"jsonrpc": "2.0", "id": 7, "method": "health"}).encode())
            assert json.loads(await other.recv())["id"] == 7
            assert "result" in await ask(one, "final", session=session)

    run(claim)


def test_sessions_of_a_client_that_leaves_are_closed(tmp_path: Path) -> None:
    """With their journals, and their places are given back."""

    async def claim() -> None:
        service = Service(journals=tmp_path)
        async with server(service) as url:
            client = await greeted(url)
            opened = await ask(client, "open_incident", case=OFFICER, journal="e7")
            await client.close()
            while service.connections.taken:  # noqa: ASYNC110 - threads give places back, and no loop is told
                await asyncio.sleep(0.01)
            assert service.sessions.taken == 0
            assert replay(tmp_path / opened["result"]["journal"]).outcome == "same"

    run(claim)


def test_an_oversized_message_is_refused_and_one_beyond_all_measure_ends_the_connection() -> None:
    """Up to four times the limit there is an answer; beyond, the connection is closed with the code for that."""

    async def claim() -> None:
        async with server(Service(limits=ServeLimits(message_bytes=1_000))) as url:
            client = await greeted(url)
            await client.send("x" * 3_999)
            assert json.loads(await client.recv())["error"]["code"] == -32003
            assert (await ask(client, "health"))["result"]["status"] == "ok"
            await client.send("x" * 4_001)
            with pytest.raises(ConnectionClosed) as caught:
                await client.recv()
            assert caught.value.rcvd is not None
            assert caught.value.rcvd.code == 1009

    run(claim)


def test_one_client_too_many_is_told_so() -> None:
    """And the connection is closed with the code for trying again later."""

    async def claim() -> None:
        async with server(Service(limits=ServeLimits(connections=1))) as url:
            await greeted(url)
            late = await connect(url)
            assert json.loads(await late.recv())["error"]["code"] == -32003
            with pytest.raises(ConnectionClosed) as caught:
                await late.recv()
            assert caught.value.rcvd is not None
            assert caught.value.rcvd.code == 1013

    run(claim)


def test_pages_of_browsers_are_let_in_only_by_their_origin() -> None:
    """Any page that somebody looks at could call a server on their machine; clients without an origin are no pages."""

    async def claim() -> None:
        async with server(Service(), origins=["http://localhost:8000"]) as url:
            await greeted(url)
            await greeted(url, origin="http://localhost:8000")
            with pytest.raises(InvalidStatus):
                await connect(url, origin="https://elsewhere.example")

    run(claim)


def test_shutdown_is_refused_unless_it_was_allowed() -> None:
    """One client must not end what others use; where it may, it is answered first, and the others are let go."""

    async def claim() -> None:
        async with server(Service()) as url:
            client = await greeted(url)
            assert (await ask(client, "shutdown"))["error"]["code"] == -32000
            assert (await ask(client, "health"))["result"]["status"] == "ok"
        service = Service(lets_clients_stop_it=True)
        async with server(service) as url:
            client, other = await greeted(url), await greeted(url)
            assert (await ask(client, "shutdown"))["result"] == {}
            with pytest.raises(ConnectionClosed) as caught:
                await other.recv()
            assert caught.value.rcvd is not None
            assert caught.value.rcvd.code == 1001
        assert service.connections.taken == 0

    run(claim)


def test_a_signal_ends_it_with_its_journals_closed(tmp_path: Path) -> None:
    """What is under way is answered; sessions of clients that are still there are closed."""
    service = Service(journals=tmp_path)
    replies: list[Any] = []

    def client(port: int) -> None:
        async def calls() -> None:
            own = await greeted(f"ws://127.0.0.1:{port}")
            replies.append(await ask(own, "open_incident", case=OFFICER, journal="e7"))
            os.kill(os.getpid(), signal.SIGTERM)
            with pytest.raises(ConnectionClosed):
                await own.recv()

        asyncio.run(calls())

    threads: list[threading.Thread] = []

    def ready(port: int) -> None:
        threads.append(threading.Thread(target=client, args=(port,)))
        threads[0].start()

    serve_websocket(service, "127.0.0.1", 0, ready=ready)
    threads[0].join(timeout=30)
    assert service.connections.taken == 0
    assert replay(tmp_path / replies[0]["result"]["journal"]).outcome == "same"


def test_it_can_run_beside_the_main_thread() -> None:
    """Signals are then left to whoever has that; a client may end it."""
    service = Service(lets_clients_stop_it=True)
    ports: list[int] = []
    listens = threading.Event()

    def ready(port: int) -> None:
        ports.append(port)
        listens.set()

    thread = threading.Thread(target=serve_websocket, args=(service, "localhost", 0), kwargs={"ready": ready})
    thread.start()
    assert listens.wait(30)

    async def claim() -> None:
        await ask(await greeted(f"ws://localhost:{ports[0]}"), "shutdown")

    run(claim)
    thread.join(timeout=30)
    assert not thread.is_alive()


def test_long_calls_of_many_keep_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are under way, another client is answered, and they are answered once they are done."""
    goes_on = threading.Event()

    def slow(*_: object) -> dict[str, object]:
        assert goes_on.wait(30)
        return {}

    monkeypatch.setattr("sro_policy.serve.methods.reviewing._in_form", slow)

    async def claim() -> None:
        async with server(Service()) as url:
            slow_ones = [await greeted(url) for _ in range(40)]
            under_way = [asyncio.create_task(ask(one, "review_case", case={})) for one in slow_ones]
            other = await greeted(url)
            assert (await ask(other, "health"))["result"]["connections"] == 41
            goes_on.set()
            assert all(reply["result"] == {} for reply in await asyncio.gather(*under_way))

    run(claim)


def test_where_nothing_can_listen_it_says_so() -> None:
    """With the address."""

    async def claim() -> None:
        async with server(Service()) as url:
            port = int(url.rpartition(":")[2])
            with pytest.raises(InputError, match=f"127.0.0.1:{port}: cannot listen there"):
                await serving(Service(), "127.0.0.1", port, ready=print, ended=asyncio.Event())

    run(claim)


def test_a_hundred_clients_at_once_are_each_answered_as_if_alone() -> None:
    """Each takes steps of its own, and gets its own findings."""

    async def claim() -> None:
        async def client(url: str, number: int) -> None:
            own = await greeted(url)
            case = {**OFFICER, "event": f"e{number}"}
            session = (await ask(own, "open_incident", case=case))["result"]["session"]
            for at in range(3):
                change = await ask(own, "begin", session=session, act=f"c{number}-{at}", at=at)
                assert change["result"]["step"]["act"] == f"c{number}-{at}"
            known = (await ask(own, "case", session=session))["result"]
            assert known["event"] == f"e{number}"
            assert [act["id"] for act in known["acts"]] == [f"c{number}-{at}" for at in range(3)]
            await own.close()

        async with server(Service()) as url:
            await asyncio.gather(*(client(url, number) for number in range(100)))

    run(claim)
