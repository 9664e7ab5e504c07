"""What can and cannot be so together, whatever anyone says: a record that breaks one is refused.

Every exact analysis keeps them, so they also decide: of an act of kind ``search`` it is known that it is no
custody. The dates of a case, none of which may lie after its day of reference, are checked with the input.
"""

from __future__ import annotations

from typing import final

import attrs

from sro_policy.conditions import Condition, implies
from sro_policy.vocabulary.act import act
from sro_policy.vocabulary.incident import incident
from sro_policy.vocabulary.kinds import ASK, SAYS, SPOKEN_OF, YES
from sro_policy.vocabulary.officer import officer


@final
@attrs.frozen
class Constraint:
    """A condition that every record keeps; ``says`` words it for the person whose record does not."""

    must_hold: Condition
    says: str


def _of_kinds() -> tuple[Constraint, ...]:
    found: list[Constraint] = []
    for kind, answers in SAYS.items():
        for fact, answer in zip(SPOKEN_OF, answers, strict=True):
            if answer == ASK:
                continue
            said = fact.as_condition() if answer == YES else ~fact
            words = f"an act of kind {kind} says {'yes' if answer == YES else 'no'} to {fact.key}"
            found.append(Constraint(implies(act.kind.is_(kind), said), words))
    return tuple(found)


CONSTRAINTS: tuple[Constraint, ...] = (
    *_of_kinds(),
    Constraint(
        implies(act.participates_in_discipline, act.discipline_under_way),
        "an officer can take part in discipline only while discipline is under way",
    ),
    Constraint(
        implies(act.purposes.any("discipline"), act.discipline_under_way),
        "an act for discipline is itself discipline under way",
    ),
    Constraint(
        implies(incident.crime_is_pretext, incident.offense_restates_defiance),
        "a crime can be a pretext only where the only offence alleged restates the defiance of staff",
    ),
    Constraint(
        implies(incident.offense_restates_defiance, incident.crime_alleged),
        "an offence that restates defiance is a crime alleged",
    ),
    Constraint(
        implies(act.exigency | act.public_safety_need, ~act.arrest_avoidable),
        "an arrest that exigency or public safety makes necessary cannot be avoided",
    ),
    Constraint(
        implies(officer.substitute_contact_days.above_zero(), officer.substitute),
        "only a substitute has student-contact days as a substitute",
    ),
)
"""Everything that must hold in a record."""
