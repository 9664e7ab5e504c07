"""``sro-policy approve``: whether the cases of a library are still decided as somebody approved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Annotated

import typer

from sro_policy.approving import CaseReview, FieldChange, Review, ReviewOutcome, accept, review
from sro_policy.cli.arguments import AsJson, AsOf, EngineName, Settings
from sro_policy.cli.evaluating import Terms
from sro_policy.cli.output import clean, write_json
from sro_policy.cli.page import CALM, MEDIUM, NAME, QUIET, STRONG, Page
from sro_policy.cli.words import of_rule, of_subject
from sro_policy.errors import InputError

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
    delete_gone: Annotated[
        bool, typer.Option("--delete-gone", help="With --accept: delete what was approved of cases that are gone.")
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
    if delete_gone and not accepted:
        raise InputError("it deletes only with --accept", place="--delete-gone")
    terms = Terms.of(as_of, engine, settings)
    found = review(folder, approved=approved, settings=terms.settings, as_of=terms.as_of, engine=terms.engine)
    left = accept(found, delete_gone=delete_gone) if accepted else found
    if as_json:
        write_json({"accepted": accepted, **found.to_json()})
    else:
        _show(found, left, accepted=accepted)
    if not left.holds:
        raise typer.Exit(1)


def _show(found: Review, left: Review, *, accepted: bool) -> None:
    page = Page()
    for case in found.differing:
        page.say((clean(case.case), NAME), ": ", (_SAYS[case.outcome], _STYLES[case.outcome]))
        for head, changes in _by_finding(case):
            page.say(head, indent=2)
            for change in changes:
                page.say(clean(str(change)), indent=6, mark="    -")
    page.gap()
    whole = _cases(len(found.cases))
    if found.holds:
        page.say(("Decided as approved", CALM), f": {whole}.")
    elif not accepted:
        page.say(f"Not as approved: {_counted(found.differing)}, of {whole}.")
        page.say(("`--accept` approves what is decided now.", QUIET))
    else:
        done = [case for case in found.differing if case not in left.differing]
        page.say(f"Approved now: {_counted(done) or 'nothing'}, of {whole}.")
    if accepted and not left.holds:
        page.say(f"Left: {_counted(left.differing)}. ", ("`--delete-gone` deletes what is gone.", QUIET))
    page.show()


def _by_finding(case: CaseReview) -> Iterator[tuple[str, list[FieldChange]]]:
    for (rule, subject), changes in groupby(case.changes, lambda change: (change.rule, change.subject)):
        own = list(changes)
        yield f"{clean(own[0].clause)} ({clean(of_rule(rule))}) · {of_subject(subject)}", own


def _counted(some: Iterable[CaseReview]) -> str:
    counts = Counter(case.outcome for case in some)
    return ", ".join(f"{counts[outcome]:,} {outcome}" for outcome in _STYLES if counts[outcome])


def _cases(number: int) -> str:
    return f"{number:,} {'case' if number == 1 else 'cases'}"
