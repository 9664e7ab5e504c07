"""A decision finds its findings by name, and says what it has where it has not what was asked for."""

from __future__ import annotations

import copy
import datetime as dt
import json
import pickle
import random
import re
from pathlib import Path
from typing import Any

import attrs
import pytest

from sro_policy import POLICY_431, Deadline, Decision, InputError, Limb, evaluate
from sro_policy.decision import FrozenMapping
from sro_policy.policy import Flag, shall
from sro_policy.reference import agreed
from sro_policy.vocabulary import act, officer
from sro_policy.vocabulary.computed import initial_deadlines_differ, initial_training_in_time
from tests.cases_at_random import case
from tests.policy.invented import clause, policy

CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.json"))
LEGACY = {
    "as_of": "2027-06-15",
    "officer": {
        "is_sro": True,
        "substitute": False,
        "assumed_duties_on": "2023-09-05",
        "basic_course_on": "2023-07-14",
        "required_course_on": False,
        "employer_unable_to_provide_course": False,
    },
}
"""An officer between the statute's last day and the one that the Board publishes."""


def worked(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def decision() -> Decision:
    return evaluate(
        {
            "officer": {"is_sro": True},
            "incident": {"school_rule_alleged": True, "crime_alleged": False, "person_role": "student_here"},
            "acts": [{"id": "frisk", "kind": "search", "in_school": True}],
        }
    )


def test_a_finding_is_found_by_its_rule_or_by_the_clause_of_its_only_rule(decision: Decision) -> None:
    """Both names lead to the same finding."""
    found = decision.finding("431.5.p1", "frisk")
    assert (found.clause, found.rule) == ("431.5.p1", "431.5/suit-the-age")
    assert decision.finding("431.5/suit-the-age", "frisk") is found


def test_an_unknown_subject_is_answered_with_the_nearest(decision: Decision) -> None:
    """A slip in an act's id is named, with the id that was meant."""
    with pytest.raises(InputError, match=r"no finding on subject `frist`.*`frisk`"):
        decision.finding("431.5.p1", "frist")


def test_an_unknown_rule_is_answered_with_the_nearest(decision: Decision) -> None:
    """A slip in a rule's name is named, with the name that was meant."""
    with pytest.raises(InputError, match=r"no finding of `431\.5\.p2\.forse` on `frisk`.*`431\.5\.p2\.force`"):
        decision.finding("431.5.p2.forse", "frisk")


@pytest.mark.parametrize(
    ("name", "because"),
    [
        ("431.7", "it is about the incident"),
        ("431.1", "clause `431.1` has no rule: "),
        ("431.4", "`431.4` is a section, and none of its clauses has a rule that gives findings"),
    ],
)
def test_a_name_under_which_nothing_can_be_found_is_told_as_what_it_is(
    decision: Decision, name: str, because: str
) -> None:
    """A rule about somebody else, a clause without a rule and a section get no other name for an answer."""
    with pytest.raises(InputError, match=re.escape(f"no finding of `{name}` on `frisk`: {because}")):
        decision.finding(name, "frisk")


def test_a_clause_with_several_findings_is_refused_with_all_of_them() -> None:
    """A clause with several rules does not pick one of them."""
    rules = (shall("one", conduct=act.in_school, says="Do."), shall("other", conduct=act.exigency, says="Do."))
    decision = evaluate({"officer": {"is_sro": True}, "acts": [{"id": "a1"}]}, policy=policy(clause(*rules)))
    with pytest.raises(InputError, match=r"clause `1\.1` has several rules: 1/one, 1/other"):
        decision.finding("1.1", "a1")


def test_a_number_that_is_only_asked_to_be_above_zero_is_needed_as_itself() -> None:
    """What a person is asked for is the fact, not what a rule makes of it."""
    rule = shall("serve", conduct=officer.substitute_contact_days.above_zero(), says="Serve.")
    case = {"officer": {"is_sro": True, "substitute": True}}
    found = evaluate(case, policy=policy(clause(rule))).finding("1/serve", "officer")
    assert (found.status, found.needs) == ("due", ("officer.substitute_contact_days",))
    case["officer"]["substitute_contact_days"] = 3
    assert evaluate(case, policy=policy(clause(rule))).finding("1/serve", "officer").status == "met"


def test_a_fact_that_decides_nothing_is_not_needed() -> None:
    """A rule may read a fact in a way that leaves it without weight; nobody is asked for it."""
    both = (act.exigency & act.in_school) | (act.exigency & ~act.in_school)
    decision = evaluate({"acts": [{"id": "a1"}]}, policy=policy(clause(shall("x", conduct=both, says="Do."))))
    assert decision.finding("1/x", "a1").needs == ("act.exigency",)


@pytest.mark.parametrize(
    ("audited_on", "known"), [("2025-11-24", "yes"), ("2025-11-23", "no"), (False, "no"), (None, "unknown")]
)
def test_an_audit_counts_in_the_checklist_for_a_year(audited_on: object, known: str) -> None:
    """A method that a date decides is as well decided as any other."""
    case = {"as_of": "2026-11-24", "program": {"security_audit_on": audited_on, "helps_safety_plan": True}}
    items = {entry.clause: entry.known for entry in evaluate(case).checklist}
    assert items["431.3(h)"] == known


@pytest.mark.parametrize("done", [True, False, None])
@pytest.mark.parametrize("occasion", [True, False, None])
def test_a_method_is_told_by_what_is_known_of_its_being_done(done: bool | None, occasion: bool | None) -> None:
    """Security at activities is done, not done or not known, also where nobody knows whether there are any."""
    case = {
        "program": {"coordinates_activity_security": done, "has_large_activities": occasion, "school_level": "middle"}
    }
    items = {entry.clause: entry.known for entry in evaluate(case).checklist}
    expected = {} if occasion is False else {"431.3(g)": {True: "yes", False: "no", None: "unknown"}[done]}
    assert {name: known for name, known in items.items() if name == "431.3(g)"} == expected


def test_the_checklist_is_what_all_completions_agree_on() -> None:
    """Of any programme, an entry says what the reference says of the conduct alone; it is there unless out of place."""
    bound = POLICY_431.bind({})
    pick = random.Random(7)
    for _ in range(200):
        document = {"program": case(pick, acts=0, share_known=0.5, dates=False).get("program", {})}
        values = {f"program.{name}": value for name, value in document["program"].items()}
        expected = {}
        for rule in bound.methods:
            done, applies = (agreed(c, values, ()) for c in (rule.rule.conduct, rule.applies))
            if values and applies != "no":
                expected[rule.clause.id] = done
        assert {entry.clause: entry.known for entry in evaluate(document, engine="table").checklist} == expected


def test_a_reason_by_the_clause_is_answered_with_its_rules() -> None:
    """Reasons are given by rule; who names the clause learns what its rules are called."""
    case = {"acts": [{"id": "a1"}], "reasons": {"431.5.p1@a1": "because"}}
    with pytest.raises(InputError, match=r"unknown rule `431\.5\.p1`; the rules of that clause: 431\.5/suit-the-age"):
        evaluate(case)


def test_what_is_provisional_says_so_in_its_line() -> None:
    """Guidance that asks nothing yet cannot be taken for guidance that does."""
    case = {"officer": {"is_sro": True}, "incident": {"crime_alleged": True, "person_role": "student_here"}}
    lines = [str(item) for item in evaluate(case).guidance if item.provisional]
    assert [line.split(" · ")[:2] for line in lines] == [["431.6.p1", "undetermined, provisional"]]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_decision_is_a_value(path: Path) -> None:
    """Decisions and findings of equal cases are equal and have one hash, whichever engine ran, and travel."""
    one, other = (evaluate(worked(path), engine=engine) for engine in ("table", "reference"))
    assert one.engine != other.engine
    assert one == other
    assert {one, other} == {one}
    assert len({*one.findings, *other.findings}) == len(one.findings)
    _ = one.digest, one.guidance  # what is worked out later and kept does not count
    for twin in (pickle.loads(pickle.dumps(one)), copy.deepcopy(one)):  # noqa: S301 - our own
        assert (twin, hash(twin)) == (one, hash(one))
        assert twin.to_json() == one.to_json()


def test_decisions_that_differ_in_anything_but_the_engine_are_unequal() -> None:
    """Another fact, day or setting is another decision, also where the digest does not show it."""
    document: dict[str, Any] = {"officer": {"is_sro": True}, "acts": [{"id": "a1", "kind": "command"}]}
    one = evaluate(document)
    others = (
        evaluate({**document, "acts": [{"id": "a1", "kind": "command", "stage": "done"}]}),
        evaluate(document, settings={"A2": "one"}),
        evaluate(document, as_of="2026-11-24"),
        evaluate({**document, "program": {"helps_safety_plan": True}}),
    )
    assert len({one, *others}) == 1 + len(others)
    assert one.digest == others[2].digest
    assert one != one.to_json()


def test_nothing_in_a_decision_can_be_changed() -> None:
    """A figure, a deadline, what bears on a judgment and the settings stay as they were when the rules were judged."""
    decision = evaluate({**LEGACY, "incident": {"person_age": 15}}, settings={"A2": "one"})
    finding = decision.finding("431.8.s1.initial", "officer")
    before = copy.deepcopy(decision).digest
    values: list[Any] = [decision, finding, finding.parameters[0], finding.deadlines[0], *decision.guidance[:1]]
    for value in values:
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, attrs.fields(type(value))[0].name, "changed")
    mappings: list[Any] = [decision.policy, decision.settings, decision.contemplated, finding.bearing]
    for mapping in mappings:
        with pytest.raises(TypeError, match="does not support item assignment"):
            mapping["A2"] = "two"
    assert decision.digest == before


