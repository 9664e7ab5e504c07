"""Every claim is decided alike by decision diagrams and by z3, which share nothing but the conditions."""

from __future__ import annotations

import itertools

import pytest

from sro_policy import POLICY_431
from sro_policy.conditions import NEVER, AllOf, AnyOf, Condition, negation
from sro_policy.exact.implicants import prime_implicants
from sro_policy.policy import BoundRule, Status
from sro_policy.prove.claims import conflicts, effects, redundancy, silence
from sro_policy.prove.space import Space

from .second_opinion import Opinion

DEFAULT: dict[str, str] = {}
SETTINGS = (DEFAULT, {"A2": "one", "A19": "former_too", "A33": "anywhere"}, {"M1": "free"})


def of(settings: dict[str, str]) -> tuple[Space, Opinion]:
    space = Space(POLICY_431.bind(settings))
    return space, Opinion(space.bound, space.tied)


def changed(space: Space) -> list[BoundRule]:
    """Return the rules that read otherwise than by default; by default, all."""
    default = {rule.id: rule for rule in POLICY_431.bind({}).rules}
    if not space.bound.settings:
        return list(space.rules)
    return [r for r in space.rules if (r.applies, r.broken) != (default[r.id].applies, default[r.id].broken)]


def decided(rule: BoundRule, status: Status) -> tuple[list[Condition], list[Condition]]:
    """Return what is known and what is open at a status, as the interface defines it."""
    applies, broken = rule.applies, rule.broken
    return {
        "not_applicable": ([negation(applies)], []),
        "clear": ([negation(broken)], [applies]),
        "undetermined": ([], [applies, broken]),
        "due": ([applies], [broken]),
        "met": ([applies, negation(broken)], []),
        "breached": ([applies, broken], []),
    }[status]


@pytest.mark.parametrize("settings", SETTINGS)
def test_statuses_are_reached_alike(settings: dict[str, str]) -> None:
    """A status is reached by some partial pattern for one prover exactly where it is for the other."""
    space, opinion = of(settings)
    for rule in changed(space):
        for status, patterns in space.statuses(rule).items():
            found = (patterns & space.diagram.possible).satisfiable()
            assert found == opinion.can_be_known(*decided(rule, status)), (rule.id, status)


@pytest.mark.parametrize("settings", SETTINGS)
def test_conflicts_are_found_alike(settings: dict[str, str]) -> None:
    """Each pair of rules, and all rules together, can be kept at once for one prover exactly where for the other."""
    space, opinion = of(settings)
    rules = [rule for rule in space.rules if rule.broken != NEVER]
    for pair in itertools.combinations(rules, 2):
        chosen = {name for rule in pair for name in conflicts.choices(space, rule)}
        found = conflicts.clash(space, pair).satisfiable()
        assert found == opinion.can_conflict(pair, chosen), pair
    chosen = {name for rule in rules for name in conflicts.choices(space, rule)}
    found = conflicts.clash(space, rules).satisfiable()
    assert found == opinion.can_conflict(rules, chosen)


@pytest.mark.parametrize("settings", SETTINGS)
def test_redundancy_is_found_alike(settings: dict[str, str]) -> None:
    """A rule has a case of its own for one prover exactly where it has for the other, and z3 agrees on that case."""
    space, opinion = of(settings)
    for rule in space.rules:
        own = redundancy.own_case(space, rule)
        found = space.least(space.diagram.known(own))
        assert (found is not None) == opinion.can(own), rule.id
        if found is not None:
            assert opinion.at(found, own)


@pytest.mark.parametrize("settings", SETTINGS)
def test_silence_is_found_alike(settings: dict[str, str]) -> None:
    """Where no clause speaks for one prover none does for the other, and each example is one for z3, too."""
    space, opinion = of(settings)
    acts = [rule for rule in space.rules if rule.subject == "act"]
    nothing = AllOf(tuple(negation(rule.applies) for rule in acts))
    assert opinion.can(nothing)
    for entry in silence.prove(space):
        for witness in entry.witnesses:
            rules = [rule for rule in space.rules if rule.id in witness.shows]
            assert opinion.at(witness.pattern, AllOf(tuple(negation(rule.applies) for rule in rules)))


@pytest.mark.parametrize("settings", SETTINGS)
def test_what_is_concluded_is_judged_alike(settings: dict[str, str]) -> None:
    """For z3, too, each implicant implies its condition and does so with nothing to spare, and all together say it.

    That no implicant is missing is held against brute force, in the tests of exactness.
    """
    space, opinion = of(settings)
    for rule in changed(space):
        for condition in dict.fromkeys((rule.applies, negation(rule.applies), rule.broken, negation(rule.broken))):
            found = prime_implicants(condition, space.tied)
            assert opinion.covers(found, condition), rule.id
            for branch in found:
                assert opinion.implies(branch, condition), rule.id
                for name in branch:
                    wider = {other: values for other, values in branch.items() if other != name}
                    assert not opinion.implies(wider, condition), (rule.id, name)


def test_the_effects_of_settings_are_found_alike() -> None:
    """A setting changes a rule for one prover exactly where it does for the other."""
    space, opinion = of({})
    told = {entry.about for entry in effects.prove(space) if entry.count is not None}
    for reading in POLICY_431.settings.values():
        for value in reading.values[1:]:
            other = {rule.id: rule for rule in POLICY_431.bind({reading.id: value}).rules}
            for rule in space.rules:
                twin = other[rule.id]
                differs = AnyOf(
                    (
                        rule.applies & ~twin.applies,
                        ~rule.applies & twin.applies,
                        rule.broken & ~twin.broken,
                        ~rule.broken & twin.broken,
                    )
                )
                assert opinion.can(differs) == (f"{reading.id}={value}: {rule.id}" in told)


def test_no_finding_rests_on_a_bearing_fact_for_z3_either() -> None:
    """Two records that differ in a bearing fact alone do not differ in whether any rule applies or is broken."""
    space, opinion = of({})
    bearing = [v for fact in space.vocabulary.facts.values() if fact.bearing for v in fact.variables]
    assert bearing
    rests = AnyOf(tuple(condition for rule in space.rules for condition in (rule.applies, rule.broken)))
    for variable in bearing:
        assert not any(opinion.matters(rests, variable, value) for value in variable.domain)
