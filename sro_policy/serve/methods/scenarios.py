"""Scenarios that a client plays: event by event or up to the next choice, and which way it goes on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import attrs

from sro_policy.errors import InputError, nearest, quoted
from sro_policy.scenario import Choice, Happened, Scenario, Stage, on_stage, read_scenario
from sro_policy.scenario.yaml_document import LIMITS
from sro_policy.serve.connection import Connection
from sro_policy.serve.faults import LIMIT, Fault
from sro_policy.serve.shapes import (
    JournalName,
    OpenedJson,
    OptionId,
    ScenarioId,
    ScenariosJson,
    ScenarioText,
    SessionId,
    StageJson,
)
from sro_policy.session import LiveIncident

_BRACKET: Final = re.compile(r"[\[\]{}]")


def list_scenarios(connection: Connection) -> ScenariosJson:
    """List the scenarios that the server was started with, each with the ways through it."""
    return {"scenarios": [_named(one) for one in connection.service.scenarios.values()]}


def open_scenario(
    connection: Connection,
    text: ScenarioText | None = None,
    id: ScenarioId | None = None,
    journal: JournalName | None = None,
) -> OpenedJson:
    """Open a scenario of the client's own, or one of the server's by its id. The session takes steps like any other."""
    service = connection.service
    if journal is not None:
        service.journals.check(journal)
    scenario = _scenario(connection, text, id)
    acts = scenario.opening.get("acts")
    if isinstance(acts, list) and len(acts) > service.limits.acts:
        raise Fault(LIMIT, f"more acts than the limit of {service.limits.acts}", place="opening.acts")

    def made() -> tuple[LiveIncident, Stage]:
        stage = on_stage(scenario, service.policy, engine=service.engine)
        stage.incident.limit(service.case_limits)
        if journal is not None:
            service.journals.keep(stage.incident, journal)
        return stage.incident, stage

    session = connection.sessions.open(made)
    opened = session.incident.opened.to_json()
    return {"session": session.id, "opened": opened, "scenario": _named(scenario), **_standing(session.playing, ())}


def next_event(connection: Connection, session: SessionId) -> StageJson:
    """Take the next event, if one is left before the choice."""
    stage = connection.sessions.get(session).playing
    one = _next(stage)
    return _standing(stage, () if one is None else (one,))


def play(connection: Connection, session: SessionId) -> StageJson:
    """Take the events that are left before the choice, or to the end."""
    stage = connection.sessions.get(session).playing
    happened: list[Happened] = []
    while (one := _next(stage)) is not None:
        happened.append(one)
    return _standing(stage, happened)


def choose(connection: Connection, session: SessionId, option: OptionId) -> StageJson:
    """Go on with an option of the choice, once all before it has happened."""
    stage = connection.sessions.get(session).playing
    if stage.course.events:
        raise InputError(f"{len(stage.course.events)} events come before the choice: play them", place="session")
    stage.choose(option)
    return _standing(stage, ())


def _scenario(connection: Connection, text: str | None, name: str | None) -> Scenario:
    service = connection.service
    if (text is None) is (name is None):
        raise InputError("give the `text` of a scenario or the `id` of one of the server's, and not both")
    if text is not None:
        content = text.encode()
        if len(content) > service.limits.scenario_bytes:
            raise Fault(LIMIT, f"larger than the limit of {service.limits.scenario_bytes:,} bytes", place="text")
        _refuse_depth(text)
        return read_scenario(content, service.policy)
    assert name is not None
    if name not in service.scenarios:
        raise InputError(f"no scenario {quoted(name)} here{nearest(name, service.scenarios)}", place="id")
    return service.scenarios[name]


def _refuse_depth(text: str) -> None:
    """Refuse brackets in brackets before YAML is read: that takes seconds for thousands of them, all in vain."""
    depth = 0
    for mark in _BRACKET.findall(text):
        depth = depth + 1 if mark in "[{" else max(depth - 1, 0)
        if depth > LIMITS.nesting:
            raise InputError(f"nested deeper than the limit of {LIMITS.nesting} levels", place="text")


def _next(stage: Stage) -> Happened | None:
    """Take the next event of a stage. What is left of its course is all that it has, so that a branch goes on there."""
    try:
        one = next(stage.play(), None)
    except InputError as error:
        # The stage counts from where it was cut, and a client from the beginning.
        inside = error.place.partition(": ")[2]
        place = f"event {len(stage.happened) + 1}"
        raise InputError(error.problem, place=f"{place}: {inside}" if inside else place) from None
    if one is not None:
        stage.course = attrs.evolve(stage.course, events=stage.course.events[1:])
    return one


def _named(scenario: Scenario) -> dict[str, object]:
    return {
        "id": scenario.id,
        "title": scenario.title,
        "about": scenario.about or None,
        "paths": [list(path) for path in scenario.paths()],
    }


def _standing(stage: Stage, happened: Iterable[Happened]) -> dict[str, object]:
    return {
        "happened": [one.to_json() for one in happened],
        "left": len(stage.course.events),
        "choice": None if stage.course.choice is None else _choice(stage.course.choice),
        "path": list(stage.path),
    }


def _choice(choice: Choice) -> dict[str, object]:
    return {"ask": choice.ask, "options": [{"id": one.id, "title": one.title} for one in choice.options]}
