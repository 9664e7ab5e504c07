"""A run of mutants as people read it: how many were noticed, and of those that were not, what would notice them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sro_policy.cli.output import clean
from sro_policy.cli.page import CALM, NAME, QUIET, STRONG, Page
from sro_policy.deciding import evaluate
from sro_policy.rules import POLICY_431
from sro_policy.vocabulary.wording import percent, spoken

if TYPE_CHECKING:
    from sro_policy.mutate import MutationReport, Outcome


def show_mutation(report: MutationReport) -> None:
    """Write a run of mutants for people."""
    page = Page()
    survived, killed = report.of("survived"), report.of("killed")
    for outcome in survived:
        _say_survivor(page, outcome)
    page.gap()
    page.say(
        (f"{percent(len(killed), len(killed) + len(survived)):.1f}%", STRONG if survived else CALM),
        f" of the mutants are killed: {len(killed)} of {len(killed) + len(survived)}, in {report.seconds:.0f} s.",
    )
    page.say((f"{len(report.of('equivalent'))} more are equivalent to the policy, which is proved.", QUIET))
    page.say(("Which test killed which: --json.", QUIET))
    page.show()


def _say_survivor(page: Page, outcome: Outcome) -> None:
    page.gap()
    page.say(("survived ", STRONG), (clean(outcome.mutant.says), NAME))
    if outcome.failed:
        page.say(f"not tried to the end: {clean(outcome.failed)}", indent=2)
    if outcome.case is None:
        page.say("No case was found that tells it, and it was not proved that none does.", indent=2)
        return
    settings = "".join(f", with {name}={value}" for name, value in outcome.settings.items())
    shows = ", ".join(f"{rule} {spoken(status)}{_words(outcome, rule)}" for rule, status in outcome.shows.items())
    page.say(f"A case that tells it{settings} ({shows}):", indent=2)
    page.say((clean(json.dumps(outcome.case, ensure_ascii=False)), QUIET), indent=4)


def _words(outcome: Outcome, rule: str) -> str:
    """Return the word that the policy gives and that of the mutant, where nothing but the verb has the fault."""
    if outcome.mutant.where != "verb" or outcome.case is None:
        return ""
    case: Mapping[str, Any] = outcome.case
    was, becomes = (
        next(f.word for f in evaluate(case, policy=policy, settings=outcome.settings).findings if f.rule == rule)
        for policy in (POLICY_431, outcome.mutant.build())
    )
    return f", in a word: {spoken(was)}; with the fault: {spoken(becomes)}"
