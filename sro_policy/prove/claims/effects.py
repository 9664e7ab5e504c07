"""What each setting changes: for every other value of it, which rules, at exactly which fact patterns.

A setting of a figure changes what computed facts say of the same dates. There the patterns of plain facts stay as
they are, and a case shows dates on which the two figures part.
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from sro_policy.conditions import NEVER, AnyOf, Condition, Is, variables
from sro_policy.exact.implicants import prime_implicants
from sro_policy.policy import BoundRule
from sro_policy.prove.parting import partings
from sro_policy.prove.proof import Entry
from sro_policy.prove.space import Space
from sro_policy.prove.witnesses import Witnesses

NAME = "settings"
SAYS = "each setting changes something, and exactly this"


def prove(space: Space) -> Iterator[Entry]:
    """Yield for each value of each setting that is not the one selected, rule by rule, what it changes."""
    policy = space.bound.policy
    chosen = dict(space.bound.settings)
    for reading in policy.settings.values():
        for value in reading.values:
            if value == chosen.get(reading.id, reading.values[0]):
                continue
            about = f"{reading.id}={value}"
            other = Space(policy.bind({**chosen, reading.id: value}))
            changed = [*_by_patterns(space, other), *_by_figures(space, other)]
            yield from (attrs.evolve(entry, about=f"{about}: {entry.about}") for entry in changed)
            if not changed:
                yield Entry(about=about, says="changes nothing", holds=False)


def _by_patterns(space: Space, other: Space) -> Iterator[Entry]:
    otherwise = {rule.id: rule for rule in other.rules}
    for rule in space.rules:
        twin = otherwise[rule.id]
        read = (rule.applies, rule.broken, twin.applies, twin.broken)
        here, there = Space(space.bound, also=read), Space(other.bound, also=read)
        diagram = here.diagram
        differences = [
            (what, condition)
            for what, condition in _differences(rule, twin)
            if (diagram.where(condition) & diagram.allowed).satisfiable()
        ]
        if not differences:
            continue
        changed = diagram.where(AnyOf(tuple(condition for _, condition in differences)))
        names = {variable.name for condition in read for variable in variables(condition)}
        least = here.least(diagram.known_among(changed))
        if least is None:
            continue  # it changes what no dates satisfy
        yield Entry(
            about=rule.id,
            says=", and ".join(what for what, _ in differences),
            count=here.count(changed, names),
            of=here.count(diagram.all, names),
            ways=tuple(f"{what} where {way}" for what, condition in differences for way in _ways(here, condition)),
            witnesses=(Witnesses(here).of(least, (rule,)), Witnesses(there).of(least, (twin,))),
        )


def _differences(rule: BoundRule, twin: BoundRule) -> Iterator[tuple[str, Condition]]:
    """Yield what is said of a rule under one setting and not under the other, and where."""
    yield "also applies", twin.applies & ~rule.applies
    yield "no longer applies", rule.applies & ~twin.applies
    # A rule without conduct is broken wherever it applies: once is enough, unless nothing breaks it any more.
    if rule.rule.conduct is not None or NEVER in {rule.broken, twin.broken}:
        yield "is also broken", twin.broken & ~rule.broken
        yield "is no longer broken", rule.broken & ~twin.broken


def _ways(space: Space, condition: Condition) -> list[str]:
    """Return in words exactly where a condition holds: each least that has to be known for it."""
    named = space.diagram.variable
    return sorted(
        " and ".join(space.vocabulary.clause(Is(named(name), values)) for name, values in way.items())
        for way in prime_implicants(condition, space.tied)
    )


def _by_figures(space: Space, other: Space) -> Iterator[Entry]:
    for parting in partings(space, other.bound):
        if parting.shown is not None:
            yield Entry(
                about=parting.rule.id,
                says=f"whether {parting.item.known_that} is reckoned by another figure ({', '.join(parting.figures)})",
                witnesses=parting.shown,
            )
