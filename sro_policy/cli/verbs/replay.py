"""``sro-policy replay``: the steps of a journal taken again, and whether each changes what it changed then."""

from __future__ import annotations

from typing import Annotated

import typer

from sro_policy.cli.arguments import AsJson
from sro_policy.cli.arguments import EngineName as EngineOption
from sro_policy.cli.output import clean, write_json
from sro_policy.cli.page import CALM, MEDIUM, NAME, QUIET, STRONG, Page
from sro_policy.cli.words import of_rule, of_subject, of_word
from sro_policy.decision import Finding
from sro_policy.errors import placed_at
from sro_policy.evaluation.compiled import engine_name
from sro_policy.rules import POLICY_431
from sro_policy.session import IncidentChange, Replay, ReplayOutcome
from sro_policy.session import replay as replayed
from sro_policy.session.wording import worded

_STYLES: dict[ReplayOutcome, str] = {"same": CALM, "different": STRONG, "policy not available": MEDIUM}


def replay(
    journal: Annotated[str, typer.Argument(metavar="JOURNAL", help="The journal of an incident.")],
    *,
    as_json: AsJson = False,
    engine: EngineOption = None,
) -> None:
    """Take the steps of a journal again, and show what each changed."""
    with placed_at("--engine"):
        name = engine_name(engine)
    found = replayed(journal, engine=name)
    if as_json:
        write_json(found.to_json())
    else:
        _show(found)
    if found.outcome != "same":
        raise typer.Exit(1)


def _show(found: Replay) -> None:
    page = Page()
    for change in found.changes:
        _say(page, change)
    page.gap()
    steps = len(found.changes)
    said = f": {steps:,} {'step' if steps == 1 else 'steps'}, and each changes what it changed then."
    page.say(
        (found.outcome.capitalize(), _STYLES[found.outcome]),
        said if found.outcome == "same" else f": {clean(found.problem)}.",
    )
    if found.cut is not None:
        page.say((f"{str(found.cut)[0].upper()}{str(found.cut)[1:]}.", MEDIUM))
    page.show()


def _say(page: Page, change: IncidentChange) -> None:
    page.gap()
    page.say((clean(str(change.step)), NAME))
    for says in worded(change.facts, POLICY_431):
        page.say(clean(says), indent=4, mark="  -")
    others = 0
    for one in change.findings:
        before, after = _word(one.before), _word(one.after)
        if before == after:
            others += 1
            continue
        shown = one.after or one.before
        assert shown is not None
        about = f"{clean(shown.clause)} ({of_rule(one.rule)}) · {of_subject(one.subject)}"
        page.say(f"{about}: ", (f"{before} → {after}", STRONG), indent=4)
    if others:
        page.say((f"{others} more in what they rest on, or in what is still to be found out", QUIET), indent=4)


def _word(finding: Finding | None) -> str:
    return "none" if finding is None else of_word(finding.word)
