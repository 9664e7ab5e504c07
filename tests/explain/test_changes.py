"""What would change a finding: sets of facts that do it, none to spare, each judged again."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest

from sro_policy import InputError
from sro_policy.decision import Aim, Change, Finding
from sro_policy.evaluation.judging import judge
from sro_policy.explain import otherwise
from sro_policy.vocabulary import VOCABULARY, BooleanFact, ChoiceFact, SetFact

from .variations import Case, decide, members, random_cases, stand, with_steps, with_value

MOST_VALUES = 64
"""Parts of a change with more combinations of values than this are left to other seeds."""

AIMS: tuple[Aim, ...] = ("kept", "broken", "applies", "not_applicable")


def reached(finding: Finding, aim: Aim) -> bool:
    """Say whether a finding is as it is aimed at."""
    return {
        "kept": finding.broken == "no",
        "broken": finding.broken == "yes",
        "applies": finding.applies == "yes",
        "not_applicable": finding.applies == "no",
    }[aim]


def again(document: Case, finding: Finding) -> Finding:
    return decide(document).finding(finding.rule, finding.subject)


@pytest.mark.parametrize("seed", range(20))
def test_each_change_does_what_it_is_for_and_is_judged_again(seed: int) -> None:
    """The case with the change made has the finding that the change shows, and that one reaches the aim."""
    for pick, document in random_cases(seed, 2):
        for finding in decide(document).findings:
            aim = pick.choice(AIMS)
            for change in finding.changes(aim, most=5):
                assert again(with_steps(document, change.steps), finding) == change.after
                assert reached(change.after, aim), (finding.rule, aim)


@pytest.mark.parametrize("seed", range(6))
def test_no_part_of_a_change_does_it(seed: int) -> None:
    """With any of its facts left as they are, the others reach the aim with none of their values."""
    for pick, document in random_cases(400 + seed, 2):
        findings = decide(document).findings
        for finding in pick.sample(findings, min(6, len(findings))):
            aim = pick.choice(AIMS)
            for change in pick.sample(found := finding.changes(aim), min(2, len(found))):
                for fewer in range(len(change.steps)):
                    for some in itertools.combinations(units(change), fewer):
                        if math.prod(len(domain(fact)) for fact, _, _ in some) <= MOST_VALUES:
                            assert not any(reached(other, aim) for other in with_any_values(document, some, finding))


Unit = tuple[str, str, str | None]
"""A fact and where it stands; of a set, one member."""


def units(change: Change) -> list[Unit]:
    return [(step.fact, step.subject, step.member) for step in change.steps]


def with_any_values(document: Case, some: tuple[Unit, ...], finding: Finding) -> list[Finding]:
    """Return what the finding is with each combination of values of some facts; dates and numbers stay."""
    found = []
    for values in itertools.product(*(domain(fact) for fact, _, _ in some)):
        changed = document
        for (fact, subject, member), value in zip(some, values, strict=True):
            changed = with_unit(changed, fact, subject, member, value)
        try:
            found.append(again(changed, finding))
        except InputError:
            continue  # these cannot be so together
    return found


def domain(key: str) -> tuple[Any, ...]:
    fact = VOCABULARY.facts[key]
    if isinstance(fact, BooleanFact | SetFact):
        return (True, False)
    return fact.values if isinstance(fact, ChoiceFact) else ()


def with_unit(document: Case, key: str, subject: str, member: str | None, value: object) -> Case:
    if member is None:
        return with_value(document, key, subject, value)
    fact = VOCABULARY.facts[key]
    assert isinstance(fact, SetFact)
    said = members(fact, stand(document, subject).get(fact.name))
    return with_value(document, key, subject, said | {member: value})


@pytest.mark.parametrize("seed", range(6))
def test_whatever_single_fact_does_it_is_among_the_changes(seed: int) -> None:
    """Each fact that alone reaches the aim, with whatever value, is a change of its own."""
    for pick, document in random_cases(800 + seed, 1):
        findings = [f for f in decide(document).findings if f.subject not in {"officer", "program", "contract"}]
        for finding in pick.sample(findings, min(4, len(findings))):
            aim = pick.choice(AIMS)
            if reached(finding, aim):
                continue
            alone = {units(change)[0] for change in finding.changes(aim, most=1000) if len(change.steps) == 1}
            for unit in every_unit(finding.subject):
                does = any(reached(other, aim) for other in with_any_values(document, (unit,), finding))
                assert does == (unit in alone), (finding.rule, aim, unit)


def every_unit(subject: str) -> list[Unit]:
    kinds = [("officer", "officer"), ("incident", "incident")]
    if subject not in {"officer", "incident"}:
        kinds.append(("act", subject))
    return [
        (fact.key, owner, member)
        for kind, owner in kinds
        for fact in VOCABULARY.of(kind)
        for member in (fact.values if isinstance(fact, SetFact) else (None,))
    ]


@pytest.mark.parametrize("seed", range(8))
def test_what_is_in_our_hands_changes_nothing_else(seed: int) -> None:
    """Limited to facts that someone can act on, changes hold no other, and each reaches the aim as well."""
    for _, document in random_cases(1200 + seed, 2):
        for finding in decide(document).findings:
            for change in finding.changes("kept", in_our_hands=True, most=3):
                assert all(VOCABULARY.facts[step.fact].can_be_acted_on for step in change.steps)
                assert all(step.can_be_acted_on for step in change.steps)
                assert again(with_steps(document, change.steps), finding).broken == "no"


ARREST: Case = {
    "officer": {"is_sro": True},
    "incident": {"person_role": "student_here", "crime_alleged": True},
    "acts": [{"id": "a1", "kind": "custodial_arrest", "in_school": True, "stage": "contemplated", "exigency": True,
              "out_of_view_practicable": True, "in_view_of_students": True}],
}  # fmt: skip


def test_a_breach_is_shown_with_what_keeps_it_and_a_place_can_be_chosen() -> None:
    """An arrest in view would be kept out of view; an age or a role cannot be acted on, and is left out on request."""
    finding = decide(ARREST).finding("431.6.p2.s2.view", "a1")
    assert finding.word == "would depart"
    facts = [[step.fact for step in change.steps] for change in finding.changes(in_our_hands=True)]
    assert facts == [["act.in_view_of_students"]]
    every = [[step.fact for step in change.steps] for change in finding.changes()]
    assert ["incident.person_role"] in every
    (change,) = finding.changes(in_our_hands=True)
    assert (change.after.status, change.after.word) == ("met", "met")
    assert str(change) == (
        "431.6.p2.s2.view would be: met, if\n"
        "- no other student sees the act, or is likely to (now: another student sees the act, or is likely to)"
    )


def test_who_asks_how_to_keep_a_rule_is_not_told_how_to_get_out_of_its_reach() -> None:
    """Another place or another act would free of the rule on view, and are told only to who asks for that."""
    finding = decide(ARREST).finding("431.6.p2.s2.view", "a1")
    assert {change.after.status for change in finding.changes("kept", in_our_hands=True)} == {"met"}
    free = [[step.fact for step in change.steps] for change in finding.changes("not_applicable", in_our_hands=True)]
    assert free == [["act.in_school"], ["act.kind"]]
    assert "not_applicable" in {change.after.status for change in finding.changes("kept")}


def test_a_rule_that_is_kept_by_its_situation_alone_is_shown_with_that() -> None:
    """An arrest in school that can be avoided: it is kept by not making it, or by making it elsewhere."""
    document = {"acts": [{"id": "a1", "kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}]}
    finding = decide(document).finding("431.6.p2.s1", "a1")
    changes = finding.changes(in_our_hands=True)
    assert [[step.fact for step in change.steps] for change in changes] == [["act.in_school"], ["act.kind"]]


def test_a_larger_change_that_keeps_a_rule_is_not_hidden_by_a_smaller_way_around_it() -> None:
    """Of what is left out, none stands in the way: each change that keeps the rule is among all that reach the aim."""
    for _, document in random_cases(1600, 6):
        for finding in decide(document).findings:
            ours = finding.changes("kept", in_our_hands=True, most=1000)
            applying = [change for change in ours if change.after.applies != "no"]
            assert applying in ([], list(ours))


def test_another_act_is_chosen_and_not_called_by_another_name() -> None:
    """A command becomes another act, which nobody can read as the same one with another label."""
    document = {"officer": {"is_sro": True}, "acts": [{"id": "a1", "kind": "command", "purposes": ["school_rule"],
                "in_school": True}]}  # fmt: skip
    finding = decide(document).finding("431.5.p2.force", "a1")
    assert [str(change) for change in finding.changes(in_our_hands=True)] == [
        "431.5.p2.force would be: met, if\n- another act is chosen: presence alone (now: the act is a command)"
    ]
    del document["acts"][0]["kind"]  # type: ignore[index]  # of what is not known none is chosen in its place
    open_one = decide(document).finding("431.5.p2.force", "a1")
    assert any("- the act is presence alone (not known now)" in str(change) for change in open_one.changes())


def test_a_change_to_what_is_clear_says_what_that_means() -> None:
    """A supervisor need not know the name of the status."""
    finding = decide({"incident": {}, "acts": [{"id": "a1", "in_school": True}], "officer": {"is_sro": True}}).finding(
        "431.5.p2.discipline", "a1"
    )
    (change,) = finding.changes(in_our_hands=True)
    assert str(change).startswith("431.5.p2.discipline would be: not broken, whether or not it applies, if\n")


def test_a_change_says_what_is_not_known_now() -> None:
    """A fact that nobody knows yet is not said to be otherwise."""
    document: Case = {"officer": {"is_sro": True}, "acts": [{"id": "a1", "kind": "search", "in_school": True,
                      "purposes": ["crime"]}], "incident": {"person_role": "student_here"}}  # fmt: skip
    (step,) = decide(document).finding("431.5.p1", "a1").changes("broken")[0].steps
    assert (step.fact, step.was, step.value) == ("act.age_appropriate", None, False)


def test_dates_change_to_the_nearest_day_that_does_it() -> None:
    """Training that came late would have been in time by the nearest day that is."""
    document = {"as_of": "2026-11-24", "officer": {"is_sro": True, "assumed_duties_on": "2026-03-01",
                "required_course_on": "2026-03-05", "employer_unable_to_provide_course": False,
                "substitute": False, "basic_course_on": False}}  # fmt: skip
    finding = decide(document).finding("431.8/initial-training", "officer")
    assert finding.status == "breached"
    steps = [change.steps for change in finding.changes(in_our_hands=True) if len(change.steps) == 1]
    found = {step.fact: step.value for (step,) in steps}
    assert found["officer.required_course_on"] == "2026-02-28"
    assert found["officer.assumed_duties_on"] == "2026-03-06"


def test_where_only_whether_it_happened_matters_the_day_is_one_that_can_be() -> None:
    """Any day would do: the day of reference is named, and not the first of the calendar."""
    officer = {"is_sro": True, "basic_course_on": False, "required_course_on": False, "ongoing_training_on": False}
    for as_of, expected in (("2026-11-24", {"2026-11-24"}), (None, {"2000-01-01"})):
        finding = decide({"as_of": as_of, "officer": officer}).finding("431.8.s2", "officer")
        steps = [step for change in finding.changes("applies") for step in change.steps]
        days = {step.value for step in steps if step.fact.endswith("_on")}
        assert days <= expected | {False}, as_of
        assert as_of is None or days == expected


def test_tied_facts_change_together() -> None:
    """Where a kind of act says that force is used, no force can only be with another kind."""
    document: Case = {"officer": {"is_sro": True}, "acts": [{"id": "a1", "kind": "handcuffing", "uses_force": True,
                      "in_school": True, "within_training": False}]}  # fmt: skip
    finding = decide(document).finding("431.5.p3.training", "a1")
    together = [{step.fact for step in change.steps} for change in finding.changes("not_applicable")]
    assert {"act.kind", "act.uses_force"} in together
    assert {"act.uses_force"} not in together


def test_steps_stand_in_the_order_of_the_vocabulary() -> None:
    """Also the members of a set, in whatever order Python goes through one in this run."""
    document: Case = {"officer": {"is_sro": True}, "acts": [{"id": "a1", "kind": "command", "in_school": True,
                      "purposes": ["crime", "safety", "welfare", "legal_process"]}]}  # fmt: skip
    places = [
        variable for fact in VOCABULARY.facts.values() for variable in (fact.key, *(v.name for v in fact.variables))
    ]
    change = decide(document).finding("431.5.p2.force", "a1").changes("broken")[0]
    steps = [f"{step.fact}.{step.member}" if step.member else step.fact for step in change.steps]
    assert len(steps) > 4
    assert steps == sorted(steps, key=places.index)


def test_no_more_changes_are_given_than_are_asked_for() -> None:
    """The smallest come first."""
    finding = decide(ARREST).finding("431.6.p2.s2.view", "a1")
    sizes = [len(change.steps) for change in finding.changes("kept")]
    assert sizes == sorted(sizes)
    assert len(finding.changes(most=1)) == 1


def test_what_can_never_be_has_no_change() -> None:
    """An option cannot be broken."""
    document = {"contract": {"has_additional_duties": True}}
    options = [f for f in decide(document).findings if f.force == "may"]
    assert options
    assert all(f.changes("broken") == () for f in options)


def test_a_change_is_plain_json() -> None:
    """Its steps and the finding after it are plain values."""
    json = decide(ARREST).finding("431.6.p2.s2.view", "a1").changes(in_our_hands=True)[0].to_json()
    assert json["steps"] == [
        {
            "fact": "act.in_view_of_students",
            "subject": "a1",
            "member": None,
            "value": False,
            "was": "another student sees the act, or is likely to",
            "becomes": "no other student sees the act, or is likely to",
            "can_be_acted_on": True,
        }
    ]


def test_a_change_to_one_act_needs_no_other_act() -> None:
    """Beside a hundred other acts and their reasons, an act has the changes that it has alone."""
    others = [{"id": f"other{number}", "kind": "search", "in_school": True} for number in range(100)]
    reasons = {f"431.6/arrest-in-school@{name}": "a reason" for name in ("a1", "other7")}
    alone = decide({**ARREST, "reasons": {"431.6/arrest-in-school@a1": "a reason"}})
    among = decide({**ARREST, "acts": [*others, *ARREST["acts"]], "reasons": reasons})
    for finding in alone.findings:
        assert finding.changes() == among.finding(finding.rule, finding.subject).changes()


def test_the_cost_of_a_change_does_not_grow_with_the_acts(monkeypatch: pytest.MonkeyPatch) -> None:
    """To see what comes of a change, no act is judged but the one that it is about."""
    acts = [{"id": f"a{number}", "kind": "search"} for number in range(5)]
    finding = decide({"officer": {"is_sro": True}, "acts": acts}).finding("431.5.p1", "a3")
    judged: list[int] = []
    monkeypatch.setattr(
        otherwise, "judge", lambda _, snapshot, **more: judged.append(len(snapshot.acts)) or judge(_, snapshot, **more)
    )
    assert finding.changes("broken")
    assert set(judged) == {1}
