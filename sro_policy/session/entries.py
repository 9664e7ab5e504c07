"""What a journal keeps of an incident: how it is written, and how it is read, with nothing taken on trust."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, final, get_args

import attrs

from sro_policy.decision import EngineName
from sro_policy.errors import InputError, PolicyError, placed_at, placed_in, quoted, unknown
from sro_policy.evaluation.structure import texts
from sro_policy.policy import Policy
from sro_policy.policy.digest import policy_digest
from sro_policy.record.making import engine as engine_version
from sro_policy.record.making import library
from sro_policy.record.reading import checked_digest, checked_object
from sro_policy.session.changes import IncidentChange
from sro_policy.session.incident import LiveIncident
from sro_policy.session.opening import opened
from sro_policy.session.saying import AS_TAKEN, checked_source
from sro_policy.session.steps import IncidentStep, StepKind
from sro_policy.session.times import check_zoned

_HEADER = ("policy", "settings", "library", "engine", "event", "began", "step", "change")
_ENTRY = ("step", "change", "findings")
_STEP = ("number", "kind", "at", "source", "act", "when", "said", "names")
_KINDS: tuple[StepKind, ...] = get_args(StepKind)


def header_of(incident: LiveIncident) -> Mapping[str, Any]:
    """Return what a journal begins with: the policy, what the incident was opened with, and what that gave."""
    decision, opened = incident.final, incident.opened
    return {
        "policy": dict(decision.policy),
        "settings": dict(decision.settings),
        "library": library(),
        "engine": engine_version(decision.engine),
        "event": incident.event,
        "began": None if incident.began is None else incident.began.isoformat(),
        "step": opened.step.to_json(),
        "change": opened.digest,
    }


def entry_of(change: IncidentChange) -> Mapping[str, Any]:
    """Return what a journal keeps of a step: the digest of all that it changed, and which findings, in a word each."""
    return {
        "step": change.step.to_json(),
        "change": change.digest,
        "findings": [
            {
                "rule": one.rule,
                "subject": one.subject,
                "before": None if one.before is None else one.before.word,
                "after": None if one.after is None else one.after.word,
            }
            for one in change.findings
        ],
    }


@final
@attrs.frozen
class Header:
    """What a journal says of how an incident was opened: all of it, and what of that opens it again."""

    said: Mapping[str, Any]
    policy: Mapping[str, Any]
    settings: Mapping[str, str]
    event: str | None
    began: dt.datetime | None
    step: IncidentStep

    @property
    def made_under(self) -> str:
        """Under which policy it was made, in words."""
        return f"made under the policy {self.policy['digest']}"

    def is_of(self, policy: Policy) -> bool:
        """Say whether it was made under a policy, as its settings have it read."""
        try:
            return policy_digest(policy.bind(self.settings)) == str(self.policy["digest"])
        except (InputError, PolicyError):
            return False

    def opened(self, policy: Policy, engine: EngineName | None) -> LiveIncident:
        """Return the incident opened again."""
        with placed_in("step.said"):
            return opened(
                policy,
                {**self.step.to_json().get("said", {}), "event": self.event, "settings": self.settings},
                settings=None,
                as_of=None,
                engine=engine,
                began=self.began,
                source=self.step.source,
                limits=AS_TAKEN,
            )


@final
@attrs.frozen
class Entry:
    """What a journal says of a step: all of it, and the step."""

    said: Mapping[str, Any]
    step: IncidentStep


def read_header(said: Mapping[str, Any]) -> Header:
    """Return the header of a journal.

    Raises :class:`~sro_policy.errors.InputError`, with the place, for one that is not that of an incident.
    """
    whole_header = checked_object(said, "header", _HEADER)
    policy = checked_object(whole_header["policy"], "header.policy", ("number", "edition", "digest"))
    checked_digest(policy["digest"], "header.policy.digest")
    event = whole_header["event"]
    if not (event is None or isinstance(event, str)):
        raise InputError(f"{quoted(event)} is not text", place="header.event")
    checked_digest(whole_header["change"], "header.change")
    return Header(
        said=said,
        policy=policy,
        settings=texts(whole_header["settings"], "header.settings"),
        event=event,
        began=_began(whole_header["began"]),
        step=_step(whole_header["step"], "header", 0),
    )


def read_entry(said: Mapping[str, Any], number: int) -> Entry:
    """Return an entry of a journal; ``number`` is its place.

    Raises :class:`~sro_policy.errors.InputError`, with the place, for one that is not that of a step.
    """
    place = f"step {number}"
    entry = checked_object(said, place, _ENTRY)
    step = _step(entry["step"], place, number)
    checked_digest(entry["change"], f"{place}.change")
    return Entry(said, step)


def _began(said: object) -> dt.datetime | None:
    if said is None:
        return None
    try:
        return check_zoned(dt.datetime.fromisoformat(str(said)), "header.began")
    except ValueError:
        raise InputError(f"{quoted(said)} is not a date and time with its zone", place="header.began") from None


def _step(said: object, place: str, number: int) -> IncidentStep:
    with placed_at(place):
        step = step_of(said)
        if step.number != number or (step.kind == "open") is not (number == 0):
            raise InputError(f"it is step {step.number}, of the kind {quoted(step.kind)}")
        return step


def step_of(said: object) -> IncidentStep:
    """Return a step of its JSON.

    Raises :class:`~sro_policy.errors.InputError`, with the place, for what is none.
    """
    if not isinstance(said, dict):
        raise InputError(f"{quoted(said)} is no step")
    for key in said:
        if key not in _STEP:
            raise InputError(unknown("key", key, _STEP))
    kind, act, names = said.get("kind"), said.get("act"), said.get("names", [])
    if kind not in _KINDS:
        raise InputError(f"unknown kind {quoted(kind)}", place="kind")
    if not (act is None or isinstance(act, str)):
        raise InputError(f"{quoted(act)} is not text", place="act")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise InputError(f"{quoted(names)} is not a list of names", place="names")
    if not isinstance(said.get("said", {}), dict):
        raise InputError(f"{quoted(said['said'])} is not what a case is", place="said")
    return IncidentStep(
        number=whole(said.get("number"), "number"),
        kind=kind,
        at=whole(said.get("at"), "at"),
        source=checked_source(said.get("source")),
        act=act,
        when=None if said.get("when") is None else whole(said["when"], "when"),
        said=said.get("said", {}),
        names=tuple(names),
    )


def whole(value: object, place: str) -> int:
    """Return a whole number.

    Raises :class:`~sro_policy.errors.InputError` for anything else.
    """
    if type(value) is not int:
        raise InputError(f"{quoted(value)} is not a whole number", place=place)
    return value
