"""``sro-policy fidelity``: what became of each clause of the text."""

from __future__ import annotations

from sro_policy.cli.arguments import AsJson
from sro_policy.cli.output import write_json
from sro_policy.cli.page import CALM, MEDIUM, NAME, QUIET, Page
from sro_policy.fidelity import Treatment
from sro_policy.fidelity import fidelity as report

_STYLES: dict[Treatment, str] = {"encoded": CALM, "described": MEDIUM, "not encodable": QUIET}


def fidelity(*, as_json: AsJson = False) -> None:
    """List each clause of the text as encoded, described, or not encodable with the reason."""
    found = report()
    if as_json:
        write_json(found.to_json())
        return
    page = Page()
    section = ""
    for item in found.clauses:
        if item.section != section:
            section = item.section
            page.head(section)
        by = ", ".join(item.rules) or str(item.reason)
        page.say((item.clause, NAME), " · ", (item.treatment, _STYLES[item.treatment]), " · ", (by, QUIET))
    page.gap()
    counts = ", ".join(f"{number} {kind}" for kind, number in found.counts.items())
    page.say(f"{len(found.clauses)} clauses: {counts}, {len(found.unread)} unread.")
    page.say((f"Encoded or described: {found.share_covered:.0%}. Of the others, each says why it has no rule.", QUIET))
    page.show()
