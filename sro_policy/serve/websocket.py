"""Many clients by WebSocket: each message is one message. Nothing is said to browsers, unless an origin is let in."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.frames import CloseCode
from websockets.typing import Origin

from sro_policy.errors import InputError
from sro_policy.serve.connection import Connection
from sro_policy.serve.envelope import answer, refusal
from sro_policy.serve.faults import Fault
from sro_policy.serve.service import Service
from sro_policy.serve.signals import ending_by_signal

_ANSWERED: Final = 4
"""How many times the limit of a message is still answered with an error; beyond it, a connection is closed."""

_WAITING: Final = 4  # messages of one client that are read before they are answered
_GOODBYE: Final = 2.0  # seconds for a client to say that it heard the end

_SILENT: Final = logging.getLogger("sro_policy.serve.websocket")
"""What the library would log of clients that break off, with tracebacks."""
_SILENT.setLevel(logging.CRITICAL + 1)


def serve_websocket(
    service: Service, host: str, port: int, *, origins: Sequence[str] = (), ready: Callable[[int], None]
) -> None:
    """Answer clients until the system asks to end, or a client may and does; then close all sessions and journals.

    ``origins`` are the pages of browsers that are let in; without any, a client that names an origin is refused, for
    any page that somebody looks at could call a server on their machine. ``ready`` is told the port once it listens:
    one that the system chose, where ``port`` is 0.

    Raises :class:`~sro_policy.InputError` where nothing can listen there.
    """

    async def run() -> None:
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()

        def end() -> None:
            service.end()
            loop.call_soon_threadsafe(ended.set)

        with ending_by_signal(end):
            await serving(service, host, port, origins=origins, ready=ready, ended=ended)

    asyncio.run(run())


async def serving(
    service: Service,
    host: str,
    port: int,
    *,
    origins: Sequence[str] = (),
    ready: Callable[[int], None],
    ended: asyncio.Event,
) -> None:
    """Answer clients until an event is set; :func:`serve_websocket` says the rest."""
    # A thread for each client, made when it is needed: a long review of one keeps no other waiting for its turn.
    with ThreadPoolExecutor(service.limits.connections, thread_name_prefix="sro-policy") as workers:
        each = _Each(service, workers, ended)
        try:
            server = await serve(
                each.serve,
                host,
                port,
                origins=[None, *map(Origin, origins)],
                compression=None,
                max_size=_ANSWERED * service.limits.message_bytes,
                max_queue=_WAITING,
                close_timeout=_GOODBYE,
                server_header=None,
                logger=_SILENT,
            )
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise InputError(f"cannot listen there: {reason}", place=f"{host}:{port}") from None
        async with server:
            ready(next(iter(server.sockets)).getsockname()[1])
            await ended.wait()
            service.end()


class _Each:
    """Serves each client by itself."""

    def __init__(self, service: Service, workers: ThreadPoolExecutor, ended: asyncio.Event) -> None:
        self._service = service
        self._workers = workers
        self._ended = ended

    async def serve(self, client: ServerConnection) -> None:
        """Answer one client until it leaves, message after message."""
        try:
            connection = self._service.connect()
        except Fault as fault:
            with contextlib.suppress(ConnectionClosed):
                await client.send(refusal(fault))
            await client.close(CloseCode.TRY_AGAIN_LATER)
            return
        try:
            with contextlib.suppress(ConnectionClosed):
                await self._answer(client, connection)
        finally:
            await asyncio.get_running_loop().run_in_executor(self._workers, connection.close)

    async def _answer(self, client: ServerConnection, connection: Connection) -> None:
        loop = asyncio.get_running_loop()
        async for message in client:
            reply = await loop.run_in_executor(self._workers, answer, connection, message)
            if reply is not None:
                await client.send(reply)
            if self._service.is_ending:
                self._ended.set()
