"""From a pattern to a case, and from the case to what an engine says of it: nothing is shown that was not replayed."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Container, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import final

import attrs

from sro_policy.conditions import Value
from sro_policy.deciding import evaluate
from sro_policy.decision import CONCLUSIONS, Decision, FrozenMapping
from sro_policy.errors import ReplayError
from sro_policy.exact.groups import groups
from sro_policy.policy import BoundPolicy, BoundRule, Status
from sro_policy.prove.proof import Witness
from sro_policy.prove.space import Space
from sro_policy.vocabulary import BooleanFact, IntegerFact, Raw, SetFact, Vocabulary

ACT = "a1"
"""The act of a witness."""


@final
@attrs.frozen
class Witnesses:
    """Makes cases of the patterns of a space, and has them judged."""

    space: Space

    def of(self, pattern: Mapping[str, Value], about: Iterable[BoundRule]) -> Witness:
        """Return the witness that shows, at this pattern, the statuses of these rules.

        Raises :class:`~sro_policy.errors.ReplayError` where the engine gives others than the diagram: then the proof
        is wrong, or the engine is.
        """
        rules = {rule.id: rule for rule in about}
        expected = {name: self.space.status_at(rule, pattern) for name, rule in rules.items()}
        raw = {**_values(self.space.vocabulary, pattern), **self.space.dates.satisfying(pattern)}
        seen: dict[str, Status] = {}
        for witness in self._replayed(pattern, raw, rules):
            seen = dict(witness.shows)
            if seen == expected:
                return witness
        raise ReplayError(f"replayed, {dict(pattern)} shows {seen}, and not {expected}")

    def parted(
        self, pattern: Mapping[str, Value], dates: Mapping[str, Raw], about: BoundRule, other: BoundPolicy
    ) -> tuple[Witness, Witness] | None:
        """Return the case of this pattern and these dates and numbers under this policy and under another.

        Each shows the status of a rule, which the two policies conclude otherwise; ``None`` where they do not.
        """
        raw = {**_values(self.space.vocabulary, pattern), **dates}
        for case in self._cases(raw, {about.subject}):
            here, there = (_judged(case, bound) for bound in (self.space.bound, other))
            if _concluded(here, about.id) != _concluded(there, about.id):
                says = self._in_words(pattern, raw)
                one, two = (_witness(pattern, says, case, decision, {about.id}) for decision in (here, there))
                return one, two
        return None

    def _replayed(
        self, pattern: Mapping[str, Value], raw: Mapping[str, Raw], rules: Mapping[str, BoundRule]
    ) -> Iterator[Witness]:
        says = self._in_words(pattern, raw)
        for case in self._cases(raw, {rule.subject for rule in rules.values()}):
            yield _witness(pattern, says, case, _judged(case, self.space.bound), rules)

    def _in_words(self, pattern: Mapping[str, Value], raw: Mapping[str, Raw]) -> tuple[str, ...]:
        # Dates have no variable, so no pattern names them.
        facts = self.space.vocabulary.facts
        measured = [fact.worded(raw[key]) for key, fact in facts.items() if key in raw and not fact.variables]
        return *self.space.in_words(pattern), *measured

    def _cases(self, raw: Mapping[str, Raw], subjects: AbstractSet[str]) -> Iterator[dict[str, object]]:
        """Yield the case, then cases in which parts of which nothing is known have one fact more each.

        A part that is absent gives no findings; of a part that is there something is known, so a witness on a rule
        about it takes some fact that leaves the rule as it is, and that no constraint ties to others.
        """
        tied = {name for group in groups(self.space.constraints) for name in group.names}
        more: list[list[tuple[tuple[str, bool], ...]]] = []
        for subject in sorted(subjects - {"act"}):
            facts = self.space.vocabulary.of(subject)
            if sum(fact.key in raw for fact in facts) > 1:
                continue  # it is there; of an officer, to be one is not enough for that
            free = [f.key for f in facts if isinstance(f, BooleanFact) and f.key not in tied and f.key not in raw]
            more.append([(), *((said,) for said in itertools.product(free, (True, False)))])
        for added in itertools.product(*more):
            yield document({**raw, **dict(itertools.chain(*added))}, acts="act" in subjects)


def _witness(
    pattern: Mapping[str, Value],
    says: tuple[str, ...],
    case: Mapping[str, object],
    decision: Decision,
    rules: Container[str],
) -> Witness:
    return Witness(
        pattern=FrozenMapping(pattern),
        says=says,
        case=case,
        settings=FrozenMapping(decision.settings),
        shows=FrozenMapping((f.rule, f.status) for f in decision.findings if f.rule in rules),
        engine=decision.engine,
    )


def _judged(case: Mapping[str, object], bound: BoundPolicy) -> Decision:
    return evaluate(case, policy=bound.policy, settings=dict(bound.settings))


def _concluded(decision: Decision, rule: str) -> list[tuple[object, ...]]:
    found = (finding for finding in decision.findings if finding.rule == rule)
    return [tuple(getattr(finding, name) for name in CONCLUSIONS) for finding in found]


def document(raw: Mapping[str, Raw], *, acts: bool) -> dict[str, object]:
    """Return facts as a case, in the shape that JSON has; with ``acts``, there is an act even if nothing is known."""
    case: dict[str, object] = {}
    act: dict[str, object] = {}
    for key, value in raw.items():
        subject, _, name = key.rpartition(".")
        written: object = value.isoformat() if isinstance(value, dt.date) else value
        if isinstance(value, tuple):
            written = dict(value)
        if not subject:
            case[name] = written
        elif subject == "act":
            act[name] = written
        else:
            part = case.setdefault(subject, {})
            assert isinstance(part, dict)
            part[name] = written
    if acts or act:
        case["acts"] = [{"id": ACT, **act}]
    return case


def _values(vocabulary: Vocabulary, pattern: Mapping[str, Value]) -> dict[str, Raw]:
    """Return the values of the facts whose variables a pattern names; computed facts are left to their dates."""
    found: dict[str, Raw] = {}
    for name, value in pattern.items():
        variable = vocabulary.variables.get(name)
        if variable is None:
            continue
        fact = vocabulary.facts[variable.fact]
        if isinstance(fact, SetFact):
            members = found.get(fact.key, ())
            assert isinstance(members, tuple)
            found[fact.key] = (*members, (name.removeprefix(f"{fact.key}."), bool(value)))
        elif isinstance(fact, IntegerFact):
            found[fact.key] = int(bool(value))
        else:
            found[fact.key] = value
    return found
