"""What is reported of what was exercised."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from sro_policy import POLICY_431, evaluate
from sro_policy.evaluation.watching import watching
from sro_policy.policy import Clause, Policy, Reading, may, should
from sro_policy.policy_coverage import Counted, Counter, Coverage, CoveredLiteral, CoveredRule, coverage
from sro_policy.vocabulary import act, incident

from ..policy.invented import ANYONE, clause, policy

FORCE = "431.5/enforce-school-rules-by-force"
KEEP = "431.7/keep-student-data-as-required"


def counted(*cases: dict[str, Any], of: Policy = POLICY_431, **how: Any) -> Counted:
    """Count what evaluations of cases exercise."""
    counter = Counter(of)
    with watching(counter):
        for case in cases:
            evaluate(case, **{"policy": of, **how})
    return counter.counted


def rule_of(report: Coverage, name: str) -> CoveredRule:
    return next(rule for rule in report.rules if rule.rule == name)


def records(**facts: bool) -> dict[str, Any]:
    return {"incident": {"crime_alleged": True, **facts}}


def test_nothing_is_exercised_where_nothing_is_evaluated() -> None:
    """Every status of every rule, and every literal that some record shows, is missing."""
    report = coverage(POLICY_431, counted())
    assert (report.covered, report.settings) == (0, ())
    assert len(report.rules) == len(POLICY_431.bind({}).rules)
    assert all(rule.never_reached and not rule.reached for rule in report.rules)
    assert report.percent == 0.0


def test_nothing_is_asked_that_a_figure_nobody_knows_keeps_open() -> None:
    """While no edition day is known, no test can reach that the policy was reviewed anew in time, or was not."""
    review = "431.9/review-before-duties"
    case = {"officer": {"is_sro": True, "policy_reviewed_on": False}}
    rule = rule_of(coverage(POLICY_431, counted(case, settings={"A28": "each_edition"})), review)
    assert rule.reachable == ("not_applicable", "undetermined", "due")
    assert rule.reached == ("due",)
    assert {(literal.part, literal.literal.variable.name) for literal in rule.asked} == {("applies", "officer.is_sro")}
    usual = rule_of(coverage(POLICY_431, counted(case)), review)
    assert len(usual.reachable) == 6
    assert len(usual.asked) > 1


def test_a_rule_is_exercised_in_full_by_few_records() -> None:
    """Three literals and six statuses of the rule on records: what is missing is named until nothing is."""
    kept = {"holds_student_or_parent_data": True, "records_kept_as_required": True}
    cases = [records(**kept)]
    rule = rule_of(coverage(POLICY_431, counted(*cases)), KEEP)
    assert rule.reached == ("met",)
    assert dict(rule.missing())["never reached"] == ("not applicable", "clear", "undetermined", "due", "breached")
    cases += [records(**{**kept, "records_kept_as_required": False}), records(holds_student_or_parent_data=True)]
    cases += [records(), records(records_kept_as_required=True), records(holds_student_or_parent_data=False)]
    rule = rule_of(coverage(POLICY_431, counted(*cases)), KEEP)
    assert rule.never_reached == ()
    assert [says for what, some in rule.missing() for says in some] == [
        "no department records of the incident contain student or parent data"
    ]
    cases.append(records(holds_student_or_parent_data=False, records_kept_as_required=False))
    rule = rule_of(coverage(POLICY_431, counted(*cases)), KEEP)
    assert (rule.covered, list(rule.missing())) == (rule.of, [])


def test_a_literal_that_constraints_decide_is_asked_of_nobody() -> None:
    """Force is never without authority: no record shows that force alone breaks the rule, and nothing is missing."""
    rule = rule_of(coverage(POLICY_431, counted()), FORCE)
    (force,) = [literal for literal in rule.literals if literal.literal.variable.name == "act.uses_force"]
    assert (force.part, force.possible, force.missing) == ("broken", False, ())
    assert force not in rule.asked


def test_rules_are_covered_as_they_read_under_the_settings_that_were_used() -> None:
    """Under A33 the arrest rules ask nothing of the place; used under both, they have the literals of both."""
    wide = next(value for value in POLICY_431.settings["A33"].values if value != POLICY_431.settings["A33"].values[0])
    case = {"acts": [{"id": "a1", "kind": "custodial_arrest"}]}

    def asked(report: Coverage) -> set[tuple[str, str]]:
        rule = rule_of(report, "431.6/arrest-out-of-view")
        return {(literal.part, literal.so) for literal in rule.literals}

    narrow_alone = coverage(POLICY_431, counted(case))
    wide_alone = coverage(POLICY_431, counted(case, settings={"A33": wide}))
    assert asked(narrow_alone) != asked(wide_alone)
    both = coverage(POLICY_431, counted(case) | counted(case, settings={"A33": wide}))
    assert asked(both) == asked(narrow_alone) | asked(wide_alone)
    assert both.settings == ((), (("A33", wide),))


def test_the_policy_with_another_figure_counts_and_another_policy_does_not() -> None:
    """A department's own figure leaves the rules as they are; rules of another policy are not these."""
    other = POLICY_431.with_parameter("substitute_day_limit", 30, source="a test")
    case = records(records_kept_as_required=True)
    assert counted(case, policy=other).statuses == counted(case).statuses
    invented = policy(clause(should("one", conduct=act.in_school, when=act.uses_force, says="Do it.")))
    assert counted({"acts": [{"id": "a", "uses_force": True}]}, policy=invented) == counted()


