"""Many clients by WebSocket: apart from one another, within limits, and a clean end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from sro_policy import InputError
from sro_policy.serve import ServeLimits, Service, serve_websocket
from sro_policy.serve.clients import Client, Clients
from sro_policy.serve.websocket import serving
from sro_policy.session import replay

from .calling import OFFICER


@asynccontextmanager
async def server(service: Service, **options: Any) -> AsyncIterator[str]:
    """A server within this loop; its address."""
    port = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(serving(service, "127.0.0.1", 0, ready=port.set_result, **options))
    try:
        yield f"ws://127.0.0.1:{await port}"
    finally:
        service.end()
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
    """Up to a quarter more than the limit there is an answer; beyond, the connection is closed with a code."""

    async def claim() -> None:
        async with server(Service(limits=ServeLimits(message_bytes=1_000))) as url:
            client = await greeted(url)
            await client.send("x" * 1_250)
            assert json.loads(await client.recv())["error"]["code"] == -32003
            assert (await ask(client, "health"))["result"]["status"] == "ok"
            await client.send("x" * 1_251)
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

    with ThreadPoolExecutor(1) as thread:
        done: list[Future[None]] = []

        def ready(port: int) -> None:
            done.append(thread.submit(client, port))
            done[0].add_done_callback(lambda _: service.end())  # also where it failed before it asked to end

        serve_websocket(service, "127.0.0.1", 0, ready=ready)
        done[0].result(timeout=60)
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
                await serving(Service(), "127.0.0.1", port, ready=print)

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


@contextmanager
def held(
    monkeypatch: pytest.MonkeyPatch, result: dict[str, object] | None = None
) -> Iterator[tuple[threading.Event, list[object]]]:
    """Hold each call of `review_case` until an event is set; those that began are in a list."""
    goes_on, begun = threading.Event(), []

    def slow(*_: object) -> dict[str, object]:
        begun.append(None)
        assert goes_on.wait(30)
        return result or {}

    monkeypatch.setattr("sro_policy.serve.methods.reviewing._in_form", slow)
    try:
        yield goes_on, begun
    finally:
        goes_on.set()


async def until(is_so: Callable[[], object]) -> None:
    """Wait for what threads do, and no loop is told of."""
    async with asyncio.timeout(20):
        while not is_so():  # noqa: ASYNC110 - the same
            await asyncio.sleep(0.01)


REVIEW = {"jsonrpc": "2.0", "id": 1, "method": "review_case", "params": {"case": {}}}


def test_a_shutdown_whose_client_leaves_before_the_answer_ends_it() -> None:
    """It was asked for, and whether somebody hears that it was is another matter."""

    async def claim() -> None:
        service = Service(lets_clients_stop_it=True)
        port = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(serving(service, "127.0.0.1", 0, ready=port.set_result))
        client = await greeted(f"ws://127.0.0.1:{await port}")
        await client.send(json.dumps({"jsonrpc": "2.0", "id": 1, "method": "shutdown"}))
        client.transport.abort()
        assert await asyncio.wait_for(task, 20) == 0
        assert service.connections.taken == 0

    run(claim)


def test_what_is_under_way_at_the_end_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """And of its batch the rest is refused; then the client is let go with the code for that."""

    async def claim() -> None:
        service = Service()
        async with server(service) as url:
            client, idle = await greeted(url), await greeted(url)
            await client.send(json.dumps([REVIEW, REVIEW]))
            await until(lambda: begun)
            service.end()
            with pytest.raises(ConnectionClosed):
                await idle.recv()
            goes_on.set()
            done, refused = json.loads(await client.recv())
            assert (done["result"], refused["error"]["code"]) == ({}, -32004)
            with pytest.raises(ConnectionClosed) as caught:
                await client.recv()
            assert caught.value.rcvd is not None
            assert caught.value.rcvd.code == 1001

    with held(monkeypatch) as (goes_on, begun):
        run(claim)


def test_what_is_under_way_for_too_long_is_dropped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its client is let go, the server ends and says so, and sessions are closed once its thread is done."""
    monkeypatch.setattr("sro_policy.serve.websocket.GRACE", 0.2)
    monkeypatch.setattr("sro_policy.serve.clients.GOODBYE", 30)
    service = Service()

    async def claim() -> None:
        port = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(serving(service, "127.0.0.1", 0, ready=port.set_result))
        client = await greeted(f"ws://127.0.0.1:{await port}")
        await ask(client, "open_incident", case=OFFICER)
        await client.send(json.dumps([REVIEW] * 50))
        await until(lambda: begun)
        service.end()
        with pytest.raises(ConnectionClosed) as caught:
            await client.recv()
        assert caught.value.rcvd is not None
        assert caught.value.rcvd.code == 1001
        assert await task == 1

    with held(monkeypatch) as (goes_on, begun):
        run(claim)
        assert service.sessions.taken == 1
        goes_on.set()
        asyncio.run(until(lambda: not service.connections.taken))
        assert service.sessions.taken == 0
        assert len(begun) == 1
    assert "still under way after 0.2 seconds, and are dropped: 1" in capsys.readouterr().err


