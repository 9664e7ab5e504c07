"""The origins of pages that are let in, written as browsers write them."""

from __future__ import annotations

import ipaddress
import re
from typing import Final

from sro_policy.errors import InputError, quoted

_ORIGIN: Final = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<host>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
)
_LEFT_OUT: Final = {"http": 80, "https": 443}
"""Ports that a browser does not write."""

_HIGHEST_PORT: Final = 65_535
_NUMBERS: Final = re.compile(r"[0-9.]+")


def check_origin(origin: str) -> str:
    """Return an origin that a browser may name: ``scheme://host``, or ``scheme://host:port``.

    Raises :class:`~sro_policy.InputError` for one that no browser would, so that nobody waits for what is never let in.
    """
    found = _ORIGIN.fullmatch(origin)
    if found is None or not _is_host(found["host"]):
        raise InputError(f"{quoted(origin)} is no origin: write it out, in small letters, as `https://host[:port]`")
    port = found["port"]
    if port is not None and (port.startswith("0") or int(port) > _HIGHEST_PORT):
        raise InputError(
            f"{quoted(origin)} is no origin: a port is a number from 1 to {_HIGHEST_PORT}, without zeros before"
        )
    if port is not None and int(port) == _LEFT_OUT.get(found["scheme"]):
        raise InputError(f"{quoted(origin)} is no origin: browsers leave port {port} out of it")
    return origin


def _is_host(host: str) -> bool:
    """Say whether this is a name, with none of its parts empty, or an address as it is written at its shortest."""
    is_address = host.startswith("[") or _NUMBERS.fullmatch(host)
    if not is_address:
        return all(host.removesuffix(".").split("."))
    try:
        found = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return str(found) == host.strip("[]") and (found.version == 6) is host.startswith("[")  # noqa: PLR2004
