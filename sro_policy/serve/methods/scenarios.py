"""Scenarios that a client plays: event by event or up to the next choice, and which way it goes on."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Final

from sro_policy.errors import InputError, nearest, quoted
from sro_policy.scenario import Choice, Happened, Scenario, Stage, on_stage, read_scenario
from sro_policy.serve.connection import Connection
from sro_policy.serve.faults import LIMIT, Fault
from sro_policy.serve.shapes import (
    JournalName,
    OpenedScenarioJson,
    OptionId,
    ScenarioId,
    ScenariosJson,
    ScenarioText,
    SessionId,
    StageJson,
)
from sro_policy.session import LiveIncident

_FULL: Final = 5
"""Events are taken until they have a part of `answer_bytes`, one in so many: the last of them may be a large one."""


def list_scenarios(connection: Connection) -> ScenariosJson:
    """List the scenarios that the server was started with, each with the ways through it."""
    return {"scenarios": [_named(one) for one in connection.service.scenarios.values()]}


def open_scenario(
    connection: Connection,
    text: ScenarioText | None = None,
    id: ScenarioId | None = None,
    journal: JournalName | None = None,
) -> OpenedScenarioJson:
    """Open a scenario of the client's own, or one of the server's by its id. The session takes steps like any other."""
    service = connection.service

    def made() -> tuple[LiveIncident, Stage]:
        scenario = _scenario(connection, text, id)
        stage = on_stage(scenario, service.policy, engine=service.engine, limits=service.case_limits)
        return stage.incident, stage

    session = connection.sessions.open(made, journal)
    stage = session.playing
    return {**session.to_json(), "scenario": _named(stage.scenario), **_standing(stage, ())}


def next_event(connection: Connection, session: SessionId) -> StageJson:
    """Take the next event, if one is left before the choice."""
    stage = connection.sessions.get(session).playing
    return _standing(stage, (one.to_json() for one in itertools.islice(stage.play(), 1)))


def play(connection: Connection, session: SessionId) -> StageJson:
    """Take the events that are left before the choice, or to the end; fewer where they fill an answer."""
    stage = connection.sessions.get(session).playing
    most = connection.service.limits.answer_bytes // _FULL
    return _standing(stage, _until_full(stage.play(), most))


def choose(connection: Connection, session: SessionId, option: OptionId) -> StageJson:
    """Go on with an option of the choice, once all before it has happened."""
    stage = connection.sessions.get(session).playing
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
        return read_scenario(content, service.policy)
    assert name is not None
    if name not in service.scenarios:
        raise InputError(f"no scenario {quoted(name)} here{nearest(name, service.scenarios)}", place="id")
    return service.scenarios[name]


def _named(scenario: Scenario) -> dict[str, object]:
    return {
        "id": scenario.id,
        "title": scenario.title,
        "about": scenario.about or None,
        "paths": [list(path) for path in scenario.paths()],
    }


def _standing(stage: Stage, happened: Iterable[dict[str, object]]) -> dict[str, object]:
    told = list(happened)
    stage.happened = ()  # told, and kept for nobody here: each holds all that it changed
    return {
        "happened": told,
        "left": stage.left,
        "choice": None if stage.course.choice is None else _choice(stage.course.choice),
        "path": list(stage.path),
    }


def _until_full(happened: Iterable[Happened], most: int) -> Iterator[dict[str, object]]:
    """Take events until they have so many bytes: with the most acts that there may be, one has most of a megabyte."""
    size = 0
    for one in happened:
        said = one.to_json()
        yield said
        size += len(json.dumps(said))
        if size >= most:
            return


def _choice(choice: Choice) -> dict[str, object]:
    return {"ask": choice.ask, "options": [{"id": one.id, "title": one.title} for one in choice.options]}
