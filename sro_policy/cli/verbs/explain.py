"""``sro-policy explain``: why each finding is what it is, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, TypeAlias, final

import attrs
import typer

from sro_policy.cli.arguments import AsJson, AsOf, CaseFile, EngineName, Settings
from sro_policy.cli.chosen import chosen, pressing
from sro_policy.cli.evaluating import Terms, read_case
from sro_policy.cli.explanation_text import say_changes, say_explanation, say_readings, say_what_it_is
from sro_policy.cli.formats import format_asked
from sro_policy.cli.output import write_json, write_text
from sro_policy.cli.page import Page
from sro_policy.decision import Change, Decision, Explanation, Finding
from sro_policy.errors import InputError
from sro_policy.rules import POLICY_431

_FORMATS = ("text", "json", "mermaid", "svg")
_MOST = 20

Told: TypeAlias = "list[tuple[Finding, tuple[Explanation, ...]]]"


@final
@attrs.frozen
class _Asked:
    every: bool
    readings: bool
    changes: bool
    in_our_hands: bool


def explain(
    file: CaseFile,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[RULE|CLAUSE]", help="A rule or clause; else whatever asks something, was broken or is open."
        ),
    ] = None,
    *,
    subject: Annotated[
        str | None,
        typer.Option("--subject", metavar="SUBJECT", help="An act's id, or officer, incident, contract, program."),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also the findings that are kept, clear or do not apply.")
    ] = False,
    every: Annotated[bool, typer.Option("--every", help="Every least set of facts that decides a finding.")] = False,
    readings: Annotated[bool, typer.Option("--readings", help="What each reading says, in full.")] = False,
    changes: Annotated[bool, typer.Option("--changes", help="Also what would change each finding.")] = False,
    in_our_hands: Annotated[
        bool,
        typer.Option("--in-our-hands", help="Changes by what someone can do or leave; first those that keep the rule."),
    ] = False,
    output: Annotated[str, typer.Option("--format", metavar="NAME", help="text, json, mermaid or svg.")] = "text",
    as_json: AsJson = False,
    as_of: AsOf = None,
    engine: EngineName = None,
    settings: Settings = None,
) -> None:
    """Say why each finding is what it is."""
    terms = Terms.of(as_of, engine, settings)
    form = format_asked(output, _FORMATS, as_json=as_json)
    asked = _Asked(every, readings, changes or in_our_hands, in_our_hands)
    decision = terms.decide(read_case(file), file)
    found = chosen(decision, POLICY_431, name, subject)
    if form in {"mermaid", "svg"}:
        write_text(_drawn(found, form))
        return
    some = found if everything or name is not None else pressing(found, decision)
    told: Told = [(f, f.every_why(_MOST) if every else (f.why(),)) for f in some]
    if form == "json":
        write_json(_as_json(decision, told, asked))
    else:
        _show(told, asked, left=len(found) - len(some))


def _drawn(found: Sequence[Finding], form: str) -> str:
    if len(found) != 1:
        what = f"{len(found)} findings fit" if found else "there is none"
        raise InputError(f"{form} draws one finding, and {what}: name a rule, and a subject", place="--format")
    why = found[0].why()
    return why.svg() if form == "svg" else why.mermaid()


def _as_json(decision: Decision, told: Told, asked: _Asked) -> dict[str, object]:
    return {
        "policy": dict(decision.policy),
        "findings": [
            {
                "rule": finding.rule,
                "subject": finding.subject,
                "why": [item.to_json() for item in explanations],
                **({"changes": [item.to_json() for item in _changes(finding, asked)]} if asked.changes else {}),
            }
            for finding, explanations in told
        ],
    }


def _changes(finding: Finding, asked: _Asked) -> Sequence[Change]:
    return finding.changes(in_our_hands=asked.in_our_hands)


def _show(told: Told, asked: _Asked, left: int) -> None:
    page = Page()
    for finding, explanations in told:
        for place, item in enumerate(explanations, start=1):
            several = f" ({place} of {len(explanations)})" if len(explanations) > 1 else ""
            say_explanation(page, item, number=several)
        if asked.changes:
            say_changes(page, finding, _changes(finding, asked), in_our_hands=asked.in_our_hands)
    if not told:
        page.say("Nothing asks something of anyone, was broken or is open.")
    if left:
        page.gap()
        page.say(f"{left} other {'finding is' if left == 1 else 'findings are'} settled; `--all` explains them too.")
    if asked.readings:
        say_readings(page, [explanations[0] for _, explanations in told])
    if told:
        say_what_it_is(page, changes=asked.changes, in_our_hands=asked.in_our_hands)
    page.show()
