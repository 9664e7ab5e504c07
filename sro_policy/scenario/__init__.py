"""Scenarios for training: what is known at first, what happens when, where it branches, and what is expected."""

from sro_policy.scenario.covering import RuleExercised, ScenarioCoverage, covered
from sro_policy.scenario.finding_files import read_each, read_scenarios, scenario_files
from sro_policy.scenario.reading import read_scenario, read_scenario_file, scenario_of
from sro_policy.scenario.running import Happened, Missed, PathRun, ScenarioRun, Stage, on_stage, option_of, run_scenario
from sro_policy.scenario.scenario import Choice, Course, Event, Option, Scenario
from sro_policy.scenario.schema import scenario_schema
from sro_policy.scenario.writing import as_plain, as_yaml

__all__ = [
    "Choice",
    "Course",
    "Event",
    "Happened",
    "Missed",
    "Option",
    "PathRun",
    "RuleExercised",
    "Scenario",
    "ScenarioCoverage",
    "ScenarioRun",
    "Stage",
    "as_plain",
    "as_yaml",
    "covered",
    "on_stage",
    "option_of",
    "read_each",
    "read_scenario",
    "read_scenario_file",
    "read_scenarios",
    "run_scenario",
    "scenario_files",
    "scenario_of",
    "scenario_schema",
]
