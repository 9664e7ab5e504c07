"""The end of a server, asked for by a client."""

from __future__ import annotations

from sro_policy.serve.connection import Connection
from sro_policy.serve.faults import REFUSED, Fault
from sro_policy.serve.shapes import EmptyJson


def shutdown(connection: Connection) -> EmptyJson:
    """End the server once this is answered. Refused where clients share it, unless it was started to allow it."""
    if not connection.service.lets_clients_stop_it:
        raise Fault(REFUSED, "clients cannot end this server: it was started without `--allow-shutdown`")
    connection.service.end()
    return {}
