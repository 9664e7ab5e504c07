"""A rule that asks whether a number is above zero: it is explained, and changed, as the number that it is."""

from __future__ import annotations

from sro_policy import evaluate
from sro_policy.policy import should_not
from sro_policy.vocabulary import officer

from ..policy.invented import clause, policy

ASKS_FOR_A_NUMBER = policy(
    clause(should_not("serve-as-substitute", conduct=officer.substitute_contact_days.above_zero(), says="Do not."))
)


def test_a_number_is_said_and_changed_as_a_number() -> None:
    """The reason is the number that the case holds, and the change another one, judged again."""
    case = {"officer": {"is_sro": True, "substitute": True, "substitute_contact_days": 12}}
    finding = evaluate(case, policy=ASKS_FOR_A_NUMBER).findings[0]
    assert finding.status == "breached"
    (because,) = finding.why().grounds
    assert (because.fact, because.value) == ("officer.substitute_contact_days", 12)
    kept = finding.changes("kept")
    assert {(step.fact, step.value) for change in kept for step in change.steps} >= {
        ("officer.substitute_contact_days", 0)
    }
    assert all(change.after.status == "met" for change in kept)
