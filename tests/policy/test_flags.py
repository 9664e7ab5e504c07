"""Flags are raised where the interface says, and change no status: force, discipline and referral."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sro_policy import POLICY_431, evaluate

from ..cases_at_random import case
from .flagging import judged, verdicts, without_flags

ANY = {"clear", "undetermined", "due", "met", "breached", "not_applicable"}
APPLICABLE = ANY - {"not_applicable"}
ARREST = ["431.6.p2.s1", "431.6.p2.s2.place", "431.6.p2.s2.view", "431.6.p3"]
TABLE = {
    "pretext_review": (["431.5.p2.force"], ANY),
    "participation_review": (["431.5.p2.discipline"], {"due", "met"}),
    "presumed": (["431.6.p1"], {"undetermined"}),
    "other_lawful_basis": (["431.6.p2.s1"], {"breached", "undetermined"}),
    "by_purpose": (["431.6.p2.s2.place", "431.6.p2.s2.view"], {"not_applicable", "undetermined"}),
    "weak_staff": (["431.6.p3"], {"met", "clear"}),
    "scope": (ARREST, APPLICABLE),
    "deadline_conflict": (["431.8.s1.initial"], APPLICABLE),
    "unverified_parameter": (["431.8.s1.initial", "431.8.s1.ongoing", "626.8482.3(d)"], APPLICABLE),
}
"""The table of the interface: for each flag its clauses, and the statuses at which it can be raised."""


def test_each_flag_is_on_the_clauses_and_at_the_statuses_of_the_interface() -> None:
    """The flags, the clauses that have them and the statuses at which they can be raised are those of the table."""
    clauses: dict[str, list[str]] = {}
    for clause in POLICY_431.clauses.values():
        for rule in clause.rules:
            for flag in rule.flags:
                clauses.setdefault(flag.name, []).append(clause.id)
                assert flag.at == TABLE[flag.name][1], f"{flag.name} on {clause.id}"
    assert clauses == {name: on for name, (on, _) in TABLE.items()}
    assert list(clauses) == list(POLICY_431.flags)


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_flag_changes_a_status(pick: random.Random) -> None:
    """Without any flag every case has the same statuses, words, needs and last days."""
    document = case(pick, share_known=pick.choice((0.4, 0.7, 0.95)))
    assert verdicts(evaluate(document)) == verdicts(evaluate(document, policy=without_flags()))


def act(sro: object = True, incident: dict[str, Any] | None = None, **facts: Any) -> dict[str, Any]:
    """Make a case of one act in school."""
    return {"officer": {"is_sro": sro}, "incident": incident or {}, "acts": [{"id": "a1", "in_school": True, **facts}]}


DEFIANCE = {"offense_restates_defiance": True}
RULE = ["school_rule"]


@pytest.mark.parametrize(
    ("document", "status", "raised"),
    [
        pytest.param(act(True, DEFIANCE, kind="command", purposes=RULE), "breached", True, id="breached"),
        pytest.param(act(True, DEFIANCE, kind="conversation", purposes=RULE), "due", True, id="due"),
        pytest.param(act(True, DEFIANCE, kind="presence", purposes=RULE), "met", True, id="met"),
        pytest.param(act(True, DEFIANCE, kind="presence"), "clear", True, id="clear"),
        pytest.param(act(True, DEFIANCE, kind="command", purposes=["school_rule", "crime"]), "undetermined", True,
                     id="undetermined"),
        pytest.param(act(True, DEFIANCE, kind="command", purposes=["safety"]), "not_applicable", True,
                     id="another purpose"),
        pytest.param(act(False, DEFIANCE, kind="command", purposes=RULE), "not_applicable", True, id="no SRO"),
        pytest.param(act(True, {"crime_is_pretext": True}, kind="command", purposes=RULE), "breached", True,
                     id="a pretext found says it"),
        pytest.param(act(True, {"offense_restates_defiance": False}, kind="command", purposes=RULE), "breached", False,
                     id="another offence"),
        pytest.param(act(True, {"crime_alleged": True}, kind="command", purposes=RULE), "breached", False,
                     id="unknown whether another"),
        pytest.param(act(True, {"crime_alleged": False}, kind="command", purposes=RULE), "breached", False,
                     id="no offence"),
    ],
)  # fmt: skip
def test_pretext_review_is_raised_whatever_the_status(document: dict[str, Any], status: str, raised: bool) -> None:
    """An offence that is known to restate defiance is flagged at every status; one that may not be is at none."""
    assert judged(document, "431.5.p2.force", "a1", "pretext_review") == (status, raised)


WATCHES: dict[str, Any] = {"kind": "presence", "discipline_under_way": True}


@pytest.mark.parametrize(
    ("document", "status", "raised"),
    [
        pytest.param(act(**WATCHES), "due", True, id="due"),
        pytest.param(act(**WATCHES, participates_in_discipline=False), "met", True, id="met"),
        pytest.param(act(**WATCHES, participates_in_discipline=True), "breached", False, id="breached"),
        pytest.param(act(None, **WATCHES), "undetermined", False, id="undetermined"),
        pytest.param(act(None, **WATCHES, participates_in_discipline=False), "clear", False, id="clear"),
        pytest.param(act(False, **WATCHES), "not_applicable", False, id="no SRO"),
        pytest.param(act(kind="presence", discipline_under_way=False), "not_applicable", False, id="no discipline"),
        pytest.param(act(kind="presence"), "undetermined", False, id="discipline unknown"),
        pytest.param(act(kind="questioning", discipline_under_way=True), "due", False, id="more than presence"),
        pytest.param(act(discipline_under_way=True), "due", False, id="kind unknown"),
        pytest.param(act(kind="instruction", discipline_under_way=True, participates_in_discipline=False), "met", False,
                     id="more than presence, no part"),
    ],
)  # fmt: skip
def test_participation_review_is_raised_on_bare_presence(document: dict[str, Any], status: str, raised: bool) -> None:
    """Presence while discipline is under way is flagged where it is due or met, unless taking part is known."""
    assert judged(document, "431.5.p2.discipline", "a1", "participation_review") == (status, raised)


def test_participation_review_is_not_raised_where_a_setting_takes_the_clause_away() -> None:
    """Read as one prohibition, presence for safety is not reached, and presence for unknown purposes may not be."""
    for purposes, status in ((["safety"], "not_applicable"), (None, "undetermined")):
        document = act(**WATCHES, purposes=purposes)
        assert judged(document, "431.5.p2.discipline", "a1", "participation_review", A2="one") == (status, False)


def referral(sro: object = True, **facts: Any) -> dict[str, Any]:
    """Make a case of a student's crime."""
    return {
        "officer": {"is_sro": sro},
        "incident": {"crime_alleged": True, "person_role": "student_here", **facts},
    }


