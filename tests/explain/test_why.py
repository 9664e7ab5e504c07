"""Why a finding is what it is: facts that decide it, none to spare, and words that a supervisor would use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET

import attrs
import pytest

from sro_policy import SroPolicyError
from sro_policy.conditions import variables
from sro_policy.decision import Explanation, Finding, Ground
from sro_policy.policy import BoundRule
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary import SUBJECT_ORDER, VOCABULARY, BooleanFact, DateFact

from .variations import Case, decide, of_these_alone, random_cases, stand

RULES = {rule.id: rule for rule in POLICY_431.bind({}).rules}


def status_by(grounds: Iterable[Ground], document: Case, finding: Finding) -> str:
    """Return the status of a finding when nothing but some grounds is known."""
    case = of_these_alone(document, grounds)
    if finding.subject in SUBJECT_ORDER:
        # A part of which nothing is known has no findings; a fact that the rule does not read makes it a subject.
        stand(case, finding.subject).setdefault(*beside(RULES[finding.rule]))
    return decide(case).finding(finding.rule, finding.subject).status


def beside(rule: BoundRule) -> tuple[str, object]:
    """Return a fact about a rule's subject that the rule does not read, with a value."""
    read = {v.fact for condition in (rule.applies, rule.broken) for v in variables(condition)}
    read |= {fact.key for item in rule.computed for fact in item.inputs}
    for fact in VOCABULARY.of(rule.subject):
        if fact.key not in read and fact.name != "is_sro" and isinstance(fact, BooleanFact | DateFact):
            return fact.name, False
    raise AssertionError(f"{rule.id} reads all that there is")


@pytest.mark.parametrize("seed", range(25))
def test_the_grounds_decide_a_finding_and_none_can_be_spared(seed: int) -> None:
    """With the grounds alone the finding has its status; without any one of them it has another."""
    for _, document in random_cases(seed, 2):
        for finding in decide(document).findings:
            grounds = finding.why().grounds
            assert not (grounds and finding.status == "undetermined")
            assert status_by(grounds, document, finding) == finding.status
            for left_out in grounds:
                rest = tuple(ground for ground in grounds if ground != left_out)
                assert status_by(rest, document, finding) != finding.status, (finding.rule, left_out)


@pytest.mark.parametrize("seed", range(15))
def test_every_least_set_of_grounds_is_found(seed: int) -> None:
    """All least sets are given, each once: whatever set of known facts decides a finding holds one of them."""
    for pick, document in random_cases(500 + seed, 2):
        decision = decide(document)
        finding = pick.choice([f for f in decision.findings if f.status != "undetermined"])
        found = [frozenset(why.grounds) for why in finding.every_why(most=1000)]
        assert len(set(found)) == len(found)
        assert not any(one < other for one in found for other in found)
        every = sorted({ground for grounds in found for ground in grounds}, key=lambda g: (g.fact, str(g.member)))
        for _ in range(20):
            some = frozenset(ground for ground in every if pick.random() < 0.6)
            decides = status_by(some, document, finding) == finding.status
            assert decides == any(grounds <= some for grounds in found)


def test_the_first_of_all_explanations_may_be_another_than_the_one_given() -> None:
    """One explanation is one of all; no more are given than are asked for."""
    decision = decide({"incident": {"person_role": "visitor", "school_rule_alleged": False, "crime_alleged": False}})
    finding = decision.finding("431.6.p1", "incident")
    every = finding.every_why()
    assert {tuple(ground.fact for ground in why.grounds) for why in every} == {
        ("incident.person_role",),
        ("incident.school_rule_alleged",),
        ("incident.crime_alleged",),
    }
    assert len(every) == 3
    assert finding.why() in every
    assert len(finding.every_why(most=2)) == 2


def arrest(**facts: object) -> Case:
    return {
        "officer": {"is_sro": True},
        "incident": {"person_role": "student_here", "crime_alleged": True},
        "acts": [{"id": "a1", "kind": "custodial_arrest", "in_school": True, "stage": "contemplated", **facts}],
    }


def test_what_nobody_said_is_named_with_the_constraint_that_says_it() -> None:
    """That an arrest is custody follows from its kind, and the constraint is cited."""
    why = decide(arrest(arrest_avoidable=True)).finding("431.6.p2.s1", "a1").why()
    assert [ground.fact for ground in why.grounds] == ["act.kind", "act.in_school", "act.arrest_avoidable"]
    assert [item.says for item in why.follows] == ["the person is taken into custody for an offence"]
    assert why.follows[0].by == ("an act of kind custodial_arrest says yes to act.custody_for_offense",)


def test_what_was_said_needs_no_constraint() -> None:
    """Where the custody itself is known, the kind is left out and nothing has to follow."""
    document = arrest(arrest_avoidable=True, custody_for_offense=True)
    why = decide(document).finding("431.6.p2.s1", "a1").why()
    assert [ground.fact for ground in why.grounds] == [
        "act.in_school", "act.custody_for_offense", "act.arrest_avoidable",
    ]  # fmt: skip
    assert why.follows == ()