def test_the_same_rules_under_a_setting_that_this_policy_has_not_are_passed_over() -> None:
    """Settings by which the policy cannot be read tell nothing of it."""
    reading = POLICY_431.settings["A2"]
    assert isinstance(reading, Reading)
    rule = clause(should("one", conduct=act.in_school, when=act.uses_force, says="Do it."))
    with_it, without = policy(rule, readings=(reading,)), policy(rule)
    case = {"acts": [{"id": "a", "uses_force": True, "kind": "escort"}]}
    assert counted(case, of=without, policy=with_it, settings={"A2": reading.values[1]}) == Counted(
        frozenset(), frozenset(), frozenset()
    )


def test_an_option_has_no_literal_of_being_broken() -> None:
    """What nothing breaks is exercised by what decides that it applies."""
    own = policy(clause(may("one", when=incident.weapon, says="You may.")))
    report = coverage(own, counted({"incident": {"weapon": True}}, {"incident": {"weapon": False}}, of=own))
    (rule,) = report.rules
    assert rule.reachable == ("not_applicable", "clear", "met")
    assert [(literal.in_words, literal.shown) for literal in rule.literals] == [("whether it applies", True)]
    assert rule.never_reached == ("clear",)


def test_both_sides_have_to_be_shown_with_opposite_answers() -> None:
    """A literal that decided the condition twice the same way is said to lack the other answer."""
    either = (act.in_school & ~act.acting_as_sro) | (~act.in_school & act.acting_as_sro)
    own = policy(clause(may("one", when=either, says="You may.")))

    def literal(*said: dict[str, bool]) -> CoveredLiteral:
        cases = [{"acts": [{"id": "a", **facts}]} for facts in said]
        return coverage(own, counted(*cases, of=own)).rules[0].literals[0]

    both_apply = ({"in_school": True, "acting_as_sro": False}, {"in_school": False, "acting_as_sro": True})
    assert (literal(*both_apply).shown_so, literal(*both_apply).shown_otherwise) == (True, True)
    assert not literal(*both_apply).shown
    assert literal(*both_apply).missing == ("the act is in school, with the other answer",)
    assert literal(*both_apply, {"in_school": False, "acting_as_sro": False}).shown


def test_a_policy_without_rules_is_exercised_in_full() -> None:
    """There is nothing to be missing."""
    empty = policy(Clause(id="1.1", gist="a gist", fingerprint="", to=ANYONE, no_rule="nothing is asked"))
    assert coverage(empty, counted({}, of=empty)).percent == 100.0


def test_what_was_counted_goes_from_process_to_process_as_json() -> None:
    """What several processes counted is put together, and is the same as if one had."""
    settings = {"A2": POLICY_431.settings["A2"].values[1]}
    one, two = counted(records()), counted(records(records_kept_as_required=True), settings=settings)
    read = [Counted.of_json(json.loads(json.dumps(part.to_json()))) for part in (one, two)]
    assert read == [one, two]
    assert (read[0] | read[1]).settings == {(), tuple(settings.items())}


def test_the_report_is_also_plain_json() -> None:
    """Figures, statuses and literals are there for programs."""
    said = json.loads(json.dumps(coverage(POLICY_431, counted(records())).to_json()))
    assert said["policy"] == {"number": "431", "edition": POLICY_431.edition.name}
    assert said["settings"] == [{}]
    assert said["covered"] == sum(rule["covered"] for rule in said["rules"])
    rule = next(rule for rule in said["rules"] if rule["rule"] == KEEP)
    assert (rule["clause"], rule["subject"], rule["reached"]) == ("431.7", "incident", ["undetermined"])
    assert rule["literals"][0] == {
        "condition": "applies",
        "variable": "incident.holds_student_or_parent_data",
        "values": [True],
        "so": "department records of the incident contain student or parent data",
        "otherwise": "no department records of the incident contain student or parent data",
        "shown_so": False,
        "shown_otherwise": False,
        "shown": False,
        "possible": True,
    }


def test_threads_count_together() -> None:
    """What is evaluated at once in several threads is all counted, as if one after the other."""
    kept = {"holds_student_or_parent_data": True}
    cases = [records(**kept, records_kept_as_required=value) for value in (True, False)] * 20
    counter = Counter(POLICY_431)
    with watching(counter):
        threads = [threading.Thread(target=evaluate, args=(case,)) for case in cases]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert counter.counted == counted(*cases)


@pytest.mark.parametrize("engine", ["table", "reference"])
def test_what_is_counted_does_not_depend_on_the_engine(engine: Any) -> None:
    """Every engine gives the same verdicts, and what a record shows is not asked of the engine."""
    case = records(records_kept_as_required=True, holds_student_or_parent_data=True)
    counter = Counter(POLICY_431)
    with watching(counter):
        evaluate(case, engine=engine)
        assert counter.counted == counted(case)
        evaluate(case)
    assert counter.counted == counted(case)
