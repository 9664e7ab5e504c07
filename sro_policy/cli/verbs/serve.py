"""``sro-policy serve``: the library for programs in other languages, by JSON-RPC 2.0."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sro_policy.cli.arguments import EngineName
from sro_policy.cli.output import drop_the_rest, unwritable, write_json, write_text
from sro_policy.cli.source import standard_input
from sro_policy.errors import InputError, placed_at
from sro_policy.evaluation.compiled import engine_name

if TYPE_CHECKING:
    from types import ModuleType

    from sro_policy.serve import Service

_NEEDED = {"pjrpc", "websockets"}
_HOST = "127.0.0.1"
_PORT = 4310
_HIGHEST_PORT = 65_535


def serve(
    *,
    stdio: Annotated[
        bool, typer.Option("--stdio", help="One client on standard input and output, a message a line.")
    ] = False,
    websocket: Annotated[bool, typer.Option("--websocket", help="Many clients by WebSocket.")] = False,
    openrpc: Annotated[
        bool, typer.Option("--openrpc", help="Print the description of every method in OpenRPC, and end.")
    ] = False,
    host: Annotated[
        str | None,
        typer.Option(
            "--host",
            metavar="HOST",
            help="Where to listen; beyond this machine only if you say so.",
            show_default=_HOST,
        ),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option("--port", metavar="PORT", help="The port; 0 lets the system choose.", show_default=str(_PORT)),
    ] = None,
    origins: Annotated[
        list[str] | None,
        typer.Option("--origin", metavar="ORIGIN", help="Let in a page of a browser, as http://localhost:8000."),
    ] = None,
    journals: Annotated[
        str | None, typer.Option("--journals", metavar="FOLDER", help="Let clients keep journals in this folder.")
    ] = None,
    scenarios: Annotated[
        list[str] | None,
        typer.Option("--scenarios", metavar="FILE|FOLDER", help="Scenarios that clients may open by id. Repeatable."),
    ] = None,
    limits: Annotated[
        list[str] | None,
        typer.Option("--limit", metavar="NAME=NUMBER", help="A limit, as sessions=500. Repeatable; `hello` tells all."),
    ] = None,
    allow_shutdown: Annotated[
        bool, typer.Option("--allow-shutdown", help="Let any client by WebSocket end the server.")
    ] = False,
    engine: EngineName = None,
) -> None:
    """Serve programs in other languages by JSON-RPC 2.0."""
    if stdio + websocket + openrpc != 1:
        raise InputError("ask for one thing: `--stdio`, `--websocket` or `--openrpc`")
    of_a_server = {
        "--journals": journals,
        "--scenarios": scenarios,
        "--limit": limits,
        "--engine": engine,
    }
    of_websocket = {"--host": host, "--port": port, "--origin": origins, "--allow-shutdown": allow_shutdown or None}
    if not websocket:
        _refuse(of_websocket, "goes with `--websocket` alone")
    library = _library()
    if openrpc:
        _refuse(of_a_server, "has no part in the description")
        write_json(library.openrpc_document())
        return
    with placed_at("--engine"):
        name = engine_name(engine)
    with placed_at("--limit"):
        allowed = library.ServeLimits.of(limits or ())
    service: Service = library.Service(
        engine=name,
        limits=allowed,
        journals=journals,
        scenarios=scenarios or (),
        lets_clients_stop_it=stdio or allow_shutdown,
    )
    _let_nothing_break_in()
    if stdio:
        _on_stdio(library, service)
    else:
        _on_websocket(library, service, _HOST if host is None else host, _PORT if port is None else port, origins or ())


def _let_nothing_break_in() -> None:
    """Ignore signals to end but while the server has its own way with them.

    Python takes a tenth of a second to end: a second signal in it would end it as if something had gone wrong.
    """
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)


def _refuse(options: Mapping[str, object], why: str) -> None:
    """Refuse options that would do nothing, so that nobody believes that they do."""
    for name, value in options.items():
        if value is not None:
            raise InputError(why, place=name)


def _library() -> ModuleType:
    """Return what serves, or say which extra to install for it."""
    try:
        from sro_policy import serve as library  # noqa: PLC0415 - the extra may not be there
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in _NEEDED:
            raise
        raise InputError("serving needs the extra `serve`: pip install 'sro-policy[serve]'") from None
    return library


def _on_stdio(library: ModuleType, service: Service) -> None:
    source = standard_input()
    if sys.stdout is None:
        raise InputError("is closed", place="standard output")
    sink = sys.stdout.buffer
    for stream in (source, sink):
        # A parent that does not wait for its end may have given it so; what is not there yet would read as the end.
        with contextlib.suppress(OSError):
            os.set_blocking(stream.fileno(), True)
    try:
        library.serve_stdio(service, source, sink)
    except BrokenPipeError:
        drop_the_rest()  # the client is gone, and nothing is owed to it
    except OSError as error:
        raise unwritable(error) from None


def _on_websocket(library: ModuleType, service: Service, host: str, port: int, origins: Sequence[str]) -> None:
    if not host:
        raise InputError("is empty: that would be everywhere", place="--host")
    if not 0 <= port <= _HIGHEST_PORT:
        raise InputError(f"a port is a number from 0 to {_HIGHEST_PORT}", place="--port")
    with placed_at("--origin"):
        for origin in origins:
            library.check_origin(origin)
    _warn_beyond_this_machine(host)
    if library.serve_websocket(service, host, port, origins=origins, ready=lambda at: _tell(host, at)):
        os._exit(0)  # Python would wait for calls that nobody hears any more; every step of a journal is on the disk


def _tell(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    write_text(f"listening on ws://{shown}:{port}\n", aside=True)


def _warn_beyond_this_machine(host: str) -> None:
    try:
        stays = ipaddress.ip_address(host).is_loopback
    except ValueError:
        stays = host == "localhost"
    if not stays:
        words = (
            "anybody who reaches this port can call the server, and sees no certificate: put one before it that asks\n"
        )
        write_text(f"Warning: {words}", aside=True)
