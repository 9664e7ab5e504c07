"""Each subject of a case as those who explain see it: its lens, and what is known where it is judged."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import final

import attrs

from sro_policy.conditions import Value
from sro_policy.evaluation.compiled import CompiledPolicy
from sro_policy.evaluation.knowledge import Knowledge
from sro_policy.evaluation.snapshot import Snapshot
from sro_policy.exact.groups import Group, groups
from sro_policy.exact.lifting import AS_OF, Lifting, liftings
from sro_policy.explain.lens import Lens
from sro_policy.policy import BoundPolicy
from sro_policy.vocabulary import Constraint, Raw, Vocabulary

CASE = "case"
"""What owns the facts that belong to no part and no act: the day of reference."""


@final
@attrs.frozen(eq=False)
class SubjectView:
    """A subject of findings: an act by its id, or a part of the case by its name.

    ``known`` has the value of each known variable that its rules may read, ``raw`` that of each known fact.
    """

    subject: str
    kind: str
    lens: Lens
    known: Mapping[str, Value]
    raw: Mapping[str, Raw]
    liftings: Mapping[str, Lifting]
    tied: tuple[Group, ...]
    vocabulary: Vocabulary

    def owner(self, fact: str) -> str:
        """Return where a fact belongs: to this act, to a part, or to the case."""
        part, dot, _ = fact.partition(".")
        if not dot:
            return CASE
        return self.subject if part == self.kind else part

    def behind(self, variable: str) -> tuple[str, ...]:
        """Return the unknown facts by which a variable's value could be learned."""
        if variable in self.liftings:
            return self.liftings[variable].lift(self.raw).moved_by
        return (self.vocabulary.variables[variable].fact,)

    def fact_of(self, name: str) -> str:
        """Return the fact that a variable belongs to; a fact, computed or not, stands for itself."""
        found = self.vocabulary.variables.get(name)
        return name if found is None else found.fact

    @property
    def order(self) -> Mapping[str, int]:
        """The place of each fact in the order of declaration."""
        return self.vocabulary.order

    @property
    def stage_open(self) -> bool:
        """Whether this is an act of which nobody said if it is done."""
        return self.kind == "act" and "act.stage" not in self.raw


@lru_cache(maxsize=64)
def _lens(bound: BoundPolicy, kind: str) -> Lens:
    return Lens(bound.of(kind), _tied(bound.policy.constraints))


@lru_cache(maxsize=8)
def _tied(constraints: tuple[Constraint, ...]) -> tuple[Group, ...]:
    return groups(item.must_hold for item in constraints)


@lru_cache(maxsize=64)
def _moving(ready: CompiledPolicy) -> Mapping[str, Lifting]:
    """Return the liftings, with those that nobody's needs rest on made to say what could move them, too."""
    policy = ready.bound.policy
    still = frozenset(key for key, lifting in ready.liftings.items() if not lifting.moves)
    computed = tuple(item for item in policy.vocabulary.computed if item.key in still)
    constraints = tuple(item.must_hold for item in policy.constraints)
    return {**ready.liftings, **liftings(computed, ready.bound.figures, constraints, still)}


def views(ready: CompiledPolicy, snapshot: Snapshot) -> list[SubjectView]:
    """Return a view of each subject of findings: the parts, then the acts in their order."""
    knowledge = Knowledge(ready, snapshot)
    vocabulary = ready.bound.policy.vocabulary
    tied = _tied(ready.bound.policy.constraints)
    shared: dict[str, Raw] = {} if snapshot.as_of is None else {AS_OF: snapshot.as_of}
    for part in snapshot.parts.values():
        shared |= part
    moving = _moving(ready)

    def view(subject: str, kind: str, known: Mapping[str, Value], raw: Mapping[str, Raw]) -> SubjectView:
        lens = _lens(ready.bound, kind)
        return SubjectView(subject, kind, lens, known, raw, moving, tied, vocabulary)

    parts = [view(part, part, knowledge.shared, shared) for part in knowledge.subjects]
    acts = [view(act, "act", known, {**shared, **snapshot.acts[act]}) for act, known in knowledge.of_acts()]
    return [*parts, *acts]
