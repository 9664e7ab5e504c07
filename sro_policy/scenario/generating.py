"""Makes scenarios: the shortest that tells two rules apart, or two readings of a setting, or reaches what none reached.

A decision diagram finds the least that has to be known; the case is judged again by an engine; and the scenario that is
made of it is run before it is given out. Nothing is generated that was not seen to do what it is for.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeAlias, final

import attrs

from sro_policy.case_files import Expectation
from sro_policy.deciding import evaluate
from sro_policy.errors import InputError, quoted, unknown
from sro_policy.policy import BoundRule, Policy, Status
from sro_policy.policy.misnamed import misnamed
from sro_policy.prove.claims import effects
from sro_policy.prove.proof import Entry, Witness
from sro_policy.prove.space import Space
from sro_policy.prove.witnesses import ACT, Witnesses
from sro_policy.rules import POLICY_431
from sro_policy.scenario.covering import ScenarioCoverage
from sro_policy.scenario.running import run_scenario
from sro_policy.scenario.scenario import Course, Event, Scenario
from sro_policy.vocabulary.wording import spoken

Shown: TypeAlias = "Mapping[str, Status]"
"""The status of each rule that a scenario is about."""

_ASIDE: tuple[tuple[Status, tuple[Status, ...]], ...] = (
    ("breached", ("met", "clear", "not_applicable")),
    ("met", ("not_applicable", "breached")),
    ("not_applicable", ("met", "clear")),
)
"""What tells one rule from another, the most telling first: this is broken and that is not."""


@final
class Generator:
    """Makes scenarios under one policy and its settings."""

    def __init__(self, policy: Policy = POLICY_431, settings: Mapping[str, str] | None = None) -> None:
        """Bind the policy.

        Raises :class:`~sro_policy.InputError` for a setting that there is not.
        """
        self.policy = policy
        self.settings = dict(settings or {})
        policy.check_settings(self.settings)
        self._space = Space(policy.bind(self.settings))
        self._rules = {rule.id: rule for rule in self._space.rules}

    def apart(self, one: str, other: str) -> Scenario | None:
        """Return the shortest scenario in which one rule is broken and the other is not, or as telling as there is.

        Rules and clauses that have one rule are named. ``None`` where nothing tells the first from the second.

        Raises :class:`~sro_policy.InputError` for a name that is none.
        """
        first, second = self._named(one), self._named(other)
        if first is second:
            raise InputError(f"{quoted(one)} and {quoted(other)} are the same rule")
        here, there = self._space.statuses(first), self._space.statuses(second)
        for status, others in _ASIDE:
            among = there[others[0]]
            for item in others[1:]:
                among |= there[item]
            found = self._space.least(here[status] & among)
            if found is not None:
                witness = Witnesses(self._space).of(found, (first, second))
                one_is, other_is = (spoken(witness.shows[rule.id]) for rule in (first, second))
                title = f"{first.clause.id} is {one_is}, and {second.clause.id} is {other_is}"
                return self._made(f"{_slug(first.id)}-not-{_slug(second.id)}", title, witness)
        return None

    def readings(self, setting: str) -> tuple[tuple[Scenario, Scenario], ...]:
        """Return scenarios that tell the readings of a setting apart: pairs of the same facts, under one and another.

        Raises :class:`~sro_policy.InputError` for a setting that there is not.
        """
        if setting not in self.policy.settings:
            raise InputError(unknown("setting", setting, self.policy.settings, otherwise="settings are"))
        found: dict[str, tuple[Scenario, Scenario]] = {}
        for entry in self._effects:
            value = entry.about.partition(": ")[0]
            if not value.startswith(f"{setting}=") or len(entry.witnesses) != len(("one", "another")):
                continue
            pair = self._pair(value, *entry.witnesses)
            shortest = found.get(value)
            if shortest is None or _size(pair[0]) < _size(shortest[0]):
                found[value] = pair
        return tuple(found.values())

    def uncovered(self, covered: ScenarioCoverage) -> Iterator[Scenario]:
        """Yield scenarios for each status of a rule that is not covered, none for what one before it reaches too."""
        reached = {(rule.rule, status) for rule in covered.rules for status in rule.reached}
        for rule in covered.rules:
            for status in rule.missing:
                if (rule.rule, status) in reached:
                    continue
                scenario = self.reaching(rule.rule, status)
                if scenario is not None:
                    for path in run_scenario(scenario, self.policy).paths:
                        reached |= path.seen
                    yield scenario

    def reaching(self, name: str, status: Status) -> Scenario | None:
        """Return the shortest scenario in which a rule has a status; ``None`` where it never has."""
        rule = self._named(name)
        found = self._space.least(self._space.statuses(rule)[status])
        if found is None:
            return None
        witness = Witnesses(self._space).of(found, (rule,))
        return self._made(f"{_slug(rule.id)}-{_slug(status)}", f"{rule.clause.id} is {spoken(status)}", witness)

    @cached_property
    def _effects(self) -> tuple[Entry, ...]:
        """What each setting changes: the same for all that are asked for."""
        return tuple(effects.prove(self._space))

    def _pair(self, value: str, one: Witness, another: Witness) -> tuple[Scenario, Scenario]:
        reading = value.lower().replace("=", "-")
        one, another = self._without_idle_facts(one, another)
        return (
            self._made(f"{_slug(reading)}-before", f"Facts that {value} reads otherwise, without it", one),
            self._made(f"{_slug(reading)}-after", f"The same facts, as {value} reads them", another),
        )

    def _without_idle_facts(self, one: Witness, another: Witness) -> tuple[Witness, Witness]:
        """Return witnesses of the same facts, without those of a part, or the day, that change nothing in either.

        Dates on which figures part are searched for together with what they rest on, and so bring more than it takes.
        """
        case: Mapping[str, Any] = one.case
        for place in [
            (part, fact) for part, facts in case.items() for fact in (facts if isinstance(facts, dict) else [""])
        ]:
            fewer = _without(case, *place)
            if all(self._shown(fewer, witness) == witness.shows for witness in (one, another)):
                case = fewer
        return attrs.evolve(one, case=case), attrs.evolve(another, case=case)

    def _shown(self, case: Mapping[str, Any], like: Witness) -> Shown:
        decision = evaluate(case, policy=self.policy, settings=dict(like.settings))
        return {finding.rule: finding.status for finding in decision.findings if finding.rule in like.shows}

    def _named(self, name: str) -> BoundRule:
        found = [rule for rule in self._rules.values() if name in {rule.id, rule.clause.id}]
        if len(found) == 1:
            return found[0]
        if found:
            raise InputError(f"clause {quoted(name)} has several rules: {', '.join(rule.id for rule in found)}")
        names = [*self._rules, *(rule.clause.id for rule in self._rules.values())]
        raise InputError(misnamed(name, self.policy) or unknown("rule or clause", name, names))

    def _made(self, name: str, title: str, witness: Witness) -> Scenario:
        scenario = scenario_of_case(name, title, witness.case, dict(witness.settings), self._subjects(witness.shows))
        run = run_scenario(scenario, self.policy)
        assert run.holds, [str(missed) for path in run.paths for missed in path.missed]
        return scenario

    def _subjects(self, shown: Shown) -> list[Expectation]:
        subjects = {rule: self._rules[rule].subject for rule in shown}
        return [
            Expectation(name=rule, subject=ACT if subjects[rule] == "act" else subjects[rule], status=status)
            for rule, status in shown.items()
        ]


def scenario_of_case(
    name: str, title: str, case: Mapping[str, Any], settings: Mapping[str, str], expect: Sequence[Expectation]
) -> Scenario:
    """Return a scenario that opens with what a case says of its parts, and begins its acts one after another."""
    opening = {key: copy.deepcopy(value) for key, value in case.items() if key != "acts"}
    if settings:
        opening["settings"] = dict(settings)
    events = list(_acts(case.get("acts", [])))
    if events:
        events[-1] = attrs.evolve(events[-1], expect=tuple(expect))
    else:
        events.append(Event(at=0.0, source="officer", expect=tuple(expect)))
    return Scenario(id=name, title=title, about="", opening=opening, began=None, course=Course(events=tuple(events)))


def _acts(acts: Iterable[Mapping[str, Any]]) -> Iterator[Event]:
    for number, act in enumerate(acts, start=1):
        facts = {key: value for key, value in act.items() if key not in {"id", "stage"}}
        yield Event(at=float(number), source="officer", deed="begin", about=str(act["id"]), said=facts)


def _without(case: Mapping[str, Any], part: str, fact: str) -> dict[str, Any]:
    """Return a case without a fact of a part, or without the part where no fact of it is named."""
    if not fact:
        return {key: value for key, value in case.items() if key != part}
    return {**case, part: {key: value for key, value in case[part].items() if key != fact}}


def _slug(name: str) -> str:
    return name.replace(".", "-").replace("/", "-").replace("_", "-").lower()


def _size(scenario: Scenario) -> int:
    """Return how many facts a scenario says."""
    said = [scenario.opening.get(part, {}) for part in scenario.opening]
    said += [event.said for event in scenario.course.events]
    return sum(len(facts) if isinstance(facts, dict) else 1 for facts in said)
