"""Scenarios that are made: each is run again, does what it is for, and says no more than it needs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cache
from typing import Any

import attrs
import pytest

from sro_policy import POLICY_431, InputError, evaluate
from sro_policy.scenario import Scenario, as_yaml, covered, read_scenario, run_scenario

pytest.importorskip("oxidd", reason="scenarios are made by decision diagrams")

from sro_policy.scenario.generating import Generator

RULES = [rule.id for rule in POLICY_431.bind({}).rules]
ON_CONDUCT = [rule for rule in RULES if rule.startswith(("431.5/", "431.6/"))]
PAIRS = list(itertools.permutations(ON_CONDUCT, 2))
REACHABLE = [(rule.rule, status) for rule in covered([], POLICY_431).rules for status in rule.reachable]
BROKEN_AND_NOT = {"met", "clear", "not_applicable"}


@cache
def generator() -> Generator:
    return Generator()


def shown(scenario: Scenario) -> dict[str, str]:
    """Return the status of each rule that a scenario is about, as evaluating its case says."""
    (way,) = run_scenario(scenario).paths
    decision = evaluate(way.incident.case, engine="table")
    expected = [expected for one in way.happened for expected in one.event.expect]
    return {one.name: decision.finding(one.name, one.subject).status for one in expected}


def said(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """Yield each fact that a scenario says: where it stands."""
    for part, facts in scenario.opening.items():
        if part == "settings":
            continue
        for fact in facts if isinstance(facts, dict) else [""]:
            yield "opening", part, fact
    for number, event in enumerate(scenario.course.events):
        for fact, value in event.said.items():
            if isinstance(value, dict):
                for member in value:
                    yield "events", str(number), fact, member
            else:
                yield "events", str(number), fact


def without(scenario: Scenario, place: tuple[str, ...]) -> dict[str, Any]:
    """Return the case of a scenario without one of its facts."""
    (way,) = run_scenario(scenario).paths
    case: dict[str, Any] = way.incident.case
    if place[0] == "opening":
        if place[2]:
            del case[place[1]][place[2]]
        else:
            del case[place[1]]
        return case
    holder = case["acts"][int(place[1])]
    for key in place[2:-1]:
        holder = holder[key]
    del holder[place[-1]]
    return case


def test_there_are_110_pairs_of_rules_on_conduct() -> None:
    """Eleven rules of 431.5 and 431.6, each against each other."""
    assert len(PAIRS) == 110


@pytest.mark.parametrize("one", ON_CONDUCT)
def test_any_two_rules_on_conduct_are_told_apart(one: str) -> None:
    """For every ordered pair the first is broken, and the second is not; run and evaluated again, and read again."""
    for other in ON_CONDUCT:
        if other == one:
            continue
        scenario = generator().apart(one, other)
        assert scenario is not None
        found = shown(scenario)
        assert found[one] == "breached", other
        assert found[other] in BROKEN_AND_NOT, other
        assert run_scenario(scenario).holds
        assert read_scenario(as_yaml(scenario).encode()) == scenario
        for rule in (one, other):
            assert next(r.clause.id for r in POLICY_431.bind({}).rules if r.id == rule) in scenario.title


@pytest.mark.parametrize(("one", "other"), PAIRS[::7])
def test_no_fact_of_it_can_be_left_out(one: str, other: str) -> None:
    """Without any one of its facts, the first is no longer known to be broken, or it is open whether the second is."""
    scenario = generator().apart(one, other)
    assert scenario is not None
    for place in said(scenario):
        case = without(scenario, place)
        found = {finding.rule: finding.status for finding in evaluate(case, engine="table").findings}
        told_apart = found.get(one) == "breached" and found.get(other, "") in BROKEN_AND_NOT
        assert not told_apart, place


def test_it_is_the_shortest_that_there_is() -> None:
    """An arrest that can be avoided, of one who is no student: four facts, and no three would do."""
    scenario = generator().apart("431.6.p2.s1", "431.6.p3")
    assert scenario is not None
    places = list(said(scenario))
    assert len(places) == 4
    (way,) = run_scenario(scenario).paths
    for left in itertools.combinations(places, 2):
        case = without(scenario, left[0])
        holder = case["acts"][0] if left[1][0] == "events" else case.get(left[1][1], {})
        holder.pop(left[1][-1], None)
        statuses = {finding.rule: finding.status for finding in evaluate(case, engine="table").findings}
        assert statuses.get("431.6/arrest-in-school") != "breached" or (
            statuses["431.6/involve-school-staff"] not in BROKEN_AND_NOT
        )
    assert way.incident.final.finding("431.6.p3", "a1").status == "not_applicable"


def test_rules_that_nothing_breaks_are_told_apart_as_far_as_they_can_be() -> None:
    """Who is excused as a substitute, and not because the course could not be had; and what is never broken or met."""
    scenario = generator().apart("626.8482.3(d)", "626.8482.3(c)")
    assert scenario is not None
    assert shown(scenario) == {
        "626.8482/excused-as-substitute": "met",
        "626.8482/excused-awaiting-course": "not_applicable",
    }
    assert scenario.title == "626.8482.3(d) is met, and 626.8482.3(c) is not applicable"
    always = generator().apart("431.3.1.p2.s1", "431.6.p2.s1")
    assert always is not None
    assert shown(always)["431.3.1/additional-duties"] == "met"


def test_where_nothing_tells_them_apart_there_is_none() -> None:
    """What is always permitted is nowhere else than another that is so."""
    free = Generator(settings={"M1": "free"})
    assert free.apart("431.3.1.p2.s1", "431.3.1.p2.s3") is None


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["431.6.p3", "431.6.p3"], "`431.6.p3` and `431.6.p3` are the same rule"),
        (["431.6.p3", "431.6/involve-school-staff"], "`431.6.p3` and `431.6/involve-school-staff` are the same rule"),
        (["431.6.p33", "431.6.p3"], "unknown rule or clause `431.6.p33`; did you mean `431.6.p3`?"),
        (["431.6.p3", "431.2"], "clause `431.2` has no rule: "),
        (["431.6", "431.6.p3"], "`431.6` is a section; its rules: "),
        (["431.3(a)", "431.6.p3"], "`431.3(a)` is a method, which obliges no one"),
    ],
)
def test_a_name_that_is_none_is_refused(names: list[str], says: str) -> None:
    """With the nearest, or what it is instead; and a rule is not told from itself."""
    with pytest.raises(InputError) as refused:
        generator().apart(*names)
    assert str(refused.value).startswith(says)


def test_a_clause_with_several_rules_does_not_name_one() -> None:
    """Then the rule has to be named."""
    sections = [
        attrs.evolve(
            section,
            clauses=[
                attrs.evolve(clause, rules=[*clause.rules, attrs.evolve(clause.rules[0], name="again")])
                if clause.id == "431.7"
                else clause
                for clause in section.clauses
            ],
        )
        for section in POLICY_431.sections
    ]
    doubled = attrs.evolve(POLICY_431, sections=sections)
    with pytest.raises(InputError, match=r"^clause `431\.7` has several rules: 431\.7/keep-student-data-as-required, "):
        Generator(doubled).reaching("431.7", "met")


@pytest.mark.parametrize("setting", list(POLICY_431.settings))
def test_the_readings_of_a_setting_are_told_apart(setting: str) -> None:
    """A pair for each other value: the same facts, and other conclusions of the same rule."""
    pairs = generator().readings(setting)
    assert [after.opening["settings"][setting] for _, after in pairs] == list(POLICY_431.settings[setting].values[1:])
    for before, after in pairs:
        assert "settings" not in before.opening
        assert {key: value for key, value in after.opening.items() if key != "settings"} == before.opening
        assert [event.said for event in before.course.events] == [event.said for event in after.course.events]
        one, another = shown(before), shown(after)
        assert one.keys() == another.keys()
        assert one != another
        assert run_scenario(before).holds
        assert run_scenario(after).holds


@pytest.mark.parametrize("setting", list(POLICY_431.settings))
def test_no_fact_of_a_pair_can_be_left_out(setting: str) -> None:
    """Without any one of them, one of the two no longer shows what it shows, dates included."""
    for before, after in generator().readings(setting):
        for place in said(before):
            shows = []
            for one in (before, after):
                decision = evaluate(without(one, place), engine="table")
                found = {finding.rule: finding.status for finding in decision.findings}
                shows.append({rule: found.get(rule) for rule in shown(one)})  # type: ignore[call-overload]
            assert shows != [shown(before), shown(after)], place


def test_a_reading_is_told_from_the_one_that_is_selected() -> None:
    """Under another selection it is the default that differs."""
    ((before, after),) = Generator(settings={"A2": "one"}).readings("A2")
    assert before.opening["settings"] == {"A2": "one"}
    assert "settings" not in after.opening
    assert (before.id, after.id) == ("a2-two-before", "a2-two-after")


def test_what_is_no_setting_is_refused() -> None:
    """With the nearest, or all that there are."""
    with pytest.raises(InputError, match=r"^unknown setting `A200`; did you mean `A2"):
        generator().readings("A200")
    with pytest.raises(InputError, match=r"^unknown setting `x`; settings are M1, A2, A19, A27, A28, A33"):
        generator().readings("x")
    with pytest.raises(InputError):
        Generator(settings={"A2": "three"})


@pytest.mark.parametrize("rule", RULES)
def test_every_status_that_a_rule_can_have_is_reached(rule: str) -> None:
    """And only those: a scenario for each, and none for the others."""
    possible = {status for name, status in REACHABLE if name == rule}
    for status in ("not_applicable", "clear", "undetermined", "due", "met", "breached"):
        scenario = generator().reaching(rule, status)  # type: ignore[arg-type]
        assert (scenario is not None) is (status in possible), status
        if scenario is not None:
            assert shown(scenario) == {rule: status}
            assert run_scenario(scenario).holds


def test_what_others_left_out_is_reached() -> None:
    """All of it, and nothing that one before it reaches too; nothing where nothing is left."""
    made = list(generator().uncovered(covered([], POLICY_431)))
    runs = [run_scenario(one) for one in made]
    assert (covered(runs, POLICY_431).reached, len({one.id for one in made})) == (130, len(made))
    assert len(made) < 130
    assert list(generator().uncovered(covered(runs, POLICY_431))) == []


def test_what_cannot_be_reached_is_left_out() -> None:
    """Where advice is free choice nothing breaks it: what is missing otherwise is not made up."""
    made = list(Generator(settings={"M1": "free"}).uncovered(covered([], POLICY_431)))
    shows = [shown(one) for one in made]
    assert {"431.5/enforce-school-rules-by-force": "breached"} in shows
    assert {"431.6/arrest-in-school": "breached"} not in shows


def test_what_is_left_out_under_a_setting_is_reached_under_it() -> None:
    """A scenario that is made under a setting says so, and counts there."""
    settings = {"M1": "free"}
    made = list(Generator(settings=settings).uncovered(covered([], POLICY_431, settings)))
    found = covered([run_scenario(one) for one in made], POLICY_431, settings)
    assert (found.reached, found.percent) == (found.reachable, 100)
    assert {one.opening["settings"]["M1"] for one in made} == {"free"}
