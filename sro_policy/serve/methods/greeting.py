"""The handshake, and whether the server works."""

from __future__ import annotations

from sro_policy.serve.connection import PROTOCOLS, Connection
from sro_policy.serve.faults import GREETING, Fault
from sro_policy.serve.shapes import HealthJson, HelloJson, Protocols
from sro_policy.version import __version__


def hello(connection: Connection, protocols: Protocols) -> HelloJson:
    """Agree on a version of the protocol, the highest that both speak. Every other call comes after it."""
    common = [version for version in protocols if type(version) is int and version in PROTOCOLS]
    if not common:
        spoken = ", ".join(map(str, PROTOCOLS))
        raise Fault(GREETING, f"no version in common: the server speaks {spoken}", place="protocols")
    connection.protocol = max(common)
    service = connection.service
    edition = service.policy.edition
    return {
        "protocol": connection.protocol,
        "protocols": list(PROTOCOLS),
        "server": {"name": "sro-policy", "version": __version__},
        "policy": {"number": edition.number, "edition": edition.name, "digest": service.digest},
        "engine": service.engine,
        "limits": service.limits.to_json(),
    }


def health(connection: Connection) -> HealthJson:
    """Say whether the server works, for how long it has run, and how much it has open."""
    service = connection.service
    return {
        "status": "ok",
        "seconds": round(service.seconds, 3),
        "connections": service.connections.taken,
        "sessions": {"own": len(connection.sessions), "all": service.sessions.taken},
    }
