"""Flags on arrests are raised where the interface says: another basis, by purpose, staff and scope."""

from __future__ import annotations

from typing import Any

import pytest

from .flagging import judged


def arrest(role: object = "student_here", sro: object = True, **facts: Any) -> dict[str, Any]:
    """Make a case of an arrest in school."""
    return {
        "officer": {"is_sro": sro},
        "incident": {"person_role": role},
        "acts": [{"id": "a1", "kind": "custodial_arrest", "in_school": True, **facts}],
    }


WARRANT = {"other_lawful_basis": True}


@pytest.mark.parametrize(
    ("document", "status", "raised"),
    [
        pytest.param(arrest(**WARRANT, arrest_avoidable=True), "breached", True, id="breached"),
        pytest.param(arrest(**WARRANT), "undetermined", True, id="undetermined"),
        pytest.param(
            arrest(**WARRANT, arrest_avoidable=True, in_school=None), "undetermined", True, id="place unknown"
        ),
        pytest.param(arrest(**WARRANT, arrest_avoidable=False), "not_applicable", False, id="not avoidable"),
        pytest.param(arrest(**WARRANT, exigency=True), "not_applicable", False, id="necessary"),
        pytest.param(arrest(**WARRANT, in_school=False), "not_applicable", False, id="elsewhere"),
        pytest.param(arrest(arrest_avoidable=True, other_lawful_basis=False), "breached", False, id="no warrant"),
        pytest.param(arrest(arrest_avoidable=True), "breached", False, id="warrant unknown"),
        pytest.param(arrest(), "undetermined", False, id="warrant unknown, undetermined"),
    ],
)
def test_another_lawful_basis_is_raised_while_the_arrest_may_be_advised_against(
    document: dict[str, Any], status: str, raised: bool
) -> None:
    """A known warrant is flagged where the arrest is, or may be, a departure."""
    assert judged(document, "431.6.p2.s1", "a1", "other_lawful_basis") == (status, raised)


@pytest.mark.parametrize(("avoidable", "status"), [(True, "met"), (None, "clear")])
def test_another_lawful_basis_is_not_raised_where_the_advice_is_a_free_choice(avoidable: object, status: str) -> None:
    """Where "should" leaves a choice nothing is departed from, and a warrant needs no mention."""
    document = arrest(**WARRANT, arrest_avoidable=avoidable)
    assert judged(document, "431.6.p2.s1", "a1", "other_lawful_basis", M1="free") == (status, False)


NEEDED, NOT_NEEDED = {"exigency": True}, {"exigency": False, "public_safety_need": False}
CLAUSES = {
    "431.6.p2.s2.place": {"can": "noncommunal_practicable", "exposed": "in_communal_area"},
    "431.6.p2.s2.view": {"can": "out_of_view_practicable", "exposed": "in_view_of_students"},
}
"""For each clause on how to arrest, its facts: that it can be followed, and that it is not."""


@pytest.mark.parametrize("clause", CLAUSES)
@pytest.mark.parametrize(
    ("facts", "status", "raised"),
    [
        pytest.param({**NOT_NEEDED}, "not_applicable", True, id="not necessary"),
        pytest.param({**NOT_NEEDED, "can": True, "exposed": True}, "not_applicable", True, id="not necessary, exposed"),
        pytest.param({**NEEDED, "role": "visitor"}, "not_applicable", True, id="no student"),
        pytest.param({**NOT_NEEDED, "sro": False}, "not_applicable", True, id="not necessary, no SRO"),
        pytest.param({}, "undetermined", True, id="necessity unknown"),
        pytest.param({"exposed": True, "can": True}, "undetermined", True, id="necessity unknown, exposed"),
        pytest.param({**NEEDED, "role": None}, "undetermined", True, id="role unknown"),
        pytest.param({"role": None}, "undetermined", True, id="both unknown"),
        pytest.param({**NEEDED}, "undetermined", False, id="necessary, practicability unknown"),
        pytest.param({**NEEDED, "can": True}, "due", False, id="due"),
        pytest.param({**NEEDED, "can": True, "exposed": False}, "met", False, id="met"),
        pytest.param({**NEEDED, "can": True, "exposed": True}, "breached", False, id="breached"),
        pytest.param({"exposed": False}, "clear", False, id="clear"),
        pytest.param({**NOT_NEEDED, "exposed": False}, "not_applicable", False, id="not necessary, right"),
        pytest.param({**NEEDED, "role": "visitor", "exposed": False}, "not_applicable", False, id="a visitor, right"),
        pytest.param({**NOT_NEEDED, "can": False}, "not_applicable", False, id="not necessary, impracticable"),
        pytest.param({"can": False}, "not_applicable", False, id="impracticable"),
        pytest.param({**NOT_NEEDED, "in_school": False}, "not_applicable", False, id="elsewhere"),
        pytest.param({"in_school": None}, "undetermined", False, id="place unknown"),
        pytest.param({"kind": "citation"}, "not_applicable", False, id="no arrest"),
        pytest.param({"kind": "detention"}, "undetermined", False, id="perhaps no arrest"),
    ],
)
def test_by_purpose_is_raised_where_the_words_may_not_reach_a_school_arrest(
    clause: str, facts: dict[str, Any], status: str, raised: bool
) -> None:
    """A school arrest is flagged unless the words reach it, it is done right, or doing so is impracticable."""
    named = {CLAUSES[clause].get(name, name): value for name, value in facts.items()}
    assert judged(arrest(**named), clause, "a1", "by_purpose") == (status, raised)


