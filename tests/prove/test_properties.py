"""Properties of a user's own hold for every fact pattern, or the least that refutes them is found and replayed."""

from __future__ import annotations

import re

import pytest

from sro_policy import POLICY_431, InputError, PolicyError, evaluate
from sro_policy.conditions import ALWAYS, Variable
from sro_policy.prove import CLAIMS, Entry, Property, applies, broken, kept, prove
from sro_policy.vocabulary import BooleanFact, act, incident, officer
from sro_policy.vocabulary.computed import (
    exempt_substitute,
    initial_training_in_time,
    ongoing_training_in_time,
    policy_reviewed_before_duties,
)

from ..policy.invented import clause, policy
from . import planted

STUDENT = incident.person_role.is_("student_here")
ARREST = act.custody_for_offense & act.in_school


def proved(item: Property, **settings: str) -> Entry:
    proof = prove(claims=[], properties=[item], settings=settings)
    (entry,) = proof.claim("property").entries
    assert proof.holds == entry.holds
    return entry


def test_a_property_that_holds_is_said_to_hold() -> None:
    """Whenever a student is arrested in school, staff involvement is advised unless it is impracticable."""
    advised = applies("431.6/involve-school-staff") | ~act.staff_involvement_practicable
    entry = proved(Property("staff are involved", ARREST & STUDENT, advised))
    assert (entry.holds, entry.says, entry.witnesses) == (True, "holds for every fact pattern", ())


def test_a_property_that_does_not_hold_is_refuted_by_the_least_that_there_is() -> None:
    """Not every arrest in school is kept out of view: the case that shows it knows no more than it has to."""
    entry = proved(Property("no arrest is seen", ARREST, ~broken("431.6.p2.s2.view")))
    assert not entry.holds
    (witness,) = entry.witnesses
    assert witness.shows == {"431.6/arrest-out-of-view": "breached"}
    assert len(witness.pattern) == 6
    for name in witness.pattern:
        fewer = {key: value for key, value in witness.case["acts"][0].items() if key != name.partition(".")[2]}  # type: ignore[index]
        if fewer != witness.case["acts"][0]:  # type: ignore[index]
            finding = evaluate({**witness.case, "acts": [fewer]}).finding("431.6.p2.s2.view", "a1")
            assert finding.status != "breached"
    assert "another student sees the act" in entry.says


def test_what_rests_on_a_figure_that_nobody_knows_is_not_decided() -> None:
    """That no edition day is known refutes nothing, and proves nothing: the property is not said to hold."""
    item = Property("each SRO reviews in time", officer.is_sro, policy_reviewed_before_duties)
    entry = proved(item, A28="each_edition")
    assert (entry.holds, entry.witnesses) == (False, ())
    assert entry.says == (
        "not decided where the officer is an SRO, or substitutes for one; the officer did not review the policy before "
        "duties began: nobody knows the figure for whether the officer reviewed the policy before duties began"
    )
    assert len(proved(item).witnesses) == 1


def test_a_property_depends_on_the_settings() -> None:
    """What holds as the text is read by default may not hold as a department reads it."""
    item = Property(
        "only arrests in school are advised on", applies("431.6.p3"), act.in_school & act.custody_for_offense
    )
    assert proved(item).holds
    assert not proved(item, A33="anywhere").holds


def test_a_rule_is_kept_where_it_applies_and_is_not_broken() -> None:
    """The three things that are said of a rule fit together."""
    rule = "431.5/suit-the-age"
    assert proved(Property("kept", kept(rule), applies(rule) & ~broken(rule))).holds
    assert proved(Property("broken", broken(rule), applies(rule))).holds
    assert not proved(Property("applies", applies(rule), kept(rule))).holds


def test_a_property_about_dates_is_refuted_by_dates() -> None:
    """Where computed facts refute it, the witness is a case with dates on which they are so."""
    entry = proved(Property("late once is late always", ~initial_training_in_time, ~ongoing_training_in_time))
    (witness,) = entry.witnesses
    officer_part = witness.case["officer"]
    assert isinstance(officer_part, dict)
    assert {"assumed_duties_on", "required_course_on"} <= set(officer_part)
    assert "as_of" in witness.case