def test_a_set_is_explained_by_its_members() -> None:
    """Of the purposes of an act, those that decide are named, and whether they are among them."""
    document = {"officer": {"is_sro": True}, "acts": [{"id": "a1", "kind": "command", "purposes": ["school_rule"],
                "in_school": True}]}  # fmt: skip
    grounds = decide(document).finding("431.5.p2.force", "a1").why().grounds
    members = {ground.member: ground.value for ground in grounds if ground.fact == "act.purposes"}
    assert members == {"school_rule": True, "crime": False, "safety": False, "welfare": False, "legal_process": False}


def test_dates_are_explained_by_those_that_decide() -> None:
    """A course in time is explained by its day and the day on which duties began, and not by others."""
    document = {
        "as_of": "2026-11-24",
        "officer": {
            "is_sro": True, "assumed_duties_on": "2026-03-01", "required_course_on": "2026-02-01",
            "ongoing_training_on": "2026-08-01", "policy_reviewed_on": "2026-02-15",
        },
    }  # fmt: skip
    grounds = decide(document).finding("431.8/initial-training", "officer").why().grounds
    assert [ground.fact for ground in grounds] == [
        "officer.is_sro", "officer.assumed_duties_on", "officer.required_course_on", "as_of",
    ]  # fmt: skip
    assert [ground.says for ground in grounds][1:3] == [
        "SRO duties began on March 1, 2026",
        (
            "the officer completed the course that subdivision 3(a) requires, or the supplemental course, on "
            "February 1, 2026"
        ),
    ]


def every_explanation() -> list[Explanation]:
    found: list[Explanation] = []
    for seed in range(20):
        for _, document in random_cases(900 + seed, 1, acts=2):
            found.extend(finding.why() for finding in decide(document).findings)
    return found


def test_explanations_speak_as_people_do() -> None:
    """No name of the code appears in the words: no underscore, no dotted fact, no true or false."""
    for why in every_explanation():
        words = str(why)
        found = re.search(r"_|\b(act|incident|officer|contract|program)\.\w|True|False|None|  |``", words)
        assert found is None, words
        assert words == words.strip()


def test_an_explanation_says_what_is_missing_and_who_judges() -> None:
    """Where whether a rule is kept is open, the questions for it stand below the grounds."""
    words = str(decide(arrest(exigency=True, out_of_view_practicable=True)).finding("431.6.p2.s2.view", "a1").why())
    assert "This advice applies, and whether it is kept is not known yet. It applies, because:" in words
    assert "- exigency makes the arrest necessary (as somebody judged)" in words
    assert "To find out:\n- Can another student see the act, or is one likely to, through glass included?" in words


def test_a_reading_that_was_selected_is_told_in_full() -> None:
    """What a department chose to read otherwise is said in words; the rest by its place in the register."""
    document = {"settings": {"A19": "former_too"}, "incident": {"person_role": "former_student", "crime_alleged": True}}
    words = str(decide(document).finding("431.6.p1", "incident").why())
    assert "Read as this department selected:\n- A19: a former student too" in words
    assert "Readings of the text, by default: A5, A6," in words


def test_figures_are_told_with_who_verified_them() -> None:
    """A figure that nobody has verified says so wherever a finding rests on it."""
    document = {"as_of": "2026-11-24", "officer": {"is_sro": True, "substitute": True}}
    words = str(decide(document).finding("431.8/initial-training", "officer").why())
    assert "Figures:" in words
    assert "nobody has checked this figure" in words


def test_a_finding_of_no_decision_cannot_be_explained() -> None:
    """A finding that was taken out of its decision says where to ask."""
    finding = decide(arrest()).findings[0]
    assert finding.why().rule == finding.rule
    stray = attrs.evolve(finding, explainer=None)
    assert stray == finding
    with pytest.raises(SroPolicyError, match="belongs to no decision"):
        stray.why()


def test_the_pictures_hold_what_the_words_hold() -> None:
    """Both drawings have each ground, what follows and what is missing, and are well formed whatever is said."""
    for why in every_explanation()[:150]:
        drawn = why.mermaid()
        unescaped = drawn.replace("#quot;", '"').replace("#lt;", "<").replace("#gt;", ">").replace("#35;", "#")
        root = ET.fromstring(why.svg())
        text = " ".join(element.text or "" for element in root.iter() if element.tag.endswith("text"))
        for says in (*(g.says for g in why.grounds), *(f.says for f in why.follows), *why.missing):
            assert says in unescaped
            assert re.sub(r"\s+", "", says) in re.sub(r"\s+", "", text)
        assert drawn.startswith("flowchart LR\n")


def test_a_reason_cannot_pass_for_the_words_of_an_explanation() -> None:
    """Whatever lines and escapes stand in a reason, it is told on one line, and nothing of it is obeyed."""
    reason = "it was late\n- the act is not in school\u2028\x1b[2J\r\n\nFigures:"
    case = {
        "officer": {"is_sro": True},
        "acts": [
            {"id": "a1", "stage": "done", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}
        ],
        "reasons": {"431.6/arrest-in-school@a1": reason},
    }
    why = decide(case).finding("431.6.p2.s1", "a1").why()
    assert "“it was late - the act is not in school \\x1b[2J Figures:”" in str(why)
    assert why.reason == reason
