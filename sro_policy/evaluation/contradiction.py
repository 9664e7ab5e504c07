"""Records that no completion satisfies: found by their groups, refused with the facts that clash."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sro_policy.conditions import Value, holds, variables
from sro_policy.errors import InputError
from sro_policy.exact.groups import Group
from sro_policy.vocabulary import Constraint


def refuse_contradictions(
    known: Mapping[str, Value], tied: Sequence[Group], constraints: Sequence[Constraint], place: str
) -> None:
    """Raise :class:`~sro_policy.errors.InputError` where the known values cannot all be so."""
    for group in tied:
        if group.key(known) in group.completions:
            continue
        clash = {name: known[name] for name in group.names if name in known}
        for name in tuple(clash):
            rest = {other: value for other, value in clash.items() if other != name}
            if group.key(rest) not in group.completions:
                clash = rest
        said = " and ".join(f"`{name}` is {_word(value)}" for name, value in clash.items())
        why = [
            c.says
            for c in constraints
            if {v.name for v in variables(c.must_hold)} <= clash.keys() and not holds(c.must_hold, clash)
        ]
        reason = f": {why[0]}" if why else ""
        raise InputError(f"these cannot be so together: {said}{reason}", place=place)


def _word(value: Value) -> str:
    return f"`{value}`" if isinstance(value, str) else str(value).lower()