@pytest.mark.parametrize(("messages", "ping"), [(1, 10.0), (4, 0.1)])
def test_of_a_batch_no_more_is_done_once_its_client_has_left(
    monkeypatch: pytest.MonkeyPatch, messages: int, ping: float
) -> None:
    """What was under way is done, and its place is given back.

    Also of one with messages unread: nothing more is read of it, and that nothing can be written to it tells.
    """
    monkeypatch.setattr("sro_policy.serve.websocket._PING", ping)

    async def claim() -> None:
        service = Service()
        async with server(service) as url:
            client = await greeted(url)
            for _ in range(messages):
                await client.send(json.dumps([REVIEW] * 50))
            await until(lambda: begun)
            client.transport.abort()
            await until(lambda: left)
            goes_on.set()
            await until(lambda: not service.connections.taken)
            assert len(begun) == 1

    left: list[object] = []
    real = Clients.left
    monkeypatch.setattr(Clients, "left", lambda clients, client: (real(clients, client), left.append(client)))
    with held(monkeypatch) as (goes_on, begun):
        run(claim)


@pytest.mark.parametrize("ends", [True, False])
def test_a_client_that_does_not_read_is_broken_off(monkeypatch: pytest.MonkeyPatch, *, ends: bool) -> None:
    """At the end, or after a while; an answer is not kept for it for ever."""
    monkeypatch.setattr("sro_policy.serve.websocket.GRACE", 0.3)
    monkeypatch.setattr("sro_policy.serve.clients.GOODBYE", 0.3)
    monkeypatch.setattr("sro_policy.serve.clients._TAKING", 60 if ends else 0.3)

    async def claim() -> None:
        service = Service()
        async with server(service) as url:
            client = await greeted(url)
            client.transport.pause_reading()
            await client.send(json.dumps(REVIEW))
            await until(lambda: begun)
            if not ends:
                await until(lambda: not service.connections.taken)
        # On a slow machine a thread may still write the answer down: it gives the place back once it is done.
        await until(lambda: not service.connections.taken)

    with held(monkeypatch, {"review": "x" * 19_000_000}) as (goes_on, begun):
        goes_on.set()
        run(claim)


def test_who_says_nothing_keeps_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of too many, the first that came makes room."""
    monkeypatch.setattr("sro_policy.serve.websocket._HANDSHAKE", 600.0)

    async def claim() -> None:
        async with server(Service(limits=ServeLimits(connections=5))) as url:
            silent = [await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2])) for _ in range(40)]
            client = await greeted(url)
            for reads, _ in silent[:35]:
                assert await reads.read() == b""
            assert (await ask(client, "health"))["result"]["connections"] == 1
            for _, writes in silent:
                writes.close()

    run(claim)


def test_who_is_silent_for_too_long_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that does not shake hands, and one that does and never calls `hello`."""

    async def claim() -> None:
        monkeypatch.setattr("sro_policy.serve.websocket._HANDSHAKE", 0.2)
        async with server(Service()) as url:
            reads, writes = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
            assert await reads.read() == b""
            writes.close()
        monkeypatch.setattr("sro_policy.serve.websocket._HANDSHAKE", 30)
        monkeypatch.setattr("sro_policy.serve.clients._GREETING", 0.2)
        service = Service(limits=ServeLimits(connections=1))
        async with server(service) as url:
            silent = await connect(url)
            with pytest.raises(ConnectionClosed) as caught:
                await silent.recv()
            assert caught.value.rcvd is not None
            assert (caught.value.rcvd.code, caught.value.rcvd.reason) == (1008, "call `hello` first")
            await until(lambda: service.connections.taken == 0)
            monkeypatch.setattr("sro_policy.serve.clients._GREETING", 30)
            await greeted(url)

    run(claim)


