"""From a pattern to a case, and from the case to what an engine says of it: nothing is shown that was not replayed."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import final

import attrs

from sro_policy.conditions import Value
from sro_policy.deciding import evaluate
from sro_policy.decision import Decision, FrozenMapping
from sro_policy.errors import ReplayError
from sro_policy.exact.groups import groups
from sro_policy.policy import BoundRule, Status
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

    def dated(self, pattern: Mapping[str, Value], dates: Mapping[str, Raw], about: BoundRule) -> Witness:
        """Return the witness that shows the status of a rule at this pattern, on these dates and numbers."""
        behind = self.space.dates if self.space.dates.clash(pattern) is None else self.space.open_dates
        raw = {**_values(self.space.vocabulary, pattern), **behind.satisfying(pattern), **dates}
        return next(witness for witness in self._replayed(pattern, raw, {about.id: about}) if witness.shows)

    def _replayed(
        self, pattern: Mapping[str, Value], raw: Mapping[str, Raw], rules: Mapping[str, BoundRule]
    ) -> Iterator[Witness]:
        vocabulary = self.space.vocabulary
        # Dates have no variable, so no pattern names them.
        measured = [
            fact.worded(raw[key]) for key, fact in vocabulary.facts.items() if key in raw and not fact.variables
        ]
        for case in self._cases(raw, rules):
            decision = self._judged(case)
            yield Witness(
                pattern=FrozenMapping(pattern),
                says=(*self.space.in_words(pattern), *measured),
                case=case,
                settings=FrozenMapping(self.space.bound.settings),
                shows=FrozenMapping((f.rule, f.status) for f in decision.findings if f.rule in rules),
                engine=decision.engine,
            )

    def _judged(self, case: Mapping[str, object]) -> Decision:
        bound = self.space.bound
        return evaluate(case, policy=bound.policy, settings=dict(bound.settings))

    def _cases(self, raw: Mapping[str, Raw], rules: Mapping[str, BoundRule]) -> Iterator[dict[str, object]]:
        """Yield the case, then cases in which a part of which nothing is known has one more fact.

        A part that is absent gives no findings; of a part that is there something is known, so a witness on a rule
        about it takes some fact that leaves the rule as it is, and that no constraint ties to others.
        """
        tied = {name for group in groups(self.space.constraints) for name in group.names}
        subjects = {rule.subject for rule in rules.values()}
        yield document(raw, acts="act" in subjects)
        for subject in sorted(subjects - {"act"}):
            facts = (fact for fact in self.space.vocabulary.of(subject) if isinstance(fact, BooleanFact))
            free = (fact.key for fact in facts if fact.key not in tied and fact.key not in raw)
            for key, value in itertools.product(free, (True, False)):
                yield document({**raw, key: value}, acts="act" in subjects)


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
