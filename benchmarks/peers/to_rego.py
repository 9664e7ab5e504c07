"""Conditions as Rego rules over the input, and an incident as an input that says only what is known.

A question about what the input does not say is undefined in Rego, and a rule that asks it does not hold. So
nothing is derived from silence, as long as no rule uses `not`: none does here, and "no" has rules of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from benchmarks.peers.alternatives import Alternative
from sro_policy.conditions import Is, Value

PACKAGE = "policy_431"


def document(known: Mapping[str, Value]) -> dict[str, Any]:
    """Return what is known as a nested input: `act.purposes.crime` stands in `act`, in `purposes`."""
    found: dict[str, Any] = {}
    for name, value in known.items():
        *path, last = name.split(".")
        place = found
        for step in path:
            place = place.setdefault(step, {})
        place[last] = value
    return found


def rule(found_in: str, name: str, alternative: Alternative) -> str:
    """Return one body of a rule that puts a name in a set; one that asks for nothing always does."""
    body = "".join(f"\t{_literal(literal)}\n" for literal in alternative) or "\ttrue\n"
    return f"{found_in} contains {json.dumps(name)} if {{\n{body}}}\n"


def _literal(literal: Is) -> str:
    variable, values = literal.variable, literal.values
    path = f"input.{variable.name}"
    if variable.is_boolean:
        return path if True in values else f"{path} == false"
    asked, others = ([json.dumps(v) for v in variable.domain if (v in values) is yes] for yes in (True, False))
    if len(asked) == 1:
        return f"{path} == {asked[0]}"
    if len(others) == 1:
        return f"{path} != {others[0]}"
    return f"{path} in {{{', '.join(asked)}}}"
