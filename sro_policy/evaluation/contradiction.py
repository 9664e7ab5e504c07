"""Records that no completion satisfies: found by their groups, refused with the facts that clash."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from sro_policy.conditions import Value, Variable, holds, variables
from sro_policy.errors import InputError
from sro_policy.exact.groups import Group
from sro_policy.exact.minimal import minimal
from sro_policy.vocabulary import Constraint

_MOST_SENTENCES = 2


def refuse_contradictions(
    known: Mapping[str, Value], tied: Sequence[Group], constraints: Sequence[Constraint], place: str
) -> None:
    """Raise :class:`~sro_policy.errors.InputError` where the known values cannot all be so.

    It names facts of which none could be left out, the others being possible then, and says why.
    """
    for group in tied:
        if group.key(known) not in group.completions:
            raise InputError(f"these cannot be so together: {_explained(known, group, constraints)}", place=place)


def _explained(known: Mapping[str, Value], group: Group, constraints: Sequence[Constraint]) -> str:
    def clash(kept: Sequence[Variable]) -> bool:
        return group.key({v.name: known[v.name] for v in kept}) not in group.completions

    clashing = minimal([v for v in group.variables if v.name in known], clash)
    values = {v.name: known[v.name] for v in clashing}
    words = " and ".join(_worded(v, values[v.name]) for v in clashing)
    own = [c for c in constraints if {v.name for v in variables(c.must_hold)} <= set(group.names)]
    reasons = minimal(own, lambda kept: not possible(kept, values))
    if len(reasons) <= _MOST_SENTENCES:
        return f"{words}: {'; '.join(c.says for c in reasons)}"
    # A reason for each value of something unsaid, such as the kind: it is enough to name that.
    unsaid = dict.fromkeys(v.fact for c in reasons for v in variables(c.must_hold) if v.name not in values)
    return f"{words}: no {' and '.join(f'`{fact}`' for fact in unsaid)} allows that"


def possible(constraints: Sequence[Constraint], values: Mapping[str, Value]) -> bool:
    """Say whether these constraints can all be kept by a record with these values."""
    read = {v.name: v for c in constraints for v in variables(c.must_hold)}
    domains = [(values[name],) if name in values else v.domain for name, v in read.items()]
    return any(
        all(holds(c.must_hold, dict(zip(read, state, strict=True))) for c in constraints)
        for state in itertools.product(*domains)
    )


def _worded(variable: Variable, value: Value) -> str:
    if variable.name.endswith(">0"):
        return f"`{variable.fact}` is {'above 0' if value else '0'}"
    return f"`{variable.name}` is {f'`{value}`' if isinstance(value, str) else str(value).lower()}"