def test_what_no_dates_satisfy_refutes_nothing() -> None:
    """A number that is no substitute's is of no exempt substitute: no case has the one without the other."""
    assert proved(Property("only substitutes are exempt", exempt_substitute, officer.substitute)).holds
    days = officer.substitute_contact_days.above_zero()
    assert proved(Property("only substitutes have days", days, officer.substitute)).holds
    entry = proved(Property("an exempt substitute has no day", exempt_substitute, ~days))
    (witness,) = entry.witnesses
    assert witness.case["officer"] == {"substitute": True, "substitute_contact_days": 1}


def test_a_property_of_facts_alone_speaks_of_no_rule() -> None:
    """A counterexample shows the statuses of the rules that a property names, and none where it names none."""
    entry = proved(Property("acts are in school", ALWAYS, act.in_school))
    (witness,) = entry.witnesses
    assert (witness.pattern, witness.shows, str(witness)) == ({"act.in_school": False}, {}, "the act is not in school")


class _Stranger(BooleanFact):
    """A fact of another vocabulary."""

    @property
    def variables(self) -> tuple[Variable, ...]:
        return (Variable("act.in_scool", "act.in_scool"),)


@pytest.mark.parametrize(
    ("item", "says"),
    [
        (applies("431.6/arrest-in-scool"), "no rule `431.6/arrest-in-scool`; did you mean `431.6/arrest-in-school`?"),
        (broken("431.9.p1"), "no rule `431.9.p1`"),
        (broken("431.8.s3"), "no rule `431.8.s3`; did you mean `431.8.s2`?"),
        (broken("431.1"), "clause `431.1` has no rule: "),
        (_Stranger(known_that="x", ask="x?", who="officer"), "`act.in_scool` is no fact of the policy's vocabulary"),
    ],
)
def test_a_property_that_cannot_be_meant_is_refused(item: object, says: str) -> None:
    """A rule or a fact that there is not is named, with the nearest that there is."""
    with pytest.raises(PolicyError, match=re.escape(says)):
        prove(claims=[], properties=[Property("x", ALWAYS, item)])


def test_a_clause_with_several_rules_is_asked_by_rule() -> None:
    """Where a clause has more rules than one, the error names them."""
    two = policy(clause(planted.STAY, planted.should("other", conduct=act.in_school, says="Stay.")))
    with pytest.raises(PolicyError, match=r"`1\.1` has several rules: 1/stay-in-school, 1/other"):
        prove(two, claims=[], properties=[Property("x", ALWAYS, applies("1.1"))])


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: prove("431"), "`431` is no policy"),
        (lambda: prove(claims=["silense"]), "unknown claim `silense`; did you mean `silence`?"),
        (lambda: prove(claims=[7]), "claims are no-conflict, "),
        (lambda: prove(claims="silence"), "claims are several names"),
        (lambda: prove(settings={"A2": "three"}), "unknown value `three`"),
        (lambda: prove(properties=[ALWAYS]), "is no property"),
        (lambda: Property("x", "in school", ALWAYS), "`in school` is not a condition: join facts and rules with "),
        (lambda: Property("x", act.in_school == True, ALWAYS), "write `act.in_school`"),  # noqa: E712 - the slip
    ],
)
def test_what_cannot_be_proved_is_refused(call: object, says: str) -> None:
    """Each wrong argument is named, and nothing is proved."""
    with pytest.raises((PolicyError, InputError), match=re.escape(says)):
        call()  # type: ignore[operator]


def test_a_proof_is_json_and_its_claims_are_found_by_name() -> None:
    """A proof tells of the policy and the settings, and each claim is there in the order in which it was proved."""
    proof = prove(claims=["silence", "no-conflict"], settings={"A2": "one"}, properties=Property("x", ALWAYS, ALWAYS))
    written = proof.to_json()
    assert written["settings"] == {"A2": "one"}
    assert [claim.name for claim in proof.claims] == ["no-conflict", "silence", "property"]
    assert proof.claim("silence").holds
    with pytest.raises(KeyError):
        proof.claim("statuses")
    assert set(CLAIMS) > {"silence"}
    assert POLICY_431.edition.number == proof.policy["number"]
