"""From a verdict to a finding: the words, the facts behind what is needed, and what bears on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from sro_policy.conditions import Value, variables
from sro_policy.decision import Deadline, Finding, FrozenMapping, Known, Limb
from sro_policy.evaluation.compiled import CompiledPolicy
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.evaluation.wording import status_of, word_of
from sro_policy.exact.lifting import AS_OF, Lifted
from sro_policy.exact.plan import Verdict
from sro_policy.policy import BoundRule, Status
from sro_policy.vocabulary import BooleanFact, ChoiceFact, Fact, Raw, Vocabulary


class Readings:
    """What a snapshot says of variables and of computed facts."""

    def __init__(self, compiled: CompiledPolicy, snapshot: Snapshot) -> None:
        vocabulary = compiled.bound.policy.vocabulary
        self.facts = vocabulary.facts
        self.order = vocabulary.order
        self._facts_of, self._read_apart = _variables(vocabulary)
        raw: dict[str, Raw] = {} if snapshot.as_of is None else {AS_OF: snapshot.as_of}
        for part in snapshot.parts.values():
            raw |= part
        self.lifted: dict[str, Lifted] = {}
        # An officer of whom only the assignment is known is the scope of acts, and no subject.
        spoken_of = {part for part, said in snapshot.parts.items() if said and said.keys() != {"officer.is_sro"}}
        for key, lifting in compiled.liftings.items():
            if lifting.computed.subject in spoken_of:
                self.lifted[key] = lifting.lift(raw)

    def values(self, raw: Mapping[str, Raw]) -> dict[str, Value]:
        """Return the value of each variable of which a part says something."""
        found: dict[str, Any] = dict(raw)
        for key in raw:
            if key in self._read_apart:
                found.update(self._read_apart[key].readings(found.pop(key)))
        return found

    def facts_needed(self, variables: tuple[str, ...]) -> tuple[str, ...]:
        """Return the facts by which a person finds variables that are needed, in the order of the vocabulary."""
        if not variables:
            return ()
        return tuple(sorted({fact for v in variables for fact in self._behind(v)}, key=self.order.__getitem__))

    def _behind(self, variable: str) -> tuple[str, ...]:
        if variable in self.lifted:
            return self.lifted[variable].moved_by
        return self._facts_of[variable]


@lru_cache(maxsize=8)
def _variables(vocabulary: Vocabulary) -> tuple[dict[str, tuple[str, ...]], dict[str, Fact]]:
    """Return the facts of each variable, and the facts whose value is not that of a variable of the same name."""
    facts = vocabulary.facts.values()
    facts_of: dict[str, tuple[str, ...]] = {variable.name: (fact.key,) for fact in facts for variable in fact.variables}
    facts_of |= {item.key: tuple(fact.key for fact in item.inputs) for item in vocabulary.computed}
    return facts_of, {fact.key: fact for fact in facts if not isinstance(fact, BooleanFact | ChoiceFact)}


_NOTHING: FrozenMapping[Known] = FrozenMapping()


def finding_of(verdict: Verdict, subject: str, stage: str | None, readings: Readings, snapshot: Snapshot) -> Finding:
    """Return the finding for a verdict on a subject; ``stage`` is an act's, else ``None``."""
    rule = verdict.rule
    status = status_of(verdict)
    needs = readings.facts_needed(verdict.needs)
    due_by = None
    if verdict.broken == "unknown" and rule.computed:
        lifts = [readings.lifted[item.key] for item in rule.computed if item.key in readings.lifted]
        due_by = next((lift.due_by for lift in lifts if lift.due_by), None)
    limbs = _limbs(verdict, readings) if status == "met" else ()
    deadlines = _deadlines(verdict, status, readings) if verdict.raised else ()
    judged = tuple([key for key in needs if readings.facts[key].judged]) if needs else ()
    said = (verdict, subject, stage, needs, judged, due_by, limbs, deadlines)
    awaits = status in {"due", "undetermined"} and (judged or rule.rule.weighs_bearing_facts)
    bearing = _bearing(snapshot, subject, readings) if awaits else _NOTHING
    reason = snapshot.reasons.get(f"{rule.id}@{subject}") if snapshot.reasons else None
    if bearing or reason:
        return _finding(*said, bearing, reason)
    return _kept_finding(*said)


def _finding(  # noqa: PLR0917 - all that a finding rests on, by which it is kept
    verdict: Verdict,
    subject: str,
    stage: str | None,
    needs: tuple[str, ...],
    judged: tuple[str, ...],
    due_by: dt.date | None,
    limbs: tuple[Limb, ...],
    deadlines: tuple[Deadline, ...],
    bearing: FrozenMapping[Known] = _NOTHING,
    reason: str | None = None,
) -> Finding:
    rule = verdict.rule
    status = status_of(verdict)
    return Finding(
        **_of_rule(rule),
        subject=subject,
        applies=verdict.applies,
        broken=verdict.broken,
        status=status,
        word=word_of(rule, status, stage, reason),
        needs=needs,
        judged=judged,
        due_by=due_by,
        flags=tuple([flag.name for flag in verdict.raised if status in flag.at]),
        reason=reason if status == "breached" and rule.force.is_advice and stage != "contemplated" else None,
        limbs=limbs,
        parameters=rule.parameters,
        deadlines=deadlines,
        bearing=bearing,
    )


# The same few findings come again and again, so they are kept, and shared: a finding is a value. Those that hold what
# people wrote, or what is known of a student, are not.
_kept_finding = lru_cache(maxsize=4096)(_finding)


@lru_cache(maxsize=1024)
def _of_rule(rule: BoundRule) -> dict[str, Any]:
    """Return what every finding on a rule says alike."""
    return {
        "rule": rule.id,
        "clause": rule.clause.id,
        "layer": rule.section.layer,
        "force": str(rule.force),
        "addressee": rule.clause.to.name,
        "statement": rule.rule.says,
        "readings": tuple(reading.id for reading in rule.rule.readings),
    }


def _limbs(verdict: Verdict, readings: Readings) -> tuple[Limb, ...]:
    lifted = readings.lifted
    return tuple([Limb(name, lifted[name].by if name in lifted else None) for name in verdict.met_by])


def _deadlines(verdict: Verdict, status: Status, readings: Readings) -> tuple[Deadline, ...]:
    """Return both answers where a flag is raised for a computed fact on which two authorities differ."""
    differing = {key: lift.both for key, lift in readings.lifted.items() if lift.both}
    if not differing:
        return ()
    read = {variable.name for flag in verdict.raised if status in flag.at for variable in variables(flag.known)}
    return tuple([Deadline(*one) for key, both in differing.items() if key in read for one in both])


def _bearing(snapshot: Snapshot, subject: str, readings: Readings) -> FrozenMapping[Known]:
    known = {**snapshot.parts.get("incident", {}), **snapshot.acts.get(subject, {})}
    found = {key: value for key, value in known.items() if readings.facts[key].bearing}
    return FrozenMapping({k: FrozenMapping(v) if isinstance(v, tuple) else v for k, v in found.items()})
