"""The scenarios that are shipped, read once, and small ones to take apart."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sro_policy.scenario import Scenario, ScenarioRun, read_scenario, read_scenario_file, run_scenario, scenario_files

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "scenarios"
SHIPPED = scenario_files([FOLDER])

SMALL = b"""\
scenario: 1
id: small
title: Two ways
opening:
  officer: {is_sro: true}
  incident: {person_role: student_here}
events:
  - tell: A teacher points at a student.
    at: 0:05
    by: observer
    learn: {incident: {crime_alleged: true, school_rule_alleged: true}}
    expect:
      - {clause: 431.6.p1, subject: incident, word: advised}
choose:
  ask: What now?
  options:
    - id: consider
      title: Think of the school
      events:
        - at: 0:10
          learn: {incident: {school_referral_considered: true}}
          expect:
            - {clause: 431.6.p1, subject: incident, status: met}
    - id: not
      title: Do not
      events:
        - at: 0:20
          learn: {incident: {school_referral_considered: false}}
        - expect:
            - {clause: 431.6.p1, subject: incident, word: departed}
"""


@cache
def small() -> Scenario:
    """Return the small scenario, which branches once."""
    return read_scenario(SMALL)


@cache
def shipped(path: Path) -> Scenario:
    """Return a scenario that is shipped."""
    return read_scenario_file(path)


@cache
def played(path: Path) -> ScenarioRun:
    """Return every way through a scenario that is shipped, on the table engine."""
    return run_scenario(shipped(path), engine="table")
