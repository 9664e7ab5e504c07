"""The scenarios that are shipped: each is as it expects, and together they reach all that there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from sro_policy import POLICY_431
from sro_policy.scenario import as_yaml, covered, read_scenarios, run_scenario

from ..engines.coloured import needs_durable
from .shipped import FOLDER, ROOT, SHIPPED, played, shipped

EACH = pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
BY_HAND = [path for path in SHIPPED if path.parent == FOLDER]


@EACH
def test_a_shipped_scenario_is_as_it_expects_on_every_way(path: Path) -> None:
    """Each way through it runs, and something is expected on each."""
    run = played(path)
    assert [str(missed) for way in run.paths for missed in way.missed] == []
    assert run.holds
    assert [way.path for way in run.paths] == list(run.scenario.paths())
    for way in run.paths:
        assert any(one.event.expect for one in way.happened), way.path


@needs_durable
@EACH
def test_a_shipped_scenario_is_the_same_on_durable_rules(path: Path) -> None:
    """Not only what is expected: every finding of every step is."""
    run = run_scenario(shipped(path), engine="durable")
    assert run.holds
    for way, other in zip(run.paths, played(path).paths, strict=True):
        assert way.seen == other.seen
        assert way.incident.final.engine != other.incident.final.engine
        assert way.incident.final == other.incident.final


def test_the_folder_reaches_every_status_every_clause_and_every_value() -> None:
    """130 pairs of a rule and a status, each clause that has a rule, and each value of each setting."""
    found = covered(map(played, SHIPPED), POLICY_431)
    assert [(rule.rule, rule.missing) for rule in found.rules if rule.missing] == []
    assert (found.reached, found.reachable, found.percent) == (130, 130, 100)
    assert found.clauses_missing == ()
    assert [
        (name, value) for name, values in found.settings.items() for value, used in values.items() if not used
    ] == []


def test_those_made_by_hand_reach_it_alone() -> None:
    """What is generated adds pairs that tell readings apart, and no status that no person wrote about."""
    found = covered(map(played, BY_HAND), POLICY_431)
    assert (found.reached, found.reachable) == (130, 130)


def test_a_trainee_reads_something_and_chooses_in_those_made_by_hand() -> None:
    """There are fourteen at least; each says what it is about and tells something, and most branch."""
    scenarios = [shipped(path) for path in BY_HAND]
    assert len(scenarios) >= 14
    assert all(one.about for one in scenarios)
    assert all(any(event.tell for event in one.course.events) for one in scenarios)
    assert sum(one.course.choice is not None for one in scenarios) >= 20


def test_all_of_what_can_happen_is_shown_in_one_of_them() -> None:
    """Every deed, every source, every moment and a day of its own are used somewhere."""
    events = [one.event for path in BY_HAND for way in played(path).paths for one in way.happened]
    deeds = {"learn", "correct", "withdraw", "begin", "carry on", "end", "happened", "reason", None}
    assert {event.deed for event in events} == deeds
    assert {event.source for event in events} == {"officer", "observer", "instructor", "sensor"}
    moments = {event.about for event in events if event.deed == "happened"}
    assert moments == {"staff_notified", "staff_arrived", "staff_left"}
    assert any(event.when is not None for event in events)
    assert any(shipped(path).began for path in BY_HAND)


def test_a_file_is_called_as_its_scenario_and_listed() -> None:
    """The name of the file is the id; the table of the README has a line for each that was made by hand."""
    assert [path.stem for path in SHIPPED] == [shipped(path).id for path in SHIPPED]
    lines = (ROOT / "examples" / "README.md").read_text(encoding="utf-8").splitlines()
    listed = [line.split("`")[1] for line in lines if line.startswith("| `")]
    assert listed == [path.name for path in BY_HAND]
    assert len(read_scenarios([FOLDER])) == len(SHIPPED)


def test_what_was_generated_is_what_is_generated_now() -> None:
    """The pairs of settings that are shipped are those that the generator makes today, byte for byte."""
    generating = pytest.importorskip("sro_policy.scenario.generating")
    generator = generating.Generator()
    made = {
        f"{one.id}.yaml": as_yaml(one)
        for setting in POLICY_431.settings
        for pair in generator.readings(setting)
        for one in pair
    }
    kept = {path.name: path.read_text(encoding="utf-8") for path in SHIPPED if path.parent.name == "generated"}
    assert kept == made
