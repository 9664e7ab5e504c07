"""``sro-policy approve``: whether the cases of a library are still decided as somebody approved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Annotated

import typer

from sro_policy.approving import CaseReview, FieldChange, Review, ReviewOutcome, accept, review
from sro_policy.cli.arguments import AsJson, AsOf, EngineName, Settings
from sro_policy.cli.evaluating import Terms
from sro_policy.cli.output import clean, write_json
from sro_policy.cli.page import CALM, MEDIUM, NAME, QUIET, STRONG, Page
from sro_policy.cli.words import of_subject

_STYLES: dict[ReviewOutcome, str] = {"changed": STRONG, "new": MEDIUM, "gone": MEDIUM}
_SAYS: dict[ReviewOutcome, str] = {
    "changed": "decided otherwise",
    "new": "not approved yet",
    "gone": "approved, and no case any more",
}


def approve(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help="The case files, also in folders below.")],
    *,
    accepted: Annotated[
        bool, typer.Option("--accept", help="Keep what is decided now as approved; else nothing is written.")
    ] = False,
    approved: Annotated[
        str | None,
        typer.Option("--approved", metavar="FOLDER", help="Where approved decisions are kept; else by the cases."),
    ] = None,
    as_json: AsJson = False,
    as_of: AsOf = None,
    engine: EngineName = None,
    settings: Settings = None,
) -> None:
    """Compare decisions on cases with those that were approved."""
    terms = Terms.of(as_of, engine, settings)
    found = review(folder, approved=approved, settings=terms.settings, as_of=terms.as_of, engine=terms.engine)
    if accepted:
        accept(found)
    if as_json:
        write_json({"accepted": accepted, **found.to_json()})
    else:
        _show(found, accepted=accepted)
    if not found.holds and not accepted:
        raise typer.Exit(1)


def _show(found: Review, *, accepted: bool) -> None:
    page = Page()
    for case in found.differing:
        page.say((clean(case.case), NAME), ": ", (_SAYS[case.outcome], _STYLES[case.outcome]))
        for head, changes in _by_finding(case):
            page.say(head, indent=2)
            for change in changes:
                page.say(clean(str(change)), indent=6, mark="    -")
    page.gap()
    counts = Counter(case.outcome for case in found.cases)
    if found.holds:
        page.say(("Decided as approved", CALM), f": {_cases(counts['same'])}.")
    else:
        told = ", ".join(f"{counts[outcome]:,} {outcome}" for outcome in _STYLES if counts[outcome])
        page.say(f"{'Approved now' if accepted else 'Not as approved'}: {told}, of {_cases(len(found.cases))}.")
    if not found.holds and not accepted:
        page.say(("`--accept` approves what is decided now.", QUIET))
    page.show()


def _by_finding(case: CaseReview) -> Iterator[tuple[str, list[FieldChange]]]:
    for (clause, subject), changes in groupby(case.changes, lambda change: (change.clause, change.subject)):
        yield f"{clean(clause)} · {of_subject(subject)}", list(changes)


def _cases(number: int) -> str:
    return f"{number:,} {'case' if number == 1 else 'cases'}"
