"""What running, checking and counting scenarios found, as people read it in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sro_policy.cli.output import clean
from sro_policy.cli.page import CALM, HEADING, MEDIUM, NAME, STRONG, Page
from sro_policy.cli.words import of_word
from sro_policy.scenario import PathRun, ScenarioCoverage, ScenarioRun


def many(count: int, what: str, several: str = "") -> str:
    """Return a number of things, with the word for one or for several."""
    return f"{count} {what if count == 1 else several or f'{what}s'}"


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


def _outcome(path: PathRun) -> tuple[str, tuple[str, str]]:
    expected = sum(len(one.event.expect) for one in path.happened)
    steps = sum(one.change is not None for one in path.happened)
    said = f"{many(steps, 'step')}, {many(expected, 'expectation')}, "
    failed = len(path.missed)
    return said, (f"{failed} not as expected", STRONG) if failed else ("all as expected", CALM)
