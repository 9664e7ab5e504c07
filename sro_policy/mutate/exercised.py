"""What each test judged, and so which tests a mutant can be noticed by at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias, final

import attrs

from sro_policy.conditions import Condition, Value
from sro_policy.engines.table import TableEngine
from sro_policy.evaluation.compiled import CompiledPolicy
from sro_policy.exact.groups import groups
from sro_policy.exact.plan import Verdict, plan_for
from sro_policy.mutate.mutants import Mutant
from sro_policy.policy import BoundPolicy, BoundRule, Policy

Judged: TypeAlias = "tuple[tuple[tuple[str, str], ...], str, frozenset[tuple[str, Value]]]"
"""A subject that was judged: under which settings, of which kind, and the value of each variable that was known."""

MOST_JUDGED = 5_000
"""A test that judges more different subjects than so many is tried on every mutant of a rule about them, and last."""


@final
@attrs.define
class TestRun:
    """A test as it ran without a mutant: how long it took, in seconds, and the subjects that it judged.

    ``judged`` is ``None`` where these are too many to be kept.
    """

    name: str
    seconds: float
    subjects: frozenset[str]
    judged: frozenset[Judged] | None


@final
class Recorder:
    """Watches what a test judges of a policy."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._judged: set[Judged] = set()
        self._subjects: set[str] = set()

    def __call__(
        self, ready: CompiledPolicy, subject: str, known: Mapping[str, Value], verdicts: tuple[Verdict, ...]
    ) -> None:
        """Take notice of a subject; of other policies than the one that is recorded, none."""
        del verdicts
        if ready.bound.policy is self._policy:
            self._subjects.add(subject)
            if len(self._judged) <= MOST_JUDGED:
                self._judged.add((ready.bound.settings, subject, frozenset(known.items())))

    def run_of(self, name: str, seconds: float) -> TestRun:
        """Return the test that judged all this."""
        judged = None if len(self._judged) > MOST_JUDGED else frozenset(self._judged)
        return TestRun(name, seconds, frozenset(self._subjects), judged)


def candidates(runs: Iterable[TestRun], mutant: Mutant, policy: Policy, changed: Policy) -> list[TestRun]:
    """Return the tests by which a mutant may be noticed, those that kept what they judged first, the quickest first.

    A test by which it cannot be noticed judged no case on which the verdict of a rule that it changes, or its verb
    where it is due or broken, is another one. A fault on which last days rest may be noticed by whoever judged such a
    subject.
    """
    told = _Telling(mutant, policy, changed)
    found = [run for run in runs if told.may_be_noticed_by(run)]
    # By whole seconds, so that the same test kills a mutant from run to run.
    return sorted(found, key=lambda run: (run.judged is None, int(run.seconds), run.name))


@final
class _Telling:
    def __init__(self, mutant: Mutant, policy: Policy, changed: Policy) -> None:
        self._mutant = mutant
        self._policies = (policy, changed)
        self._engines: dict[tuple[tuple[str, str], ...], tuple[TableEngine, TableEngine]] = {}
        before, after = (_rules(one.bind({}), mutant) for one in self._policies)
        self._subjects = {rule.subject for rule in before}
        self._dated = mutant.where == "figure" or [r.computed for r in before] != [r.computed for r in after]
        self._known: dict[Judged, bool] = {}

    def may_be_noticed_by(self, run: TestRun) -> bool:
        if not self._subjects & run.subjects:
            return False
        return run.judged is None or any(self._differs(judged) for judged in run.judged)

    def _differs(self, judged: Judged) -> bool:
        settings, subject, known = judged
        if subject not in self._subjects:
            return False
        if self._dated:
            return True
        if judged not in self._known:
            if settings not in self._engines:
                before, after = (self._engine(policy.bind(dict(settings))) for policy in self._policies)
                self._engines[settings] = (before, after)
            verdicts = (engine.judge(dict(known)) for engine in self._engines[settings])
            self._known[judged] = any(self._is_other(one, other) for one, other in zip(*verdicts, strict=True))
        return self._known[judged]

    def _is_other(self, one: Verdict, other: Verdict) -> bool:
        if self._mutant.where == "verb":
            return one.broken == "yes" or (one.applies == "yes" and one.broken == "unknown")
        return (one.applies, one.broken, one.needs) != (other.applies, other.broken, other.needs)

    def _engine(self, bound: BoundPolicy) -> TableEngine:
        constraints: tuple[Condition, ...] = tuple(item.must_hold for item in bound.policy.constraints)
        rules = _rules(bound, self._mutant)
        return TableEngine.build(plan_for(rules[0].subject, rules, bound.policy.vocabulary, groups(constraints)))


def _rules(bound: BoundPolicy, mutant: Mutant) -> tuple[BoundRule, ...]:
    return tuple(rule for rule in bound.rules if rule.id in mutant.rules)
