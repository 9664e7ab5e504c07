"""What scenarios exercise, and what they leave out."""

from __future__ import annotations

from sro_policy import POLICY_431
from sro_policy.scenario import covered, run_scenario, scenario_of

from .shipped import SHIPPED, played, shipped, small

HEAD = {"scenario": 1, "id": "one", "title": "One"}


def test_a_folder_that_lacks_one_status_is_told_which() -> None:
    """Without the scenarios in which the audit of an old contract breaks its rule, that one status is missing."""
    reached = covered(map(played, SHIPPED), POLICY_431)
    rule = next(rule for rule in reached.rules if rule.rule == "431.3.1/attire")
    without = {path for path in SHIPPED if shipped(path).id in rule.reached["breached"]}
    found = covered((played(path) for path in SHIPPED if path not in without), POLICY_431)
    lacking = {(rule.rule, status) for rule in found.rules for status in rule.missing}
    assert ("431.3.1/attire", "breached") in lacking
    assert found.reached == 130 - len(lacking)
    assert found.percent < 100


def test_nothing_is_reached_by_nothing() -> None:
    """Without scenarios every status is missing, and every clause is silent."""
    found = covered([], POLICY_431)
    assert (found.reached, found.reachable, found.percent) == (0, 130, 0)
    assert len(found.clauses_missing) == len({rule.clause for rule in found.rules})


def test_a_status_is_told_with_the_scenarios_that_reach_it() -> None:
    """At the opening as well as after each step, in the order of the statuses."""
    found = covered([run_scenario(small())], POLICY_431)
    rule = next(rule for rule in found.rules if rule.clause == "431.6.p1")
    assert dict(rule.reached) == dict.fromkeys(("undetermined", "due", "met", "breached"), ("small",))
    assert rule.missing == ("not_applicable", "clear")
    assert "431.6.p1" not in found.clauses_missing
    assert found.settings["A2"] == {"two": ("small",), "one": ()}


def test_a_clause_that_only_says_that_it_does_not_apply_never_spoke() -> None:
    """All that an arrest outside school tells of the advice on arrests in school is that it is none."""
    act = {"begin": "a1", "facts": {"kind": "search", "in_school": False}}
    found = covered([run_scenario(scenario_of({**HEAD, "events": [act]}))], POLICY_431)
    rule = next(rule for rule in found.rules if rule.clause == "431.6.p2.s1")
    assert (list(rule.reached), rule.clause in found.clauses_missing) == (["not_applicable"], True)


def test_a_rule_that_reads_otherwise_under_a_setting_does_not_count() -> None:
    """Where advice is free choice it is never broken, and to be met is something else there."""
    arrest = {"kind": "custodial_arrest", "in_school": True, "arrest_avoidable": True}
    opening = {"incident": {"person_role": "visitor"}, "settings": {"M1": "free"}}
    run = run_scenario(scenario_of({**HEAD, "opening": opening, "events": [{"begin": "a1", "facts": arrest}]}))
    assert ("431.6/arrest-in-school", "met") in run.paths[0].seen
    default, free = covered([run], POLICY_431), covered([run], POLICY_431, {"M1": "free"})
    assert default.reached <= default.reachable
    by_default, freely = ({rule.rule: rule for rule in found.rules} for found in (default, free))
    assert "met" not in by_default["431.6/arrest-in-school"].reached
    assert by_default["431.6/arrest-in-school"].reachable == ("not_applicable", "undetermined", "breached")
    assert freely["431.6/arrest-in-school"].reached["met"] == ("one",)
    assert freely["431.6/arrest-in-school"].reachable == ("not_applicable", "clear", "met")
    assert default.settings["M1"] == {"expected": (), "free": ("one",)}


def test_it_is_told_as_json() -> None:
    """With each rule, what it reached by which scenario, and what is missing."""
    found = covered([run_scenario(small())], POLICY_431).to_json()
    assert (found["reachable"], found["percent"]) == (130, covered([run_scenario(small())], POLICY_431).percent)
    (rule,) = [rule for rule in found["rules"] if rule["clause"] == "431.6.p1"]  # type: ignore[attr-defined]
    assert rule["missing"] == ["not_applicable", "clear"]
    assert rule["reached"]["met"] == ["small"]
    assert found["settings"]["M1"] == {"expected": ["small"], "free": []}  # type: ignore[index]
    assert "431.9" in found["clauses_missing"]  # type: ignore[operator]
