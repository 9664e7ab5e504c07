"""The origins of pages that are let in, written as browsers write them."""

from __future__ import annotations

import re
from typing import Final

from sro_policy.errors import InputError, quoted

_ORIGIN: Final = re.compile(r"([a-z][a-z0-9+.-]*)://(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::([0-9]{1,5}))?")
_LEFT_OUT: Final = {"http": "80", "https": "443"}
"""Ports that a browser does not write."""


def check_origin(origin: str) -> str:
    """Return an origin that a browser may name: ``scheme://host``, or ``scheme://host:port``.

    Raises :class:`~sro_policy.InputError` for one that no browser would, so that nobody waits for what is never let in.
    """
    found = _ORIGIN.fullmatch(origin)
    if found is None:
        raise InputError(f"{quoted(origin)} is no origin: write it out, in small letters, as `https://host[:port]`")
    scheme, port = found.groups()
    if port is not None and port == _LEFT_OUT.get(scheme):
        raise InputError(f"{quoted(origin)} is no origin: browsers leave port {port} out of it")
    return origin
