"""The policy's conditions for zen-engine: as a decision table, as expressions of a node, and bare.

A decision table has a row for each implicant and collects the numbers of the conditions. A node of expressions
has one for each condition. Bare, all conditions are one compiled expression, a list, and no decision is run at
all: not what a decision engine is used as, but the least that its expression language can cost.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import zen

from benchmarks.implicants import Implicants, in_order
from sro_policy.conditions import Value
from sro_policy.exact.branches import Branch

Run = Callable[[str], Any]
"""Evaluates a record's context, which is JSON text: zen-engine takes that quicker than a dict."""


def context(known: dict[str, Value]) -> str:
    """Return a record as JSON text."""
    return json.dumps(known)


def decision_table(policy: Implicants) -> Run:
    """Return a decision table, run."""
    columns = [{"id": v, "name": v, "type": "expression", "field": v} for v in policy.short.values()]
    rows = [
        {"_id": f"{number}-{place}", "out": str(number)}
        | {policy.short[name]: ", ".join(map(_literal, in_order(values))) for name, values in branch.items()}
        for number, branches in enumerate(policy.conditions)
        for place, branch in enumerate(branches)
    ]
    outputs = [{"id": "out", "name": "out", "field": "n", "type": "expression"}]
    content = {"hitPolicy": "collect", "inputs": columns, "outputs": outputs, "rules": rows}
    return _decision("decisionTableNode", content)


def numbers_of_table(response: dict[str, Any]) -> set[int]:
    """Return the conditions that a decision table found."""
    return {row["n"] for row in response["result"]}


def expression_node(policy: Implicants) -> Run:
    """Return a node with an expression for each condition, run."""
    expressions = [
        {"id": f"c{number}", "key": f"c{number}", "value": text} for number, text in enumerate(_expressions(policy))
    ]
    return _decision("expressionNode", {"expressions": expressions})


def numbers_of_node(response: dict[str, Any]) -> set[int]:
    """Return the conditions that a node of expressions found."""
    return {int(key.removeprefix("c")) for key, holds in response["result"].items() if holds}


def bare_expression(policy: Implicants) -> Run:
    """Return one compiled expression, the list of all conditions, evaluated."""
    evaluate: Run = zen.compile_expression(f"[{', '.join(_expressions(policy))}]").evaluate
    return evaluate


def numbers_of_list(response: list[bool]) -> set[int]:
    """Return the conditions that a bare expression found."""
    return {number for number, holds in enumerate(response) if holds}


def _decision(kind: str, content: dict[str, Any]) -> Run:
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "content": {"schema": ""}},
        {"id": "n", "type": kind, "name": "n", "content": {"passThrough": False, "executionMode": "single"} | content},
        {"id": "out", "type": "outputNode", "name": "out", "content": {"schema": ""}},
    ]
    placed = [node | {"position": {"x": 0, "y": 0}} for node in nodes]
    edges = [
        {"id": f"{one}-{other}", "type": "edge", "sourceId": one, "targetId": other}
        for one, other in (("in", "n"), ("n", "out"))
    ]
    evaluate: Run = zen.ZenEngine().create_decision(json.dumps({"nodes": placed, "edges": edges})).evaluate
    return evaluate


def _expressions(policy: Implicants) -> list[str]:
    return [
        " or ".join(f"({_conjunction(branch, policy)})" for branch in branches) or "false"
        for branches in policy.conditions
    ]


def _conjunction(branch: Branch, policy: Implicants) -> str:
    return " and ".join(_asked(policy.short[name], in_order(values)) for name, values in branch.items()) or "true"


def _asked(short: str, values: Iterable[Value]) -> str:
    literals = [_literal(value) for value in values]
    return f"{short} == {literals[0]}" if len(literals) == 1 else f"{short} in [{', '.join(literals)}]"


def _literal(value: Value) -> str:
    return json.dumps(value)
