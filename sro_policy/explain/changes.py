"""What would change a finding: the least sets of facts that would have to be otherwise.

A rule's answer is decided where one of its prime implicants is: so a change to it is, for some prime implicant, what
does not agree with it yet. Of facts that constraints tie, the others may have to change too, for the record to be one
that can be; of a computed fact, its dates and numbers have to change, to critical values.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from sro_policy.conditions import Value
from sro_policy.decision import Aim
from sro_policy.exact.branches import Branch
from sro_policy.exact.groups import Group
from sro_policy.exact.lifting import ANY_DAY, AS_OF, EARLIEST, Lifting
from sro_policy.explain.subjects import SubjectView
from sro_policy.policy import BoundRule, Status
from sro_policy.vocabulary import Raw

Changed: TypeAlias = "frozenset[tuple[str, Value | Raw]]"
"""Variables of facts, and dates and numbers by the names of their facts, with what they become."""

DEFAULT_AIM: dict[Status, Aim] = {
    "breached": "kept",
    "due": "kept",
    "undetermined": "kept",
    "met": "broken",
    "clear": "broken",
    "not_applicable": "applies",
}
"""What people ask of a finding of each status: the opposite of what it is, or, where it is open, how to keep it."""

MOST_INPUTS = 3
"""No more than so many dates and numbers of one computed fact are changed at once."""


def least_changes(
    view: SubjectView,
    rule: BoundRule,
    aim: Aim,
    free: frozenset[str] | None,
    wanted: Callable[[Changed], bool] = lambda _: True,
) -> list[Changed]:
    """Return one change for every least set of facts that reaches the aim, the smallest first.

    ``free`` are the facts that may change; ``None`` are all of them. A change that is not ``wanted`` is left out, and
    stands in the way of no larger one.
    """
    implicants = view.lens.implicants(rule, aim)
    towards = (change for implicant in implicants for change in _towards(view, implicant, free))
    return _least(filter(wanted, towards))


def _towards(view: SubjectView, implicant: Branch, free: frozenset[str] | None) -> Iterator[Changed]:
    """Yield the least changes after which the record agrees with an implicant."""
    choices = [
        _within(view, implicant, group, free) for group in view.tied if not implicant.keys().isdisjoint(group.names)
    ]
    grouped = {name for group in view.tied for name in group.names}
    for name, allowed in implicant.items():
        if name in grouped or view.known.get(name) in allowed:
            continue
        lifting = view.liftings.get(name)
        if lifting is not None:
            choices.append(
                [
                    change
                    for value in (True, False)
                    if value in allowed
                    for change in _inputs(view, lifting, value, free)
                ]
            )
        elif _may(view, name, free):
            domain = view.vocabulary.variables[name].domain
            choices.append([frozenset({(name, value)}) for value in domain if value in allowed])
        else:
            return
    for combined in itertools.product(*choices):
        yield frozenset().union(*combined)


def _may(view: SubjectView, name: str, free: frozenset[str] | None) -> bool:
    return free is None or view.fact_of(name) in free


def _within(view: SubjectView, implicant: Branch, group: Group, free: frozenset[str] | None) -> list[Changed]:
    """Return the least changes to the variables of a group after which all that is left agrees with an implicant."""
    now = group.key(view.known)
    asked = [(place, implicant[name]) for place, name in enumerate(group.names) if name in implicant]
    found: list[Changed] = []
    for key, left in group.completions.items():
        if any(old is not None and new is None for old, new in zip(now, key, strict=True)):
            continue  # what is known can be otherwise, and not be unknown again
        if all(group.states[index][place] in allowed for index in left for place, allowed in asked):
            change = frozenset(
                (name, new)
                for name, old, new in zip(group.names, now, key, strict=True)
                if new is not None and new != old
            )
            if all(_may(view, name, free) for name, _ in change):
                found.append(change)
    return _least(found)


def _least(changes: Iterable[Changed]) -> list[Changed]:
    """Return the first change for each set of facts of which none can be spared, the smallest set first."""
    first: dict[frozenset[str], Changed] = {}
    for change in changes:
        first.setdefault(frozenset(name for name, _ in change), change)
    least: list[frozenset[str]] = []
    for names in sorted(first, key=lambda names: (len(names), sorted(names))):
        if not any(kept < names for kept in least):
            least.append(names)
    return [first[names] for names in least]


def _inputs(view: SubjectView, lifting: Lifting, value: Value, free: frozenset[str] | None) -> list[Changed]:
    """Return changes to the fewest inputs of a computed fact after which it has this value."""
    # A case is judged as of the day that it names: that day can be learned, and is no fact to be otherwise.
    keys = [
        fact.key
        for fact in lifting.computed.inputs
        if _may(view, fact.key, free) and not (fact.key == AS_OF and AS_OF in view.raw)
    ]
    for size in range(1, MOST_INPUTS + 1):
        found = [
            change
            for some in itertools.combinations(keys, size)
            if (change := _reaching(view, lifting, value, some)) is not None
        ]
        if found:
            return found
    return []


def _reaching(view: SubjectView, lifting: Lifting, value: Value, keys: tuple[str, ...]) -> Changed | None:
    assert isinstance(value, bool)
    inputs = {fact.key for fact in lifting.computed.inputs}
    raw = {key: item for key, item in view.raw.items() if key in inputs}
    kept = {key: item for key, item in raw.items() if key not in keys}
    for change in _assignments(lifting, kept, raw, keys):
        changed = {**kept, **change}
        # Completions that keep the constraints have to exist: else anything could be said of them.
        if (
            lifting.decides(changed, value)
            and next(lifting.completions(changed), None) is not None
            and _in_order({**view.raw, **change})
        ):
            return frozenset(change.items())
    return None


def _in_order(raw: Mapping[str, Raw]) -> bool:
    """Say whether no date lies after the day of reference."""
    today = raw.get(AS_OF)
    return not isinstance(today, dt.date) or all(day <= today for day in raw.values() if isinstance(day, dt.date))


def _assignments(
    lifting: Lifting, read: Mapping[str, Raw], old: Mapping[str, Raw], keys: tuple[str, ...]
) -> Iterator[dict[str, Raw]]:
    """Yield critical values for inputs in turn, those first that lie nearest to what they were."""
    if not keys:
        yield {}
        return
    key, *rest = keys
    was = old.get(key)
    found = list(lifting.critical(key, dict(read)))
    if EARLIEST in found:
        found.append(read.get(AS_OF, ANY_DAY))  # a day that people can make sense of, if it does as well
    for item in sorted(found, key=lambda item: _distance(item, was)):
        if item != was:
            for more in _assignments(lifting, {**read, key: item}, old, tuple(rest)):
                yield {key: item, **more}


def _distance(item: Raw, was: Raw | None) -> tuple[int, int]:
    if isinstance(item, dt.date):
        return (0, abs((item - was).days)) if isinstance(was, dt.date) else (1, -item.toordinal())
    if isinstance(item, int) and isinstance(was, int):
        return 0, abs(item - was)
    return 2, 0
