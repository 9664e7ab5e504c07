"""Scenarios as people play and check them in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sro_policy.cli.output import clean, write_json
from sro_policy.cli.page import CALM, HEADING, MEDIUM, NAME, STRONG, Page
from sro_policy.cli.playing_text import Teller
from sro_policy.cli.source import standard_input
from sro_policy.cli.words import of_word
from sro_policy.errors import InputError, placed_at
from sro_policy.rules import POLICY_431
from sro_policy.scenario import Course, PathRun, Scenario, ScenarioCoverage, ScenarioRun, Stage, option_of
from sro_policy.scenario.scenario import QUITTING

_LONGEST_ANSWER = 1_000


def many(count: int, what: str, several: str = "") -> str:
    """Return a number of things, with the word for one or for several."""
    return f"{count} {what if count == 1 else several or f'{what}s'}"


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


def play(stage: Stage, path: Sequence[str] | None, *, as_json: bool) -> None:
    """Play a scenario: tell what happens, and choose by ``path``, or ask where that is ``None``."""
    teller = None if as_json else Teller(stage, POLICY_431)
    left = None if path is None else list(path)
    while True:
        for one in stage.play():
            if teller:
                teller.happened(one)
        choice = stage.course.choice
        if choice is None:
            break
        if teller:
            teller.asks(choice, with_options=left is None)
        name = _answer(stage.course) if left is None else left.pop(0)
        if name is None:
            break
        stage.choose(name)
        if teller:
            teller.chose(choice, name)
    if teller:
        teller.end()
    else:
        write_json(PathRun(path=stage.path, happened=stage.happened, incident=stage.incident).to_json())


def show_runs(runs: Iterable[ScenarioRun]) -> None:
    """Show each way through scenarios, and what is not as expected on it."""
    page = Page()
    for run in runs:
        page.head(clean(run.scenario.title))
        for path in run.paths:
            way = "/".join(path.path) or "the only way"
            page.say((way, NAME), ": ", *_outcome(path), indent=2)
            for missed in path.missed:
                page.say((clean(str(missed)), STRONG), indent=4, mark="  - ")
    page.show()


def show_checked(runs: Sequence[ScenarioRun], *, wrong: int = 0) -> None:
    """Show what is not as expected in scenarios, how many there are, and how many files there were beside them."""
    page = Page()
    failed = [run for run in runs if not run.holds]
    for run in failed:
        page.head(clean(run.scenario.title))
        for path in run.paths:
            for one in path.missed:
                way = "/".join(path.path)
                page.say((f"{way}: " if way else "", NAME), (clean(str(one)), STRONG), indent=2, mark="- ")
    page.gap()
    ways = sum(len(run.paths) for run in runs)
    expected = sum(len(one.event.expect) for run in runs for path in run.paths for one in path.happened)
    missed = sum(len(path.missed) for run in runs for path in run.paths)
    page.say(
        f"{many(len(runs), 'scenario')}, {many(ways, 'way')} through them, {many(expected, 'expectation')}: ",
        (f"{missed} not as expected", STRONG) if failed else ("all as expected", CALM),
        ".",
    )
    if wrong:
        page.say((f"{many(wrong, 'file')} could not be checked.", STRONG))
    page.show()


def show_coverage(found: ScenarioCoverage) -> None:
    """Show what scenarios exercise, what they leave out first."""
    page = Page()
    page.say((f"{found.reached} of {found.reachable} statuses of rules are reached: {found.percent:g} %.", HEADING))
    missing = [rule for rule in found.rules if rule.missing]
    if missing:
        page.head("Not reached")
    for rule in missing:
        page.say((rule.clause, NAME), f" ({rule.rule}): ", (", ".join(map(of_word, rule.missing)), MEDIUM), indent=2)
    if found.clauses_missing:
        page.head("Clauses that never spoke")
        page.say(", ".join(found.clauses_missing), indent=2)
    page.head("Settings")
    for name, values in found.settings.items():
        for value, scenarios in values.items():
            used = many(len(scenarios), "scenario") if scenarios else "none"
            page.say((f"{name}={value}", NAME), ": ", (used, CALM if scenarios else MEDIUM), indent=2)
    page.show()


def _answer(course: Course) -> str | None:
    """Return the option that somebody chooses, by its id or number; ``None`` where they have had enough."""
    assert course.choice is not None
    names = [option.id for option in course.choice.options]
    for said in _answers():
        if said in names:  # first: a scenario that a program made can call an option as it likes
            return said
        if said in QUITTING:
            return None
        if said.isdecimal() and 1 <= int(said) <= len(names):
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


def _outcome(path: PathRun) -> tuple[str, tuple[str, str]]:
    expected = sum(len(one.event.expect) for one in path.happened)
    steps = sum(one.change is not None for one in path.happened)
    said = f"{many(steps, 'step')}, {many(expected, 'expectation')}, "
    failed = len(path.missed)
    return said, (f"{failed} not as expected", STRONG) if failed else ("all as expected", CALM)
