"""Because of which facts a finding became another."""

from __future__ import annotations

from sro_policy.session import IncidentChange, LiveIncident, open_incident

from ..session import test_steps


def because(change: IncidentChange, rule: str) -> list[str]:
    """Return the facts that are named for a rule's finding."""
    (found,) = [one for one in change.findings if one.rule == rule]
    return [fact.fact for fact in found.because]


def opened(**facts: bool) -> LiveIncident:
    return open_incident(case={"officer": {"is_sro": True}, "incident": {"person_role": "student_here", **facts}})


def test_only_facts_without_which_it_would_be_otherwise_are_named() -> None:
    """Of four facts that become known at once, the finding rests on two; it would be another without either."""
    change = opened().learn(
        {"incident": {"crime_alleged": True, "school_rule_alleged": True, "injury": False, "weapon": False}}, at=1
    )
    assert because(change, "431.6/consider-school-referral") == [
        "incident.crime_alleged",
        "incident.school_rule_alleged",
    ]


def test_facts_that_each_do_it_alone_are_all_named() -> None:
    """Exigency and public safety each make an arrest unavoidable: without one of them nothing would be otherwise."""
    incident = opened()
    incident.begin("a1", {**test_steps.ARREST}, at=1)
    change = incident.learn({"acts": [{"id": "a1", "exigency": True, "public_safety_need": True}]}, at=2)
    assert because(change, "431.6/arrest-in-school") == ["act.exigency", "act.public_safety_need"]


def test_facts_that_others_need_are_named() -> None:
    """What cannot be so without one of them rests on that one, though nobody can say what would be without it."""
    incident = opened(crime_alleged=True, offense_restates_defiance=True)
    change = incident.correct({"incident": {"crime_alleged": False, "offense_restates_defiance": False}}, at=1)
    assert set(because(change, "431.6/consider-school-referral")) == {
        "incident.crime_alleged",
        "incident.offense_restates_defiance",
    }


def test_that_an_act_is_there_is_why_it_has_findings() -> None:
    """The findings of a new act are there because the act is."""
    change = opened().begin("a1", at=1)
    assert {fact.fact for one in change.findings for fact in one.because} == {"act"}
    assert change.to_json()["findings"][0]["because"] == [  # type: ignore[index]
        {"subject": "a1", "fact": "act", "member": None, "was": None, "becomes": True}
    ]


def test_a_change_has_a_digest_of_its_own() -> None:
    """Equal changes have equal digests, and another source makes another step."""
    said = {"incident": {"weapon": True}}
    one, two, three = (opened().learn(said, at=1, source=name) for name in ("officer", "officer", "sensor"))  # type: ignore[arg-type]
    assert one == two
    assert one.digest == two.digest != three.digest
