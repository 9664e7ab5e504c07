"""The clients of a server by WebSocket: those that knock, those that are served, and how they are let go."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Collection, Coroutine
from concurrent.futures import Executor, Future
from typing import Any, Final, TypeVar, cast, final

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode

from sro_policy.serve.connection import Connection
from sro_policy.serve.envelope import answer, refusal
from sro_policy.serve.faults import Fault
from sro_policy.serve.log import log_error
from sro_policy.serve.service import Service

GOODBYE: Final = 2.0
"""Seconds for a client to say that it heard the end."""

_GREETING: Final = 10.0
"""Seconds for a client to call `hello`; until then it has a place that another could have."""

_UNREAD: Final = 262_144
"""Bytes that may wait for a client beside its answer: of one that asks by pings and reads nothing, no more is kept."""

_TAKING: Final = 60.0
"""Seconds for a client to take an answer; one that does not read keeps no answer in memory for longer."""

_Found = TypeVar("_Found")


@final
class Client(ServerConnection):
    """The socket of a client, and what the server knows of it once it is served."""

    served: Connection | None = None
    under_way: Future[Any] | None = None
    """Its call that a thread works on."""
    answer_bytes: int = 0
    """Of the answer that is being sent."""

    def __init__(self, clients: Clients, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - as the library has them
        super().__init__(*arguments, **named)
        self._clients = clients

    @property
    def is_at_work(self) -> bool:
        """Whether a thread works on a call of it."""
        return self.under_way is not None and not self.under_way.done()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take its place among those that are not served yet."""
        super().connection_made(transport)
        self._clients.arrived(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Say that nobody hears an answer any more."""
        super().connection_lost(exc)
        self._clients.left(self)

    def data_received(self, data: bytes) -> None:
        """Take what it sends; pings among it are answered by the library, whether the client reads that or not."""
        super().data_received(data)
        if self.transport.get_write_buffer_size() > self.answer_bytes + _UNREAD:
            self.transport.abort()

    async def within(self, seconds: float, doing: Coroutine[Any, Any, None]) -> None:
        """Do something that this client may hold up, no longer than so many seconds; then break it off."""
        try:
            async with asyncio.timeout(seconds):
                await doing
        except TimeoutError:
            self.transport.abort()


@final
class Clients:
    """Serves each client by itself, and lets all go at the end."""

    def __init__(self, service: Service, workers: Executor) -> None:
        self._service = service
        self._workers = workers
        self._waiting: dict[Client, None] = {}
        self._served: dict[asyncio.Task[Any], Client] = {}
        self._idle: set[Client] = set()

    def arrived(self, client: Client) -> None:
        """Keep a client that is not served yet; of too many, the first one that came makes room.

        So those who say nothing use up no more sockets than clients may have, and keep nobody out who says something.
        """
        if len(self._waiting) >= self._service.limits.connections:
            first = next(iter(self._waiting))
            del self._waiting[first]
            first.transport.abort()
        self._waiting[client] = None

    def left(self, client: Client) -> None:
        """Forget a client whose socket is closed; what is left of its batch is not done."""
        self._waiting.pop(client, None)
        if client.served is not None:
            client.served.is_gone = True

    async def serve(self, socket: ServerConnection) -> None:
        """Answer one client until it leaves or the server ends, message after message."""
        client = cast("Client", socket)
        try:
            client.served = self._service.connect()
        except Fault as fault:
            with contextlib.suppress(ConnectionClosed):
                await client.send(refusal(fault))
            await client.close(CloseCode.TRY_AGAIN_LATER)
            return
        self._waiting.pop(client, None)
        task = cast("asyncio.Task[Any]", asyncio.current_task())
        self._served[task] = client
        try:
            await self._answer(client, client.served)
        except ConnectionClosed:
            pass
        except Exception as error:  # noqa: BLE001 - whatever it is, its sessions are closed and its place given back
            log_error("a connection", error)
        finally:
            await self._close(client, client.served)
            del self._served[task]

    async def let_go(self, grace: float) -> int:
        """Let all clients go with code 1001, those with a call under way once that is answered.

        Returns how many calls are still under way when the grace is over.
        """
        for client in tuple(self._waiting):
            client.transport.abort()
        goodbyes = [asyncio.ensure_future(self._say_goodbye(client)) for client in tuple(self._idle)]
        await _ended(self._served, grace)
        for client in self._served.values():
            assert client.served is not None  # as all of these are
            client.served.is_gone = True
            goodbyes.append(asyncio.ensure_future(self._say_goodbye(client)))
        await asyncio.gather(*goodbyes)
        # A call that a thread still works on cannot be ended, so nothing is waited for there.
        await _ended([task for task, client in self._served.items() if not client.is_at_work], GOODBYE)
        return len(self._served)

    async def _answer(self, client: Client, connection: Connection) -> None:
        greeted_by = asyncio.get_running_loop().time() + _GREETING
        while not self._service.is_ending:
            self._idle.add(client)
            try:
                async with asyncio.timeout_at(greeted_by if connection.protocol is None else None):
                    message = await client.recv(decode=False)
            except TimeoutError:
                await client.within(GOODBYE, client.close(CloseCode.POLICY_VIOLATION, "call `hello` first"))
                return
            finally:
                self._idle.discard(client)
            reply = await self._work(client, answer, connection, message)
            if reply is not None:
                client.answer_bytes = len(reply)
                await client.within(_TAKING, client.send(reply))
                client.answer_bytes = 0
        await self._say_goodbye(client)

    async def _close(self, client: Client, connection: Connection) -> None:
        """Close its sessions, once no thread works on a call of it."""
        connection.is_gone = True
        if client.under_way is not None and client.is_at_work:  # it was dropped, and nothing is waited for
            client.under_way.add_done_callback(lambda _: connection.close())
            return
        try:
            await self._work(client, connection.close)
        except RuntimeError:  # the system has no thread for it
            connection.close()

    async def _work(self, client: Client, work: Callable[..., _Found], *arguments: object) -> _Found:
        client.under_way = self._workers.submit(work, *arguments)
        return await asyncio.wrap_future(client.under_way)

    @staticmethod
    async def _say_goodbye(client: Client) -> None:
        await client.within(GOODBYE, client.close(CloseCode.GOING_AWAY))


async def _ended(tasks: Collection[asyncio.Task[Any]], seconds: float) -> None:
    """Wait for tasks to end, so many seconds at most."""
    if tasks:
        await asyncio.wait(tuple(tasks), timeout=seconds)
