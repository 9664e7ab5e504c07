"""Scenarios for training: what is known at first, what happens when, where it branches, and what is expected."""

from sro_policy.scenario.reading import read_scenario, read_scenario_file, scenario_of
from sro_policy.scenario.running import Happened, Missed, PathRun, ScenarioRun, Stage, on_stage, run_scenario
from sro_policy.scenario.scenario import Choice, Course, Event, Option, Scenario

__all__ = [
    "Choice",
    "Course",
    "Event",
    "Happened",
    "Missed",
    "Option",
    "PathRun",
    "Scenario",
    "ScenarioRun",
    "Stage",
    "on_stage",
    "read_scenario",
    "read_scenario_file",
    "run_scenario",
    "scenario_of",
]
