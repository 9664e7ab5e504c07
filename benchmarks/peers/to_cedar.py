"""Conditions as Cedar policies over the attributes of the context, and an incident as a context.

What is not known is an unknown of Cedar's partial evaluation.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from benchmarks.peers.alternatives import Alternative
from sro_policy.conditions import AllOf, AnyOf, Condition, Is, Not, Value


def context(names: Iterable[str], known: Mapping[str, Value]) -> dict[str, Any]:
    """Return a context with all these attributes, those that are not known as unknowns."""
    return {
        _attribute(name): known[name] if name in known else {"__extn": {"fn": "unknown", "arg": _attribute(name)}}
        for name in names
    }


def permit(name: str, expression: str) -> str:
    """Return a policy that permits where the expression is true; ``name`` says what it means that it does."""
    return f"@id({json.dumps(name)})\npermit (principal, action, resource)\nwhen {{ {expression} }};\n"


def expression(condition: Condition) -> str:
    """Return the condition as it is written."""
    if isinstance(condition, Is):
        return _literal(condition)
    if isinstance(condition, Not):
        return f"!({expression(condition.part)})"
    assert isinstance(condition, AllOf | AnyOf)
    joint = " && " if isinstance(condition, AllOf) else " || "
    return joint.join(f"({expression(p)})" if isinstance(p, AllOf | AnyOf) else expression(p) for p in condition.parts)


def conjunction(alternative: Alternative) -> str:
    """Return one alternative; one that asks for nothing always holds."""
    return " && ".join(map(_literal, alternative)) or "true"


def _attribute(name: str) -> str:
    return name.replace(".", "_")


def _literal(literal: Is) -> str:
    variable, values = literal.variable, literal.values
    attribute = f"context.{_attribute(variable.name)}"
    if variable.is_boolean:
        return attribute if True in values else f"!{attribute}"
    asked, others = ([json.dumps(v) for v in variable.domain if (v in values) is yes] for yes in (True, False))
    if len(asked) == 1:
        return f"{attribute} == {asked[0]}"
    if len(others) == 1:
        return f"{attribute} != {others[0]}"
    return f"[{', '.join(asked)}].contains({attribute})"