@pytest.mark.parametrize(
    ("document", "status", "raised"),
    [
        pytest.param(referral(), "undetermined", True, id="undetermined"),
        pytest.param(referral(None), "undetermined", True, id="perhaps an SRO"),
        pytest.param(referral(person_role=None), "undetermined", True, id="perhaps a student"),
        pytest.param(referral(school_referral_considered=False), "undetermined", True, id="not considered"),
        pytest.param(referral(crime_alleged=None, offense_restates_defiance=True), "undetermined", True,
                     id="a defiance says that a crime is alleged"),
        pytest.param(referral(school_referral_considered=True), "clear", False, id="clear"),
        pytest.param(referral(person_role="visitor"), "not_applicable", False, id="no student"),
        pytest.param(referral(False), "not_applicable", False, id="no SRO"),
        pytest.param(referral(school_rule_alleged=True), "due", False, id="due"),
        pytest.param(referral(school_rule_alleged=True, school_referral_considered=True), "met", False, id="met"),
        pytest.param(referral(school_rule_alleged=True, school_referral_considered=False), "breached", False,
                     id="breached"),
        pytest.param(referral(school_rule_alleged=True, person_role=None), "undetermined", False, id="the rule known"),
        pytest.param(referral(school_rule_alleged=False), "not_applicable", False, id="no rule"),
        pytest.param(referral(crime_alleged=None), "undetermined", False, id="the crime unknown too"),
    ],
)  # fmt: skip
def test_presumed_is_raised_while_the_school_rule_is_unknown(
    document: dict[str, Any], status: str, raised: bool
) -> None:
    """A crime with an unknown school rule is flagged while it is undetermined, and at no other status."""
    assert judged(document, "431.6.p1", "incident", "presumed") == (status, raised)


def test_presumed_is_shown_with_the_guidance_as_provisional() -> None:
    """What is presumed stands with the guidance, marked; what is clear does not."""
    (shown,) = evaluate(referral()).guidance
    assert (shown.clause, shown.word, shown.provisional) == ("431.6.p1", "undetermined", True)
    assert evaluate(referral(school_referral_considered=True)).guidance == ()
