"""Cedar's partial evaluation, through cedarpy: the policy written in two ways.

Of each policy it says that it is satisfied whatever the unknowns are, that it is not, or what is left of it. It
goes from left to right, and leaves what stands behind an unknown part as it is.
"""

from __future__ import annotations

from collections.abc import Iterable

import attrs
import cedarpy

from benchmarks.peers.alternatives import alternatives, written_out
from benchmarks.peers.incidents import Incident
from benchmarks.peers.questions import Question
from benchmarks.peers.to_cedar import conjunction, context, expression, permit
from sro_policy import Truth
from sro_policy.conditions import Condition, variables
from sro_policy.exact.groups import Group


@attrs.frozen
class _Said:
    """The names of the policies that are satisfied, and of those of which something is left."""

    satisfied: frozenset[str]
    left: frozenset[str]


@attrs.frozen(eq=False)
class _Policies:
    texts: tuple[str, ...]
    reads: tuple[str, ...]
    parsed: cedarpy.PolicySet
    entities: cedarpy.Entities

    @classmethod
    def of(cls, policies: Iterable[str], conditions: Iterable[Condition]) -> _Policies:
        texts = tuple(policies)
        reads = dict.fromkeys(variable.name for condition in conditions for variable in variables(condition))
        parsed, entities = cedarpy.PolicySet.from_str("\n".join(texts)), cedarpy.Entities.from_json_str("[]")
        return cls(texts, tuple(reads), parsed, entities)

    def asked(self, incident: Incident) -> _Said:
        request = {
            "principal": 'Officer::"o1"',
            "action": 'Action::"act"',
            "resource": 'Incident::"i1"',
            "context": context(self.reads, incident.known),
        }
        found = cedarpy.is_authorized_partial(request, self.parsed, self.entities).diagnostics
        assert not found.errors
        names = found.id_annotations_by_reason
        satisfied, left = (frozenset(names[i] for i in ids) for ids in (found.reasons, found.nontrivial_residuals))
        return _Said(satisfied, left)


@attrs.frozen(eq=False)
class OnePolicyACondition:
    """Each condition as it is written, in one policy: not satisfied, and nothing left of it, means no."""

    name = "Cedar, as written"
    told = False
    policies: _Policies
    questions: tuple[Question, ...]

    @classmethod
    def build(cls, questions: tuple[Question, ...]) -> OnePolicyACondition:
        """Write the policies."""
        conditions = [question.condition for question in questions]
        policies = [permit(q.name, expression(condition)) for q, condition in zip(questions, conditions, strict=True)]
        return cls(_Policies.of(policies, conditions), questions)

    @property
    def texts(self) -> tuple[str, ...]:
        """The policies."""
        return self.policies.texts

    def answers(self, incident: Incident) -> dict[str, Truth]:
        """Return the answer to each question."""
        said = self.policies.asked(incident)
        return {
            q.name: "yes" if q.name in said.satisfied else "unknown" if q.name in said.left else "no"
            for q in self.questions
        }


@attrs.frozen(eq=False)
class OnePolicyAnAlternative:
    """Each alternative in a policy, those of a condition and those of its opposite: what no policy says is unknown."""

    name: str
    told: bool
    policies: _Policies
    questions: tuple[Question, ...]

    @classmethod
    def build(cls, name: str, questions: tuple[Question, ...], ties: tuple[Group, ...] = ()) -> OnePolicyAnAlternative:
        """Write the policies; told of ties, with what follows from them."""
        sides = {
            f"{question.name}: {answer}": written_out(condition, ties)
            for question in questions
            for answer, condition in (("yes", question.condition), ("no", question.opposite))
        }
        policies = [
            permit(side, conjunction(alternative))
            for side, condition in sides.items()
            for alternative in alternatives(condition)
        ]
        return cls(name, bool(ties), _Policies.of(policies, sides.values()), questions)

    @property
    def texts(self) -> tuple[str, ...]:
        """The policies."""
        return self.policies.texts

    def answers(self, incident: Incident) -> dict[str, Truth]:
        """Return the answer to each question."""
        satisfied = self.policies.asked(incident).satisfied
        return {
            q.name: "yes" if f"{q.name}: yes" in satisfied else "no" if f"{q.name}: no" in satisfied else "unknown"
            for q in self.questions
        }
