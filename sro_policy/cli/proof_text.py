"""A proof as people read it: each claim with whether it holds, what refutes it, and on request all it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from sro_policy.cli.output import clean
from sro_policy.cli.page import CALM, HEADING, NAME, QUIET, STRONG, Page
from sro_policy.policy import Status
from sro_policy.vocabulary.wording import spoken

if TYPE_CHECKING:
    from sro_policy.prove import Claim, Entry, Proof, Witness

_INDENT = 2
_MOST_NAMED = 3
_ALWAYS_TOLD = frozenset({"no-conflict", "silence", "settings", "property"})
"""Claims of which each entry is told, since it says more than that the claim holds there."""


def show_proof(proof: Proof, *, in_full: bool) -> None:
    """Write a proof for people; ``in_full`` with all entries, ways and witnesses."""
    page = Page()
    settings = ", ".join(f"{name}={value}" for name, value in proof.settings.items()) or "all as by default"
    page.say(f"Policy {proof.policy['number']}, {proof.policy['edition']}. ", (f"Settings: {settings}.", QUIET))
    for claim in proof.claims:
        _say_claim(page, claim, in_full=in_full)
    page.gap()
    held = sum(claim.holds for claim in proof.claims)
    seconds = sum(claim.seconds for claim in proof.claims)
    page.say((f"{held} of {len(proof.claims)} claims hold", CALM if proof.holds else STRONG), f" ({seconds:.1f} s).")
    if not in_full:
        page.say(("All that each claim rests on: --all, or --json.", QUIET))
    page.show()


def _say_claim(page: Page, claim: Claim, *, in_full: bool) -> None:
    page.gap()
    verdict = ("holds", CALM) if claim.holds else ("does not hold", STRONG)
    page.say((claim.name, NAME), " ", verdict, (f" ({claim.seconds:.2f} s)", QUIET), ": ", (clean(claim.says), HEADING))
    told = [e for e in claim.entries if in_full or not e.holds or claim.name in _ALWAYS_TOLD]
    for entry in told:
        _say_entry(page, entry, in_full=in_full)
    if len(told) < len(claim.entries):
        page.say(
            (f"{len(claim.entries) - len(told)} of {len(claim.entries)} hold and are not listed.", QUIET), indent=2
        )


def _say_entry(page: Page, entry: Entry, *, in_full: bool) -> None:
    share = f" ({entry.count:,} of {entry.of:,} patterns)" if entry.count is not None and entry.ways else ""
    mark = "  -" if entry.holds else "  !"
    page.say((clean(entry.about), NAME), f": {clean(entry.says)}{share}", indent=4, mark=mark)
    if in_full:
        for way in entry.ways:
            page.say((way, QUIET), indent=8, mark="      -")
    if in_full or not entry.holds:
        for witness in entry.witnesses:
            _say_witness(page, witness)


def _say_witness(page: Page, witness: Witness) -> None:
    page.say(f"where {clean(str(witness))}", indent=8, mark="      ·")
    if witness.shows:
        shown = ", ".join(_by_status(witness.shows))
        page.say((f"replayed ({witness.engine}): {shown}", QUIET), indent=10)


def _by_status(shows: Mapping[str, Status]) -> Iterator[str]:
    """Yield each status with the rules that are shown at it, or with how many they are."""
    for status in dict.fromkeys(shows.values()):
        rules = [rule for rule, shown in shows.items() if shown == status]
        named = ", ".join(rules) if len(rules) <= _MOST_NAMED else f"{len(rules)} rules"
        yield f"{named} {spoken(status)}"