def test_figures_and_deadlines_are_values_and_only_their_json_is_text() -> None:
    """A day is a date wherever a finding has one, as its last day is."""
    finding = evaluate(LEGACY).finding("431.8.s1.initial", "officer")
    by_name = {item.name: item for item in finding.parameters}
    assert by_name["legacy_deadline"].value == dt.date(2027, 5, 31)
    assert finding.deadlines[1] == Deadline("post_board", "open", dt.date(2027, 6, 30))
    assert Deadline("board", "open", None).to_json() == {"answer": "open", "last_day": None}
    found = attrs.evolve(finding, bearing=FrozenMapping({"x": dt.date(2026, 1, 5), "y": FrozenMapping({"a": True})}))
    assert found.to_json()["bearing"] == {"x": "2026-01-05", "y": {"a": True}}
    assert json.loads(json.dumps(found.to_json())) == found.to_json()


def test_a_frozen_mapping_is_read_as_any_other() -> None:
    """It equals a dict of the same, in whatever order, looks like it, and can be hashed."""
    one, other = FrozenMapping({"a": 1, "b": 2}), FrozenMapping([("b", 2), ("a", 1)])
    assert one == other == {"a": 1, "b": 2}
    assert hash(one) == hash(other)
    assert one != FrozenMapping({"a": 1})
    assert (repr(one), len(one), list(one), one["b"], one.get("c")) == ("{'a': 1, 'b': 2}", 2, ["a", "b"], 2, None)


