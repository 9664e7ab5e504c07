"""Plays a scenario: by somebody who chooses at the prompt, or along a path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sro_policy.cli.page import Page
from sro_policy.cli.playing_text import Teller
from sro_policy.cli.source import standard_input
from sro_policy.errors import InputError, placed_at
from sro_policy.rules import POLICY_431
from sro_policy.scenario import Course, Scenario, Stage, option_of
from sro_policy.scenario.scenario import QUITTING

_LONGEST_ANSWER = 1_000


def path_through(scenario: Scenario, said: str) -> tuple[str, ...]:
    """Return the way through a scenario that options name, one after another, with a slash between two.

    Raises :class:`~sro_policy.InputError` where they do not lead to its end.
    """
    path = tuple(part for part in said.split("/") if part)
    course = scenario.course
    with placed_at("--path"):
        for name in path:
            course = option_of(course, name).course
        if course.choice is not None:
            options = ", ".join(option.id for option in course.choice.options)
            raise InputError(f"the path ends before the scenario does; options are {options}")
    return path


def follow(stage: Stage, path: Sequence[str]) -> None:
    """Take the options of a path, one after another, to the end of the scenario, and tell nothing."""
    for name in path:
        list(stage.play())
        stage.choose(name)
    list(stage.play())


def play(stage: Stage, path: Sequence[str] | None) -> None:
    """Tell what happens, and choose by ``path``, or ask where that is ``None``."""
    teller = Teller(stage, POLICY_431)
    left = None if path is None else list(path)
    while True:
        for one in stage.play():
            teller.happened(one)
        choice = stage.course.choice
        if choice is None:
            break
        teller.asks(choice, with_options=left is None)
        name = _answer(stage.course) if left is None else left.pop(0)
        if name is None:
            break
        stage.choose(name)
        teller.chose(choice, name)
    teller.end()


def _answer(course: Course) -> str | None:
    """Return the option that somebody chooses, by its id or number; ``None`` where they have had enough."""
    assert course.choice is not None
    names = [option.id for option in course.choice.options]
    for said in _answers():
        if said in names:  # first: a scenario that a program made can call an option as it likes
            return said
        if said in QUITTING:
            return None
        if said.isascii() and said.isdecimal() and 1 <= int(said) <= len(names):
            return names[int(said) - 1]
        try:
            option_of(course, said)
        except InputError as error:
            page = Page()
            page.say(f"{error.problem}{'' if error.problem.endswith('?') else '.'}")
            page.show()
    return None


def _answers() -> Iterator[str]:
    while line := standard_input().readline(_LONGEST_ANSWER):
        yield line.decode("utf-8", "replace").strip()
