"""What a folder of scenarios exercises: the statuses of each rule, the clauses, and the settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import final

import attrs

from sro_policy.decision import Decision
from sro_policy.policy import STATUSES, BoundRule, Policy, Status
from sro_policy.policy.shapes import REACHED, shape_of
from sro_policy.scenario.running import ScenarioRun
from sro_policy.vocabulary.wording import percent


@final
@attrs.frozen(kw_only=True)
class RuleExercised:
    """A rule, the statuses that it can have, and those that it had, each with the scenarios in which it did."""

    rule: str
    clause: str
    reachable: tuple[Status, ...]
    reached: Mapping[Status, tuple[str, ...]]

    @property
    def missing(self) -> tuple[Status, ...]:
        """The statuses that it can have and never had."""
        return tuple(status for status in self.reachable if status not in self.reached)


@final
@attrs.frozen(kw_only=True)
class ScenarioCoverage:
    """What scenarios exercise. ``settings`` has each value of each setting, with the scenarios that used it."""

    rules: tuple[RuleExercised, ...]
    settings: Mapping[str, Mapping[str, tuple[str, ...]]]

    @property
    def reached(self) -> int:
        """How many pairs of a rule and a status were reached."""
        return sum(len(rule.reached) for rule in self.rules)

    @property
    def reachable(self) -> int:
        """How many such pairs there are."""
        return sum(len(rule.reachable) for rule in self.rules)

    @property
    def percent(self) -> float:
        """The share of these, to a tenth; 100 only where nothing is missing."""
        return percent(self.reached, self.reachable)

    @property
    def clauses_missing(self) -> tuple[str, ...]:
        """The clauses whose rules never spoke: all that they had was `not_applicable`, or nothing."""
        silent = (rule.clause for rule in self.rules if not rule.reached.keys() - {"not_applicable"})
        return tuple(dict.fromkeys(silent))

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "reached": self.reached,
            "reachable": self.reachable,
            "percent": self.percent,
            "rules": [
                {
                    "rule": rule.rule,
                    "clause": rule.clause,
                    "reached": {status: list(names) for status, names in rule.reached.items()},
                    "missing": list(rule.missing),
                }
                for rule in self.rules
            ],
            "clauses_missing": list(self.clauses_missing),
            "settings": {
                name: {value: list(names) for value, names in values.items()} for name, values in self.settings.items()
            },
        }


def covered(runs: Iterable[ScenarioRun], policy: Policy, settings: Mapping[str, str] | None = None) -> ScenarioCoverage:
    """Return what runs of scenarios exercise of a policy: at their opening, and after each of their steps.

    What counts are the statuses that its rules can have under ``settings``. A scenario under others counts with the
    rules that are of the same shape there: where nobody is obliged any more, to be met is something else.
    """
    rules = policy.bind(settings or {}).rules
    reached: dict[str, dict[Status, dict[str, None]]] = {rule.id: {} for rule in rules}
    used: dict[str, dict[str, dict[str, None]]] = {
        name: {value: {} for value in reading.values} for name, reading in policy.settings.items()
    }
    for run in runs:
        for path in run.paths:
            final = path.incident.final
            there = {rule.id: shape_of(rule) for rule in policy.bind(final.settings).rules}
            same = {rule.id for rule in rules if there[rule.id] == shape_of(rule)}
            for rule, status in path.seen:
                if rule in same:
                    reached[rule].setdefault(status, {})[run.scenario.id] = None
            _use(used, policy, final, run.scenario.id)
    return ScenarioCoverage(
        rules=tuple(_exercised(rule, reached[rule.id]) for rule in rules),
        settings={name: {value: tuple(names) for value, names in values.items()} for name, values in used.items()},
    )


def _use(
    settings: Mapping[str, Mapping[str, dict[str, None]]], policy: Policy, decision: Decision, scenario: str
) -> None:
    for name, reading in policy.settings.items():
        settings[name][decision.settings.get(name, reading.values[0])][scenario] = None


def _exercised(rule: BoundRule, reached: Mapping[Status, Mapping[str, None]]) -> RuleExercised:
    possible = REACHED[shape_of(rule)]
    return RuleExercised(
        rule=rule.id,
        clause=rule.clause.id,
        reachable=tuple(status for status in STATUSES if status in possible),
        reached={status: tuple(reached[status]) for status in STATUSES if status in reached},
    )