def test_how_a_rule_was_met_is_there_limb_by_limb() -> None:
    """`met_by` is text for people; a program reads the limbs, each with its manner where it has one."""
    trained = {
        **LEGACY["officer"],
        "required_course_on": "2023-08-01",
        "substitute": True,
        "substitute_contact_days": 2,
    }
    finding = evaluate({"as_of": "2026-11-24", "officer": trained}).finding("431.8.s1.initial", "officer")
    assert finding.limbs == (
        Limb("officer.initial_training_in_time", "before duties began"),
        Limb("officer.exempt_substitute"),
    )
    assert finding.met_by == "officer.initial_training_in_time (before duties began) and officer.exempt_substitute"
    assert "limbs" not in finding.to_json()
    assert evaluate(LEGACY).finding("431.8.s1.initial", "officer").met_by is None


def test_whichever_flag_reads_that_authorities_differ_brings_both_answers() -> None:
    """It is what a raised flag reads that gives the deadlines, and neither its name nor another flag beside it."""
    differ = Flag("two_days", "two days are published", initial_deadlines_differ, at=("breached",))
    other = Flag("watched", "somebody watches", officer.is_sro, at=("breached",))

    def deadlines(*flags: Flag) -> list[str]:
        rule = shall("train", conduct=initial_training_in_time, says="Train.", flags=flags)
        invented = policy(clause(rule), aliases=POLICY_431.aliases, readings=POLICY_431.readings)
        found = evaluate(LEGACY, policy=invented).finding("1/train", "officer")
        assert (found.status, found.flags) == ("breached", tuple(flag.name for flag in flags))
        return [item.authority for item in found.deadlines]

    assert deadlines(other, differ) == ["statute", "post_board"]
    assert deadlines(other) == []
    assert deadlines() == []
