"""The policy's conditions for cedarpy: a set of policies, of which those that permit are the answer.

One policy a condition, its implicants joined by `||`, was quicker than one policy an implicant. Facts are
attributes of the context: there where they are known, else not there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import cedarpy

from benchmarks.implicants import Implicants, in_order
from sro_policy.conditions import Value
from sro_policy.exact.branches import Branch

Request = dict[str, str]


def request(known: dict[str, Value]) -> Request:
    """Return a record as a request, its context as JSON text."""
    return {"principal": 'U::"u"', "action": 'A::"a"', "resource": 'R::"r"', "context": json.dumps(known)}


def policy_set(policy: Implicants) -> Callable[[Request], Any]:
    """Return the set of policies, asked."""
    texts = [
        f'@id("{number}") permit(principal, action, resource) when {{ {_condition(branches, policy)} }};'
        for number, branches in enumerate(policy.conditions)
    ]
    policies = cedarpy.PolicySet.from_str("\n".join(texts))
    entities = cedarpy.Entities.from_json_str("[]")
    return lambda asked: cedarpy.is_authorized(asked, policies, entities)


def numbers(answer: Any) -> set[int]:  # noqa: ANN401 - cedarpy has no types
    """Return the conditions whose policies permit."""
    assert not answer.diagnostics.errors
    return {int(number) for number in answer.diagnostics.id_annotations_by_reason.values()}


def _condition(branches: Iterable[Branch], policy: Implicants) -> str:
    return " || ".join(f"({_conjunction(branch, policy)})" for branch in branches) or "false"


def _conjunction(branch: Branch, policy: Implicants) -> str:
    return " && ".join(_asked(policy.short[name], in_order(values)) for name, values in branch.items()) or "true"


def _asked(short: str, values: Iterable[Value]) -> str:
    literals = [json.dumps(value) for value in values]
    there, attribute = f"context has {short}", f"context.{short}"
    if len(literals) == 1:
        return f"{there} && {attribute} == {literals[0]}"
    return f"{there} && [{', '.join(literals)}].contains({attribute})"
