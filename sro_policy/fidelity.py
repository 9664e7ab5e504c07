"""How faithfully the text is encoded: clause by clause, what became of it, and which rules speak for which clause.

A clause is *encoded* where rules give findings on it, *described* where it is a method, which is listed and obliges no
one, and *not encodable* where it has no rule, with the reason. There is no fourth: a clause that nobody read is
refused when a policy is built.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias, final, get_args

import attrs

from sro_policy.decision import FrozenMapping
from sro_policy.errors import PolicyError, quoted
from sro_policy.policy import Clause, Layer, Policy, Section
from sro_policy.rules import POLICY_431

Treatment: TypeAlias = Literal["encoded", "described", "not encodable"]
"""What became of a clause."""

TREATMENTS: Final[tuple[Treatment, ...]] = get_args(Treatment)


@final
@attrs.frozen(kw_only=True)
class ClauseFidelity:
    """One clause: what became of it, by which rules, or why it has none."""

    clause: str
    section: str
    layer: Layer
    addressee: str
    gist: str
    treatment: Treatment
    rules: tuple[str, ...]
    reason: str | None
    readings: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Return it as JSON."""
        return {**attrs.asdict(self), "rules": list(self.rules), "readings": list(self.readings)}


@final
@attrs.frozen(kw_only=True)
class Fidelity:
    """Every clause of a policy, in the order of the text."""

    policy: FrozenMapping[str]
    clauses: tuple[ClauseFidelity, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many clauses there are of each treatment."""
        return {kind: sum(item.treatment == kind for item in self.clauses) for kind in TREATMENTS}

    @property
    def share_covered(self) -> float:
        """The share of all clauses that are encoded or described, from 0 to 1; of the others, each says why not."""
        counts = self.counts
        return (counts["encoded"] + counts["described"]) / len(self.clauses) if self.clauses else 1.0

    @property
    def unread(self) -> tuple[str, ...]:
        """Clauses with neither rule nor reason: none, for a policy with one cannot be built."""
        return tuple(item.clause for item in self.clauses if not item.rules and not item.reason)

    @property
    def clause_of(self) -> Mapping[str, str]:
        """The clause of each rule, by the rule's id."""
        return FrozenMapping({rule: item.clause for item in self.clauses for rule in item.rules})

    def to_json(self) -> dict[str, object]:
        """Return it as JSON, with the map of rules and clauses both ways."""
        return {
            "policy": dict(self.policy),
            "counts": {**dict(self.counts), "unread": len(self.unread)},
            "share_covered": round(self.share_covered, 4),
            "clauses": [item.to_json() for item in self.clauses],
            "rules": dict(self.clause_of),
        }


def fidelity(policy: Policy = POLICY_431) -> Fidelity:
    """Return what became of every clause of a policy, and which rules speak for it.

    Raises :class:`~sro_policy.errors.PolicyError` for what is no policy.
    """
    if not isinstance(policy, Policy):
        raise PolicyError(f"{quoted(policy)} is no policy")
    edition = policy.edition
    return Fidelity(
        policy=FrozenMapping({"number": edition.number, "edition": edition.name}),
        clauses=tuple(_of(section, clause) for section in policy.sections for clause in section.clauses),
    )


def _of(section: Section, clause: Clause) -> ClauseFidelity:
    return ClauseFidelity(
        clause=clause.id,
        section=section.number,
        layer=section.layer,
        addressee=clause.to.name,
        gist=clause.gist,
        treatment=_treatment(clause),
        rules=tuple(f"{section.number}/{rule.name}" for rule in clause.rules),
        reason=clause.no_rule or None,
        readings=tuple(dict.fromkeys(reading.id for rule in clause.rules for reading in rule.readings)),
    )


def _treatment(clause: Clause) -> Treatment:
    if not clause.rules:
        return "not encodable"
    return "encoded" if any(rule.force.gives_findings for rule in clause.rules) else "described"
