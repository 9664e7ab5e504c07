"""Because of which facts a finding became another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sro_policy import Decision
from sro_policy.session import IncidentChange, LiveIncident, open_incident
from sro_policy.session.atoms import Atom, Known
from sro_policy.session.causes import Causes

from ..session import test_steps

if TYPE_CHECKING:
    import pytest


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


def named(change: IncidentChange, rule: str, subject: str) -> list[tuple[str, str]]:
    """Return whose facts are named for a rule's finding on a subject, and which."""
    (found,) = [one for one in change.findings if (one.rule, one.subject) == (rule, subject)]
    return [(fact.subject, fact.fact) for fact in found.because]


def test_facts_of_another_act_are_no_cause() -> None:
    """Where no fact does it alone, those are named that the finding can rest on, and nothing of another act."""
    incident = opened()
    for act in ("a1", "a2"):
        incident.begin(act, {**test_steps.ARREST}, at=1)
    either = {"exigency": True, "public_safety_need": True}
    said = {
        "acts": [{"id": "a1", **either}, {"id": "a2", "in_view_of_students": True}],
        "incident": {"weapon": False},
        "moments": {"staff_arrived": 1},
    }
    change = incident.learn(said, at=2)
    assert sorted(named(change, "431.6/arrest-in-school", "a1")) == [
        ("a1", "act.exigency"),
        ("a1", "act.public_safety_need"),
        ("a1", "act.staff_present"),
        ("incident", "incident.weapon"),
    ]


def test_a_moment_is_named_where_nothing_else_is_left() -> None:
    """It decides by the facts that follow from it, and they are named for it."""
    incident = opened()
    incident.begin("a1", {**test_steps.ARREST, "exigency": False}, at=10)
    change = incident.happened("staff_notified", at=20)
    assert {fact.fact for one in change.findings for fact in one.because} == {"act.staff_notified_before"}
    causes = Causes([Atom("", "moment", "staff_left"), Atom("a1", "act.in_school")], {}, {}, lambda *_: incident.final)
    assert (causes.possible("a1"), causes.possible("incident")) == ([1], [0])


def test_findings_on_an_act_are_gone_because_the_act_is() -> None:
    """What was known of it, a reason too, is gone with it, and none of that alone would have the findings back."""
    incident = opened(crime_alleged=True)
    incident.begin("a1", {**test_steps.ARREST, "arrest_avoidable": True}, at=1)
    incident.end("a1", at=2)
    incident.give_reason("431.6/arrest-in-school", "a1", "He ran.", at=3)
    change = incident.withdraw("act", act="a1", at=4)
    assert {one.subject for one in change.findings} == {"a1"}
    assert {(fact.fact, fact.was, fact.becomes) for one in change.findings for fact in one.because} == {
        ("act", True, None)
    }


def test_other_acts_are_nothing_to_the_causes_of_one() -> None:
    """The same facts are named for a finding whether there are other acts or not."""
    whole = {"id": "a1", **test_steps.ARREST, "in_view_of_students": True, "purposes": {"crime": True, "safety": False}}
    alone = open_incident(case={"officer": {"is_sro": True}, "acts": [whole]})
    among = open_incident(
        case={"officer": {"is_sro": True}, "acts": [{"id": "a0", "kind": "presence"}, whole, {**whole, "id": "a2"}]}
    )
    assert [one.to_json() for one in among.opened.findings if one.subject == "a1"] == [
        one.to_json() for one in alone.opened.findings
    ]


def test_an_act_is_judged_without_what_is_known_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three times the acts take three times the work to find causes, and not nine times."""
    judged: list[int] = []
    suppose = LiveIncident._supposed

    def counted(self: LiveIncident, known: Known, act: str | None) -> Decision:
        judged.append(len(known))
        return suppose(self, known, act)

    monkeypatch.setattr(LiveIncident, "_supposed", counted)
    work = []
    for acts in (20, 60):
        judged.clear()
        open_incident(case={"acts": [{"id": f"a{number}", **test_steps.ARREST} for number in range(acts)]})
        work.append(sum(judged))
    assert work[1] <= work[0] * 3.1


def test_a_change_has_a_digest_of_its_own() -> None:
    """Equal changes have equal digests, and another source makes another step."""
    said = {"incident": {"weapon": True}}
    one, two, three = (opened().learn(said, at=1, source=name) for name in ("officer", "officer", "sensor"))  # type: ignore[arg-type]
    assert one == two
    assert one.digest == two.digest != three.digest
