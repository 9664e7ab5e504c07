"""Scenarios as they run: every way by itself, held to what is expected, and step by step for a trainer's program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sro_policy import InputError, evaluate
from sro_policy.evaluation.document import Limits
from sro_policy.scenario import Scenario, on_stage, read_scenario, run_scenario, scenario_of

from .shipped import SHIPPED, SMALL, played, shipped, small

HEAD = {"scenario": 1, "id": "one", "title": "One"}


def scenario(*events: Any, **more: Any) -> Scenario:
    return scenario_of({**HEAD, "events": list(events), **more})


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_last_decision_of_a_way_is_that_on_its_case(path: Path) -> None:
    """What an incident ends with is what `evaluate` says of the same facts, in one go."""
    for way in played(path).paths:
        assert way.incident.final == evaluate(way.incident.case, engine="table")
        assert way.incident.event is None


@pytest.mark.parametrize("path", [path for path in SHIPPED if shipped(path).course.choice], ids=lambda path: path.stem)
def test_branches_do_not_affect_one_another(path: Path) -> None:
    """Each way ends as it does where no other one is taken."""
    for way in played(path).paths:
        alone = on_stage(shipped(path), engine="table")
        for name in way.path:
            list(alone.play())
            alone.choose(name)
        list(alone.play())
        assert alone.path == way.path
        assert alone.incident.final == way.incident.final
        assert alone.incident.steps == way.incident.steps
        assert [one.to_json() for one in alone.happened] == [one.to_json() for one in way.happened]


def test_what_is_not_as_expected_is_told() -> None:
    """With the finding, what was expected and what it is; the rest of the way is played on."""
    run = run_scenario(read_scenario(SMALL.replace(b"status: met", b"status: breached, needs: [act.kind]")))
    assert not run.holds
    (missed,) = [missed for way in run.paths for missed in way.missed]
    assert str(missed) == (
        f"{missed.where}: 431.6.p1 on the incident: status: expected breached; it is met; "
        "needs: expected act.kind among them; it is empty"
    )
    assert missed.where.startswith("line ")
    assert missed.to_json() == {
        "expected": "431.6.p1@incident",
        "problem": None,
        "differences": [
            {"field": "status", "expected": "breached", "found": "met"},
            {"field": "needs", "expected": "act.kind among them", "found": "empty"},
        ],
        "needs": [],
        "where": missed.where,
    }
    assert [bool(way.missed) for way in run.paths] == [True, False]
    assert run.to_json()["paths"] == [["consider"], ["not"]]


def test_what_a_finding_still_needs_is_told_with_what_was_expected() -> None:
    """Whoever wrote the scenario sees which facts it leaves out; plain values stand in no line."""
    said = {"begin": "a1", "facts": {"kind": "custodial_arrest", "in_school": True}}
    expect = {"clause": "431.6.p2.s1", "subject": "a1", "word": "would depart"}
    (missed,) = run_scenario(scenario({**said, "expect": [expect]})).paths[0].missed
    assert str(missed) == (
        "431.6.p2.s1 on act a1: word: expected would depart; it is undetermined; it needs act.arrest_avoidable"
    )


def test_an_expectation_of_a_finding_that_there_is_not_is_told() -> None:
    """A subject that is not there yet, or a part of which nothing is known."""
    expect = {"clause": "431.6.p3", "subject": "a1", "status": "met"}
    run = run_scenario(scenario({"tell": "x", "expect": [expect]}))
    (missed,) = run.paths[0].missed
    assert str(missed) == f"431.6.p3 on act a1: {missed.problem}"
    assert missed.problem.startswith("no finding")
    assert missed.to_json()["problem"] == missed.problem
    assert missed.differences == ()


def test_what_is_expected_holds_of_what_is_known_by_then() -> None:
    """An expectation is of its own moment: what becomes known later is another."""
    expect = {"clause": "431.6.p2.s1", "subject": "a1"}
    facts = {"kind": "custodial_arrest", "in_school": True}
    run = run_scenario(
        scenario(
            {"begin": "a1", "facts": facts, "expect": [{**expect, "status": "undetermined"}]},
            {"carry_on": "a1", "facts": {"arrest_avoidable": True}, "expect": [{**expect, "word": "would depart"}]},
            {"end": "a1", "expect": [{**expect, "word": "departed"}]},
        )
    )
    assert run.holds
    assert {("431.6/arrest-in-school", status) for status in ("undetermined", "breached")} <= run.paths[0].seen


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (scenario({"end": "a1"}), "scenario one, event 1: act: act `a1` has not begun"),
        (
            scenario({"tell": "x"}, {"learn": {"incident": {"wepon": True}}}),
            "scenario one, event 2: incident: unknown fact `wepon`; did you mean `weapon`?",
        ),
        (scenario({"happened": "staff_told"}), "scenario one, event 1: "),
        (scenario(opening={"acts": [{}]}), "scenario one, opening: acts[0]: "),
        (
            scenario(
                choose={
                    "ask": "x",
                    "options": [
                        {"id": "a", "title": "A"},
                        {
                            "id": "b",
                            "title": "B",
                            "choose": {
                                "ask": "y",
                                "options": [{"id": "c", "title": "C", "events": [{"withdraw": ["incident.weapon"]}]}],
                            },
                        },
                    ],
                }
            ),
            "scenario one, path b/c, event 1: names[0]: nothing is known of `incident.weapon`, ",
        ),
    ],
)
def test_a_step_that_cannot_be_taken_is_told_with_its_path_and_number(made: Scenario, says: str) -> None:
    """And with the scenario, where many are run."""
    with pytest.raises(InputError) as refused:
        run_scenario(made)
    assert str(refused.value).startswith(says)


def test_a_program_plays_chooses_and_branches() -> None:
    """Event after event, as they happen; a branch goes its own way, and the first does not notice."""
    stage = on_stage(small())
    assert [one.event.tell for one in stage.play()] == ["A teacher points at a student."]
    assert list(stage.play()) == []  # they happen once
    twin = stage.branch()
    stage.choose("consider")
    twin.choose("not")
    assert stage.path == ("consider",)
    assert [one.change is None for one in twin.play()] == [False, True]
    assert [one.event.at for one in stage.play()] == [10]
    assert (len(stage.happened), len(twin.happened)) == (2, 3)
    words = [one.incident.final.finding("431.6.p1", "incident").word for one in (stage, twin)]
    assert words == ["met", "departed"]


def test_a_program_can_leave_and_come_back() -> None:
    """What was played is not played again, also in a branch of it; what comes before a choice is played before it."""
    stage = on_stage(small())
    list(stage.play())
    stage.choose("not")
    next(stage.play())
    twin = stage.branch()
    for one in (stage, twin):
        assert len(list(one.play())) == 1
        assert len(one.happened) == 3
        assert one.left == 0
    fresh = on_stage(small())
    assert fresh.left == 1
    with pytest.raises(InputError, match=r"^option: events come before this choice: play them first"):
        fresh.choose("not")
    assert fresh.path == ()


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["consder"], "option: `consder` is none of the options; did you mean `consider`?"),
        (["x"], "option: `x` is none of the options; options are consider, not"),
        ([3], "option: `3` is none of the options; options are consider, not"),
        ([["not"]], 'option: `["not"]` is none of the options'),
        (["not", "not"], "option: the scenario ends before `not`"),
    ],
)
def test_what_is_no_option_is_refused(names: list[Any], says: str) -> None:
    """With the nearest, or all that there are; and where there is nothing to choose."""
    stage = on_stage(small())
    list(stage.play())
    *before, last = names
    for name in before:
        stage.choose(name)
        list(stage.play())
    with pytest.raises(InputError) as refused:
        stage.choose(last)
    assert str(refused.value).startswith(says)


def test_a_program_may_set_limits() -> None:
    """Of the opening, and of the events after it."""
    acts: list[dict[str, Any]] = [{"id": "a1"}, {"id": "a2"}]
    with pytest.raises(InputError, match=r"^scenario one, opening: acts: more acts than the limit of 1"):
        on_stage(scenario(opening={"acts": acts}), limits=Limits(acts=1))
    stage = on_stage(scenario({"learn": {"acts": acts}}), limits=Limits(acts=1))
    with pytest.raises(InputError, match=r"event 1: acts: more acts than the limit of 1"):
        list(stage.play())


def test_a_scenario_without_events_has_one_way() -> None:
    """Nothing happens on it, and what is known at first is judged."""
    run = run_scenario(scenario(opening={"contract": {"addresses_attire": True}}))
    (way,) = run.paths
    assert (way.path, way.happened, run.holds) == ((), (), True)
    assert ("431.3.1/attire", "met") in way.seen


def test_it_is_told_as_json() -> None:
    """What was told, what each step changed, and what is not as expected."""
    found = run_scenario(small()).to_json()
    assert (found["id"], found["title"], found["holds"]) == ("small", "Two ways", True)
    first, _, other = found["runs"]  # type: ignore[misc]
    event = first["events"][0]  # type: ignore[index]
    assert (event["at"], event["tell"], event["missed"]) == (5, "A teacher points at a student.", [])
    assert event["change"]["step"]["source"] == "observer"
    assert other["events"][-1]["change"] is None  # type: ignore[index]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_ways_share_is_told_once_as_json(path: Path) -> None:
    """Each run of events with the options that lead to it; a way is what stands at each beginning of its own."""
    run = played(path)
    found = run.to_json()
    runs: dict[Any, Any] = {tuple(one["path"]): one["events"] for one in found["runs"]}  # type: ignore[attr-defined]
    assert len(runs) == len(found["runs"])  # type: ignore[arg-type]
    for way in run.paths:
        beginnings = [way.path[:depth] for depth in range(len(way.path) + 1)]
        assert [event for one in beginnings for event in runs[one]] == way.to_json()["events"]
    ends = {way.path[:depth] for way in run.paths for depth in range(len(way.path) + 1)}
    assert runs.keys() == ends
