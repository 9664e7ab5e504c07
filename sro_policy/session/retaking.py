"""Takes steps again that were taken before: of a journal, or of an incident that gets one or is reviewed later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sro_policy.errors import InputError, placed_at, quoted
from sro_policy.session.changes import IncidentChange
from sro_policy.session.entries import whole
from sro_policy.session.incident import LiveIncident
from sro_policy.session.steps import IncidentStep


def retake(incident: LiveIncident, step: IncidentStep) -> IncidentChange:
    """Take a step as it was taken before, and return what it changed.

    Raises :class:`~sro_policy.errors.InputError` where it cannot be taken.
    """
    at, when = step.at / 1000, None if step.when is None else step.when / 1000
    said = step.to_json().get("said", {})
    if step.kind == "learn":
        return incident.learn(_in_seconds(said), at=at, source=step.source)
    if step.kind == "correct":
        return incident.correct(_in_seconds(said), at=at, source=step.source)
    if step.kind == "withdraw":
        return incident.withdraw(*step.names, act=step.act, at=at, source=step.source)
    if step.act is None:
        raise InputError(f"a step of the kind {quoted(step.kind)} has an act", place="act")
    facts = _own_facts(said)
    if step.kind == "begin":
        return incident.begin(step.act, facts, at=at, when=when, source=step.source)
    if step.kind == "carry on":
        return incident.carry_on(step.act, facts, at=at, source=step.source)
    assert step.kind == "end", "an incident is opened once, and first"
    return incident.end(step.act, facts, at=at, when=when, source=step.source)


def retaken(incident: LiveIncident) -> Iterator[IncidentChange]:
    """Yield what each step of an incident changed, the opening first."""
    again = incident.from_the_opening()
    yield again.opened
    for step in incident.steps[1:]:
        yield retake(again, step)


def _own_facts(said: Mapping[str, Any]) -> Mapping[str, Any]:
    with placed_at("said"):
        acts = said.get("acts", [{}])
        if not isinstance(acts, list) or len(acts) != 1 or not isinstance(acts[0], dict):
            raise InputError(f"{quoted(acts)} is not the one act that the step is about")
        return {name: value for name, value in acts[0].items() if name != "id"}


def _in_seconds(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what was said with its moments in seconds, as callers say them."""
    moments = said.get("moments")
    if not isinstance(moments, dict):
        return said
    return {**said, "moments": {name: whole(time, f"moments.{name}") / 1000 for name, time in moments.items()}}
