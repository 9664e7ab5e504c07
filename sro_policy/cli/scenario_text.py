"""Scenarios as people play and check them in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sro_policy.cli.output import clean, write_json
from sro_policy.cli.page import CALM, HEADING, MEDIUM, NAME, QUIET, STRONG, Page
from sro_policy.cli.source import standard_input
from sro_policy.cli.words import of_subject, of_word
from sro_policy.errors import InputError, nearest, placed_at, quoted
from sro_policy.review import BROKEN
from sro_policy.rules import POLICY_431
from sro_policy.scenario import Choice, Happened, PathRun, Scenario, ScenarioCoverage, ScenarioRun, Stage, option_of
from sro_policy.scenario.scenario import QUITTING
from sro_policy.session import IncidentChange
from sro_policy.session.times import in_words
from sro_policy.session.wording import worded

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


def play(stage: Stage, path: Sequence[str] | None, *, as_json: bool) -> None:
    """Play a scenario: tell what happens, and choose by ``path``, or ask where that is ``None``."""
    show = _show_nothing if as_json else _show_event
    if not as_json:
        _show_head(stage)
    left = None if path is None else list(path)
    while True:
        for one in stage.play():
            show(one)
        if stage.course.choice is None:
            break
        name = _ask(stage.course.choice) if left is None else left.pop(0)
        if name is None:
            break
        stage.choose(name)
    if as_json:
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


def show_checked(runs: Sequence[ScenarioRun]) -> None:
    """Show what is not as expected in scenarios, and how many there are."""
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
        f"{_many(len(runs), 'scenario')}, {_many(ways, 'way')} through them, {_many(expected, 'expectation')}: ",
        (f"{missed} not as expected", STRONG) if failed else ("all as expected", CALM),
        ".",
    )
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
            used = _many(len(scenarios), "scenario") if scenarios else "none"
            page.say((f"{name}={value}", NAME), ": ", (used, CALM if scenarios else MEDIUM), indent=2)
    page.show()


def _show_head(stage: Stage) -> None:
    page = Page()
    page.say((clean(stage.scenario.title), HEADING))
    if stage.scenario.about:
        page.say(clean(stage.scenario.about))
    page.show()


def _show_nothing(_: Happened) -> None:
    """Leave standard output to JSON."""


def _show_event(one: Happened) -> None:
    page = Page()
    page.gap_before()
    page.say((in_words(round(one.event.at * 1000)), NAME), f" {clean(one.event.tell)}" if one.event.tell else "")
    if one.change is not None:
        _show_change(page, one.change)
    for missed in one.missed:
        page.say(("Not as expected: ", STRONG), clean(str(missed)), indent=2)
    page.show()


def _show_change(page: Page, change: IncidentChange) -> None:
    """Show what became known, what is asked of someone now, what was broken or no longer is, and what is over."""
    for says in worded(change.facts, POLICY_431):
        page.say((clean(says), QUIET), indent=4, mark="  - ")
    told: set[tuple[str, str]] = set()
    for guidance in change.guidance:
        after = guidance.after
        if after is not None and not after.provisional:
            told.add((after.rule, after.subject))
            word = (of_word(after.word).capitalize(), STRONG if after.word.startswith("would") else MEDIUM)
            page.say(word, f" · {of_subject(after.subject)} · {after.clause}: {after.statement}", indent=2)
    for caused in change.findings:
        was, now = (None if finding is None else finding.word for finding in (caused.before, caused.after))
        if was != now and {was, now} & BROKEN and (caused.rule, caused.subject) not in told:
            told.add((caused.rule, caused.subject))
            said = (of_word(now or "taken back").capitalize(), STRONG if now in BROKEN else CALM)
            clause = next(finding.clause for finding in (caused.after, caused.before) if finding is not None)
            page.say(said, f" · {of_subject(caused.subject)} · {clause}", indent=2)
    for guidance in change.guidance:
        asked = None if guidance.after is not None else guidance.before
        if asked is not None and not asked.provisional and (asked.rule, asked.subject) not in told:
            page.say(("No longer asked", CALM), f" · {of_subject(asked.subject)} · {asked.clause}", indent=2)


def _ask(choice: Choice) -> str | None:
    """Return the option that somebody chooses, by its number or id; ``None`` where they have had enough."""
    names = [option.id for option in choice.options]
    page = Page()
    page.gap_before()
    page.say((clean(choice.ask), HEADING))
    for number, option in enumerate(choice.options, start=1):
        page.say((f"{number}", NAME), f" {clean(option.title)} ({option.id})", indent=2)
    page.say(("A number or a name; `quit` ends it.", QUIET))
    page.show()
    for said in _answers():
        if said in names:  # first: a scenario that no file says can call an option as it likes
            return said
        if said in QUITTING:
            return None
        if said.isdecimal() and 1 <= int(said) <= len(names):
            return names[int(said) - 1]
        page = Page()
        page.say(f"{quoted(said)} is none of them{nearest(said, names) or '.'}")
        page.show()
    return None


def _answers() -> Iterator[str]:
    while line := standard_input().readline(_LONGEST_ANSWER):
        yield line.decode("utf-8", "replace").strip()


def _outcome(path: PathRun) -> tuple[str, tuple[str, str]]:
    expected = sum(len(one.event.expect) for one in path.happened)
    steps = sum(one.change is not None for one in path.happened)
    said = f"{_many(steps, 'step')}, {_many(expected, 'expectation')}, "
    failed = len(path.missed)
    return said, (f"{failed} not as expected", STRONG) if failed else ("all as expected", CALM)


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
