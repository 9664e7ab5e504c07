"""The description of the interface in OpenRPC, made of the methods themselves."""

from __future__ import annotations

from typing import Any

from pjrpc.server.specs.openrpc import Info, License, OpenRPC

from sro_policy.policy import Policy
from sro_policy.rules import POLICY_431
from sro_policy.serve.connection import PROTOCOLS
from sro_policy.serve.faults import KINDS
from sro_policy.serve.inputs import input_schemas
from sro_policy.serve.registry import REGISTRY
from sro_policy.serve.results import result_schemas

_SAYS = (
    "What Policy 431 says of cases, and of incidents as they go on. Call `hello` first. Parameters are given by name, "
    "or by position; what is optional may be null. Errors have `data`: the `place` of what is wrong, and the `problem`."
)


def openrpc_document(policy: Policy = POLICY_431) -> dict[str, object]:
    """Return the description in OpenRPC as plain JSON values: every method with its parameters, result and errors."""
    info = Info(
        title=f"sro-policy: Policy {policy.edition.number}, {policy.title}",
        version=f"{max(PROTOCOLS)}.0.0",
        description=_SAYS,
        license=License(name="MIT"),
    )
    document: dict[str, Any] = OpenRPC(info=info).generate("", {"": REGISTRY.values()})
    errors = {str(kind.code): {"code": kind.code, "message": kind.message} for kind in KINDS}
    document["components"] = {"schemas": {**input_schemas(policy), **result_schemas()}, "errors": errors}
    for method in document["methods"]:
        method["errors"] = [{"$ref": f"#/components/errors/{code}"} for code in errors]
        method["result"]["required"] = True
    return document