@pytest.mark.parametrize("clause", CLAUSES)
def test_by_purpose_is_of_school_arrests_at_its_statuses_under_every_setting(clause: str) -> None:
    """It is not raised on an arrest elsewhere that a setting reaches, nor where a free choice leaves it clear."""
    elsewhere = arrest(in_school=False)
    assert judged(elsewhere, clause, "a1", "by_purpose", A33="anywhere") == ("undetermined", False)
    assert judged(arrest(), clause, "a1", "by_purpose", M1="free") == ("clear", False)


THERE: dict[str, Any] = {"staff_involvement_practicable": True, "staff_present": True}
TOLD: dict[str, Any] = {"staff_involvement_practicable": True, "staff_notified_before": True}
NO_ONE: dict[str, Any] = {"staff_notified_before": False, "staff_present": False}


@pytest.mark.parametrize(
    ("document", "status", "raised"),
    [
        pytest.param(arrest(**THERE), "met", True, id="someone there"),
        pytest.param(arrest(**TOLD), "met", True, id="someone told"),
        pytest.param(arrest(**THERE, staff_is_administrator_or_designee=False), "met", True, id="a teacher there"),
        pytest.param(arrest(**THERE, staff_is_administrator_or_designee=True), "met", False, id="the principal there"),
        pytest.param(arrest(staff_present=True), "clear", True, id="clear"),
        pytest.param(arrest(None, **THERE), "clear", True, id="clear, role unknown"),
        pytest.param(arrest(staff_present=True, staff_is_administrator_or_designee=True), "clear", False,
                     id="clear, the principal there"),
        pytest.param(arrest(staff_present=True, staff_involvement_practicable=False), "not_applicable", False,
                     id="impracticable"),
        pytest.param(arrest("visitor", **THERE), "not_applicable", False, id="no student"),
        pytest.param(arrest(**THERE, in_school=False), "not_applicable", False, id="elsewhere"),
        pytest.param(arrest(staff_involvement_practicable=True), "due", False, id="due"),
        pytest.param(arrest(), "undetermined", False, id="undetermined"),
        pytest.param(arrest(staff_involvement_practicable=True, **NO_ONE), "breached", False, id="no one"),
    ],
)  # fmt: skip
def test_weak_staff_is_raised_unless_an_administrator_is_known(
    document: dict[str, Any], status: str, raised: bool
) -> None:
    """Staff that was involved is flagged, where that meets the advice, unless it is known to be an administrator."""
    assert judged(document, "431.6.p3", "a1", "weak_staff") == (status, raised)


CAN = {
    "exigency": True, "noncommunal_practicable": True, "out_of_view_practicable": True,
    "staff_involvement_practicable": True,
}  # fmt: skip
RIGHT = {"in_communal_area": False, "in_view_of_students": False, "staff_present": True}
WRONG = {"in_communal_area": True, "in_view_of_students": True, **NO_ONE}
HOW = {
    "due": CAN,
    "met": {**CAN, **RIGHT},
    "breached": {**CAN, **WRONG},
    "clear": RIGHT,
    "undetermined": WRONG,
    "not_applicable": {"in_school": False},
}
"""For each status, facts that give it to each clause on how to arrest."""
WHETHER = {
    "breached": {"arrest_avoidable": True},
    "undetermined": {},
    "not_applicable": {"arrest_avoidable": False},
}  # fmt: skip


@pytest.mark.parametrize("sro", [False, None, True], ids=["no SRO", "unknown", "SRO"])
@pytest.mark.parametrize(
    ("clause", "status", "facts"),
    [
        *((clause, *item) for clause in (*CLAUSES, "431.6.p3") for item in HOW.items()),
        *(("431.6.p2.s1", *item) for item in WHETHER.items()),
    ],
)
def test_scope_is_raised_on_what_applies_to_one_who_is_no_sro(
    clause: str, status: str, facts: dict[str, Any], sro: object
) -> None:
    """Each clause that names no actor is flagged for an officer known not to be an SRO, unless it does not apply."""
    raised = sro is False and status != "not_applicable"
    assert judged(arrest(sro=sro, **facts), clause, "a1", "scope") == (status, raised)


@pytest.mark.parametrize(("avoidable", "status"), [(True, "met"), (None, "clear")])
def test_scope_is_raised_on_a_free_choice_too(avoidable: object, status: str) -> None:
    """Where "should" leaves a choice, the clause is informational for one who is no SRO all the same."""
    document = arrest(sro=False, arrest_avoidable=avoidable)
    assert judged(document, "431.6.p2.s1", "a1", "scope", M1="free") == (status, True)
