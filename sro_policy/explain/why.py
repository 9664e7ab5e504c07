"""Why a finding is what it is: the least of what is known that decides it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import final

import attrs

from sro_policy.conditions import Value, variables
from sro_policy.exact.lifting import Lifting
from sro_policy.exact.minimal import all_minimal, minimal
from sro_policy.explain.lens import what_decides
from sro_policy.explain.subjects import SubjectView
from sro_policy.policy import BoundRule, Status
from sro_policy.vocabulary import Raw


@final
@attrs.frozen
class Grounds:
    """What decides a finding: variables, computed facts among them, with the least inputs that decide these."""

    variables: tuple[str, ...]
    inputs: tuple[str, ...]


def sufficient(view: SubjectView, rule: BoundRule, status: Status) -> Grounds:
    """Return the least of what is known that decides the status: one set of several that there may be."""
    least = minimal(_candidates(view, rule, status), _enough(view, rule, status))
    return next(_with_inputs(view, least))


def all_sufficient(view: SubjectView, rule: BoundRule, status: Status) -> Iterator[Grounds]:
    """Yield every least set of what is known that decides the status."""
    for least in all_minimal(_candidates(view, rule, status), _enough(view, rule, status)):
        yield from _with_inputs(view, least, every=True)


def _candidates(view: SubjectView, rule: BoundRule, status: Status) -> list[str]:
    """Return the known variables that can matter, those first that explain least."""
    read = dict.fromkeys(v.name for condition in what_decides(rule, status) for v in variables(condition))
    mates = [name for group in view.tied if not read.keys().isdisjoint(group.names) for name in group.names]
    order = view.order
    own = sorted(read, key=lambda name: order.get(view.fact_of(name), len(order)), reverse=True)
    # What only constrains goes before what the rule itself reads: "no custody" says more than "a search".
    return [name for name in (*(name for name in mates if name not in read), *own) if name in view.known]


def _enough(view: SubjectView, rule: BoundRule, status: Status) -> Callable[[Sequence[str]], bool]:
    def enough(names: Sequence[str]) -> bool:
        return not view.lens.can_differ(rule, status, {name: view.known[name] for name in names})

    return enough


def _with_inputs(view: SubjectView, names: tuple[str, ...], *, every: bool = False) -> Iterator[Grounds]:
    """Yield the grounds, with the least of its own inputs that decide each computed fact."""
    parts: list[list[tuple[str, ...]]] = []
    for name in names:
        lifting = view.liftings.get(name)
        if lifting is not None:
            # The day of reference comes last in the words, and is left out last: without it no other date counts.
            inputs = [fact.key for fact in reversed(lifting.computed.inputs) if fact.key in view.raw]
            enough = partial(_decides, lifting, view.known[name], view.raw)
            parts.append(list(all_minimal(inputs, enough) if every else [minimal(inputs, enough)]))
    for combined in itertools.product(*parts):
        yield Grounds(names, tuple(dict.fromkeys(key for part in combined for key in reversed(part))))


def _decides(lifting: Lifting, value: Value, raw: Mapping[str, Raw], keys: Sequence[str]) -> bool:
    assert isinstance(value, bool)
    return lifting.decides({key: raw[key] for key in keys}, value)
