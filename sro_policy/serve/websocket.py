"""Many clients by WebSocket: each message is one message. Nothing is said to browsers, unless an origin is let in."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, cast

from websockets.asyncio.server import ServerConnection, serve
from websockets.typing import Origin

from sro_policy.errors import InputError
from sro_policy.serve.clients import GOODBYE, Client, Clients
from sro_policy.serve.log import LoopLog, say
from sro_policy.serve.open_files import make_room
from sro_policy.serve.origins import check_origin
from sro_policy.serve.service import Service
from sro_policy.serve.signals import GRACE, ending_by_signal

_HANDSHAKE: Final = 3.0  # seconds for a client to say what it wants
_PING: Final = 10.0  # seconds after which it is tried whether a client is still there

_WAITING: Final = 1
"""Messages of one client that are read before they are answered."""

_SILENT: Final = logging.getLogger("sro_policy.serve.websocket")
"""What the library would log of clients that break off, with tracebacks."""
_SILENT.setLevel(logging.CRITICAL + 1)


def serve_websocket(
    service: Service, host: str, port: int, *, origins: Sequence[str] = (), ready: Callable[[int], None]
) -> int:
    """Answer clients until the system asks to end, or a client may and does; then close all sessions and journals.

    ``origins`` are the pages of browsers that are let in; without any, a client that names an origin is refused, for
    any page that somebody looks at could call a server on their machine. ``ready`` is told the port once it listens:
    one that the system chose, where ``port`` is 0.

    What is under way at the end has five seconds to be answered. Returns how many calls were longer under way: nobody
    hears their answers, and their threads go on until they are done, and close their sessions then.

    Raises :class:`~sro_policy.InputError` where nothing can listen there, for what is no origin, and where the system
    does not allow as many open files as the limits need.
    """
    with ending_by_signal(service.end):
        return asyncio.run(serving(service, host, port, origins=origins, ready=ready))


async def serving(
    service: Service, host: str, port: int, *, origins: Sequence[str] = (), ready: Callable[[int], None]
) -> int:
    """Answer clients until the service ends; :func:`serve_websocket` says the rest."""
    limits = service.limits
    let_in = [None, *(Origin(check_origin(origin)) for origin in origins)]
    make_room(connections=limits.connections, journals=limits.sessions if service.journal_folder.are_kept else 0)
    loop, ended = asyncio.get_running_loop(), asyncio.Event()
    loop.set_exception_handler(LoopLog().say)
    # A thread for each client, made when it is needed: a long review of one keeps no other waiting for its turn.
    workers = ThreadPoolExecutor(limits.connections, thread_name_prefix="sro-policy")
    clients = Clients(service, workers)

    def socket(*arguments: Any, **named: Any) -> Client:  # noqa: ANN401 - as the library has them
        return Client(clients, *arguments, **named)

    try:
        server = await serve(
            clients.serve,
            host,
            port,
            origins=let_in,
            compression=None,
            open_timeout=_HANDSHAKE,
            # Whoever is gone is noticed when nothing can be written to it. No answer is waited for: it stands behind
            # messages that are not read while a long call is under way.
            ping_interval=_PING,
            ping_timeout=None,
            max_size=limits.message_bytes + limits.message_bytes // 4,
            max_queue=_WAITING,
            close_timeout=GOODBYE,
            server_header=None,
            logger=_SILENT,
            create_connection=cast("type[ServerConnection]", socket),
        )
    except (OSError, UnicodeError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise InputError(f"cannot listen there: {reason}", place=f"{host}:{port}") from None

    def end() -> None:
        with contextlib.suppress(RuntimeError):  # a call that was dropped may end the service once the loop is closed
            loop.call_soon_threadsafe(ended.set)

    with service.telling_of_its_end(end):
        try:
            ready(next(iter(server.sockets)).getsockname()[1])
            await ended.wait()
        finally:
            service.end()
            server.close(close_connections=False)
            left = await clients.let_go(GRACE)
            workers.shutdown(wait=not left)
    if left:
        say(f"calls that were still under way after {GRACE:g} seconds, and are dropped: {left}")
    else:
        await server.wait_closed()
    return left
