"""Runs a scenario in a live incident, along every way through it, and holds findings to what is expected."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, final

import attrs

from sro_policy.case_files import Difference, Expectation
from sro_policy.decision import EngineName
from sro_policy.errors import InputError, nearest, placed_in, quoted
from sro_policy.evaluation.document import DEFAULT_LIMITS, Limits
from sro_policy.policy import Policy, Status
from sro_policy.rules import POLICY_431
from sro_policy.scenario.scenario import Course, Event, Option, Scenario
from sro_policy.session import IncidentChange, LiveIncident, open_incident

SCENARIO_LIMITS: Final = attrs.evolve(DEFAULT_LIMITS, acts=50)
"""Of an opening and of each step. More acts than anybody plays take minutes: each step is held against all of them."""


@final
@attrs.frozen(kw_only=True)
class Missed:
    """What was expected of a finding, and in what it is not so; ``problem`` where there is no such finding.

    ``needs`` are the facts that it still needs, and ``where`` the file and line of the event.
    """

    expected: Expectation
    differences: tuple[Difference, ...] = ()
    problem: str = ""
    needs: tuple[str, ...] = ()
    where: str = attrs.field(default="", eq=False)

    def __str__(self) -> str:
        """Say it in one line."""
        where = f"{self.where}: " if self.where else ""
        needs = f"; it needs {', '.join(self.needs)}" if self.needs else ""
        return f"{where}{self.expected.about}: {self.problem or '; '.join(map(str, self.differences))}{needs}"

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        differences = [attrs.asdict(one) for one in self.differences]
        return {
            "expected": self.expected.id,
            "problem": self.problem or None,
            "differences": differences,
            "needs": list(self.needs),
            "where": self.where or None,
        }


@final
@attrs.frozen(kw_only=True)
class Happened:
    """An event that was taken: what it changed, if it was a step, and what was expected after it and is not so."""

    event: Event
    change: IncidentChange | None
    missed: tuple[Missed, ...]

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "at": self.event.at,
            "source": self.event.source,
            "tell": self.event.tell or None,
            "change": None if self.change is None else self.change.to_json(),
            "missed": [missed.to_json() for missed in self.missed],
        }


@final
@attrs.frozen(kw_only=True)
class PathRun:
    """One way through a scenario: the options that were taken, what happened, and the incident that it led to."""

    path: tuple[str, ...]
    happened: tuple[Happened, ...]
    incident: LiveIncident

    @property
    def seen(self) -> frozenset[tuple[str, Status]]:
        """Each rule with each status that it had, at the opening and after each step."""
        changes = [self.incident.opened, *(one.change for one in self.happened if one.change is not None)]
        return frozenset(
            (one.rule, one.after.status) for change in changes for one in change.findings if one.after is not None
        )

    @property
    def missed(self) -> tuple[Missed, ...]:
        """All that is not as expected."""
        return tuple(missed for one in self.happened for missed in one.missed)

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {"path": list(self.path), "events": [one.to_json() for one in self.happened]}


@final
@attrs.frozen(kw_only=True)
class ScenarioRun:
    """A scenario with every way through it."""

    scenario: Scenario
    paths: tuple[PathRun, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is as expected on every way."""
        return not any(run.missed for run in self.paths)

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values: the ways through it, and each run of events once.

        A run has the options that lead to it as its ``path``: a way is what stands at each beginning of its own.
        """
        events: dict[tuple[str, ...], list[object]] = {}
        for run in self.paths:
            happened = iter(run.happened)
            for depth, course in enumerate(self.scenario.course.along(run.path)):
                taken = list(islice(happened, len(course.events)))
                if run.path[:depth] not in events:
                    events[run.path[:depth]] = [one.to_json() for one in taken]
        return {
            "id": self.scenario.id,
            "title": self.scenario.title,
            "holds": self.holds,
            "paths": [list(run.path) for run in self.paths],
            "runs": [{"path": list(path), "events": some} for path, some in events.items()],
        }


@final
class Stage:
    """A scenario that is being played: a live incident, and how far it is.

    A trainer's program takes event after event with :meth:`play`, and goes on with :meth:`choose` where it branches.
    """

    def __init__(self, scenario: Scenario, incident: LiveIncident) -> None:
        self.scenario = scenario
        self.incident = incident
        self.course: Course = scenario.course
        self.path: tuple[str, ...] = ()
        self.happened: tuple[Happened, ...] = ()
        self._taken = 0

    def play(self) -> Iterator[Happened]:
        """Take the events up to the next choice, or to the end, and yield each; go on where it was left before.

        Raises :class:`~sro_policy.InputError`, with the scenario, the path and its number, for one that is no step.
        """
        path = f"path {'/'.join(self.path)}, " if self.path else ""
        while self.left:
            event = self.course.events[self._taken]
            where = event.where or f"scenario {self.scenario.id}"
            with placed_in(f"{where}, {path}event {self._taken + 1}"):
                one = Happened(event=event, change=_taken(self.incident, event), missed=_missed(self.incident, event))
            self._taken += 1
            self.happened = (*self.happened, one)
            yield one

    @property
    def left(self) -> int:
        """How many events come before the choice or the end."""
        return len(self.course.events) - self._taken

    @property
    def taken(self) -> PathRun:
        """The way so far."""
        return PathRun(path=self.path, happened=self.happened, incident=self.incident)

    def choose(self, name: str) -> None:
        """Go on with an option of the choice.

        Raises :class:`~sro_policy.InputError` for one that there is not, where there is nothing to choose, and where
        events come before the choice.
        """
        option = option_of(self.course, name)
        if self.left:
            raise InputError("events come before this choice: play them first", place="option")
        self.course, self.path, self._taken = option.course, (*self.path, option.id), 0

    def branch(self) -> Stage:
        """Return the same stage, which goes its own way from here."""
        twin = Stage(self.scenario, self.incident.branch())
        twin.course, twin.path, twin.happened = self.course, self.path, self.happened
        twin._taken = self._taken
        return twin


def option_of(course: Course, name: str) -> Option:
    """Return an option of the choice in which a course ends.

    Raises :class:`~sro_policy.InputError` for one that there is not, and where there is nothing to choose.
    """
    if course.choice is None:
        raise InputError(f"the scenario ends before {quoted(name)}", place="option")
    options = {option.id: option for option in course.choice.options}
    if not isinstance(name, str) or name not in options:
        hint = nearest(name, options, otherwise="options are")
        raise InputError(f"{quoted(name)} is none of the options{hint}", place="option")
    return options[name]


def on_stage(
    scenario: Scenario,
    policy: Policy = POLICY_431,
    *,
    engine: EngineName | None = None,
    limits: Limits = SCENARIO_LIMITS,
) -> Stage:
    """Return a scenario at its beginning; ``limits`` are those of its opening, and of each step.

    Raises :class:`~sro_policy.InputError`, with the place, for an opening that is no case.
    """
    with placed_in(f"{scenario.where or f'scenario {scenario.id}'}, opening"):
        incident = open_incident(policy, scenario.opening, engine=engine, began=scenario.began, limits=limits)
    return Stage(scenario, incident)


def run_scenario(scenario: Scenario, policy: Policy = POLICY_431, *, engine: EngineName | None = None) -> ScenarioRun:
    """Return what happens along every way through a scenario.

    Raises :class:`~sro_policy.InputError`, with the place, for a step that cannot be taken.
    """
    return ScenarioRun(scenario=scenario, paths=tuple(_played(on_stage(scenario, policy, engine=engine))))


def _played(stage: Stage) -> Iterator[PathRun]:
    for _ in stage.play():
        pass
    if stage.course.choice is None:
        yield stage.taken
        return
    for option in stage.course.choice.options:
        twin = stage.branch()
        twin.choose(option.id)
        yield from _played(twin)


def _taken(incident: LiveIncident, event: Event) -> IncidentChange | None:
    at, source = event.at, event.source
    match event.deed:
        case None:
            return None
        case "learn":
            return incident.learn(event.said, at=at, source=source)
        case "correct":
            return incident.correct(event.said, at=at, source=source)
        case "withdraw":
            return incident.withdraw(*event.names, act=event.subject or None, at=at, source=source)
        case "begin":
            return incident.begin(event.about, event.said, at=at, when=event.when, source=source)
        case "carry on":
            return incident.carry_on(event.about, event.said, at=at, source=source)
        case "end":
            return incident.end(event.about, event.said, at=at, when=event.when, source=source)
        case "happened":
            return incident.happened(event.about, at=at, when=event.when, source=source)
        case _:  # a reason
            return incident.give_reason(event.about, event.subject, event.text, at=at, source=source)


def _missed(incident: LiveIncident, event: Event) -> tuple[Missed, ...]:
    every = (_against(incident, expected, event.where) for expected in event.expect)
    return tuple(missed for missed in every if missed is not None)


def _against(incident: LiveIncident, expected: Expectation, where: str) -> Missed | None:
    try:
        finding = incident.final.finding(expected.name, expected.subject)
    except InputError as error:
        return Missed(expected=expected, problem=error.problem, where=where)
    differences = expected.differences(finding)
    if not differences:
        return None
    return Missed(expected=expected, differences=differences, needs=finding.needs, where=where)
