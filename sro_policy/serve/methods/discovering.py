"""What can be called here, told to programs."""

from __future__ import annotations

from sro_policy.serve.connection import Connection
from sro_policy.serve.shapes import OpenRpcJson


def discover(connection: Connection) -> OpenRpcJson:
    """Return the description of every method in OpenRPC."""
    # It describes this method too, so it can only be made once there is one.
    from sro_policy.serve.description import openrpc_document  # noqa: PLC0415 - see above

    return openrpc_document(connection.service.policy)
