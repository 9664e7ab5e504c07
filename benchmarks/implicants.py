"""The whole policy's conditions as implicants, for engines that only match what is known.

Every condition that the engines are asked is numbered: whether a rule applies, whether it does not, whether it
is broken, whether it is not, and what its flags and limbs ask. A record is filled up with what its groups
force; then a condition is known exactly where one of its implicants matches. So any engine that can match
conjunctions is exact here, and does no more work than it must.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import attrs

from benchmarks.workload import SUBJECTS, tables
from sro_policy.conditions import Value, Variable
from sro_policy.evaluation.compiled import CompiledPolicy
from sro_policy.exact.branches import Branch
from sro_policy.exact.groups import Group
from sro_policy.exact.implicants import prime_implicants


@attrs.frozen
class Implicants:
    """For each condition its implicants, over variables with short names."""

    conditions: tuple[tuple[Branch, ...], ...]
    variables: Mapping[str, Variable]
    short: Mapping[str, str]
    groups: tuple[Group, ...]

    def filled(self, record: Mapping[str, Value]) -> dict[str, Value]:
        """Return what is known of the variables that implicants read, by their short names."""
        full = dict(record)
        for group in self.groups:
            full |= dict(group.forced(full))
        return {short: full[name] for name, short in self.short.items() if name in full}


def implicants(ready: CompiledPolicy) -> Implicants:
    """Return the implicants of all conditions of all subjects."""
    conditions: list[tuple[Branch, ...]] = []
    variables: dict[str, Variable] = {}
    groups: dict[tuple[str, ...], Group] = {}
    for subject in SUBJECTS:
        plan = tables(ready)[subject].plan
        conditions += (tuple(prime_implicants(condition, plan.groups)) for condition in plan.asked)
        variables |= plan.read
        variables |= {variable.name: variable for group in plan.groups for variable in group.variables}
        groups |= {group.names: group for group in plan.groups}
    read = list(dict.fromkeys(name for branches in conditions for branch in branches for name in branch))
    return Implicants(
        conditions=tuple(conditions),
        variables={name: variables[name] for name in read},
        short={name: f"v{number}" for number, name in enumerate(read)},
        groups=tuple(groups.values()),
    )


def in_order(values: Iterable[Value]) -> list[Value]:
    """Return values in an order that does not depend on a hash."""
    return sorted(values, key=str)