def test_whoever_asks_by_pings_and_reads_nothing_is_let_go() -> None:
    """Answers to pings are no way to fill the memory of the server, whether somebody has greeted or not."""
    ping = b"\x89\xfd\0\0\0\0" + b"x" * 125

    async def claim() -> None:
        async with server(Service()) as url:
            silent = await connect(url, ping_interval=None)
            silent.transport.pause_reading()
            while not silent.transport.is_closing():
                silent.transport.write(ping * 1_000)
                await asyncio.sleep(0)
            assert (await ask(await greeted(url), "health"))["result"]["connections"] == 1

    run(claim)


def test_who_says_nothing_does_not_hold_up_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket without a client is closed at once."""
    monkeypatch.setattr("sro_policy.serve.websocket._HANDSHAKE", 600.0)

    async def claim() -> None:
        service = Service()
        async with server(service) as url:
            reads, writes = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
            await greeted(url)
            service.end()
            assert await reads.read() == b""
            writes.close()

    run(claim)


def test_no_more_is_read_ahead_than_a_message_or_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """While one is under way, whatever a client sends stays on the way."""
    clients: list[Client] = []
    real = Clients.arrived
    monkeypatch.setattr(Clients, "arrived", lambda self, client: (real(self, client), clients.append(client)))

    async def claim() -> None:
        async with server(Service()) as url:
            client = await greeted(url)
            await client.send(json.dumps(REVIEW))
            await until(lambda: begun)
            sending = [asyncio.create_task(client.send("x" * 1_200_000)) for _ in range(20)]
            await until(lambda: clients[0].recv_messages.paused)
            await asyncio.sleep(0.2)
            held = sum(len(frame.data) for frame in clients[0].recv_messages.frames.queue)
            assert held < 3 * 1_250_000
            goes_on.set()
            assert json.loads(await client.recv())["id"] == 1
            for _ in sending:
                assert json.loads(await client.recv())["error"]["code"] == -32003
            await asyncio.gather(*sending)

    with held(monkeypatch) as (goes_on, begun):
        run(claim)


def test_a_fault_of_the_server_closes_the_sessions_and_gives_the_place_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Also where the system has no thread to do it; the log says so."""

    def none_left(*_: object) -> None:
        raise RuntimeError("can't start new thread")

    async def claim() -> None:
        service = Service()
        async with server(service) as url:
            client = await greeted(url)
            await ask(client, "open_incident", case=OFFICER)
            monkeypatch.setattr(ThreadPoolExecutor, "submit", none_left)
            with pytest.raises(ConnectionClosed):
                await ask(client, "health")
            await until(lambda: not service.connections.taken)
            assert service.sessions.taken == 0

    run(claim)
    assert "internal error in a connection: RuntimeError at" in capsys.readouterr().err


def test_what_is_no_origin_is_refused_before_it_listens() -> None:
    """It would let nobody in."""
    with pytest.raises(InputError, match=r"`\*` is no origin"):
        serve_websocket(Service(), "127.0.0.1", 0, origins=["*"], ready=print)


def test_a_service_that_ends_already_serves_nobody() -> None:
    """It is told at once."""
    service = Service()
    service.end()
    assert serve_websocket(service, "127.0.0.1", 0, ready=lambda _: None) == 0
