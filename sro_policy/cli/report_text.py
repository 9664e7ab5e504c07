"""A comparison of a manual with the encoded policy, as people read it: what differs first, then what stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sro_policy.cli.output import clean
from sro_policy.cli.page import CALM, HEADING, MEDIUM, NAME, QUIET, STRONG, Page
from sro_policy.text import NewWording, SegmentKind, SegmentReport, Status, TextReport

_WORDS = {
    Status.CHANGED: "changed",
    Status.MISSING: "missing",
    Status.MOVED: "moved",
    Status.RELABELLED: "relabelled",
}
_STYLES = {Status.CHANGED: STRONG, Status.MISSING: STRONG}
_INDENT = 2


def show_report(report: TextReport) -> None:
    """Write a comparison for people."""
    page = Page()
    page.say(("Manual: ", QUIET), clean(report.source))
    for note in report.notes:
        page.say(("Note: ", QUIET), clean(note))
    _verdict(page, report)
    if report.found:
        for entry in report.differing:
            _differs(page, entry)
        for wording in report.new:
            _new(page, wording)
        for copy in report.copies:
            page.gap()
            same = "stands as encoded" if copy.holds else "differs"
            page.say(("Another copy", MEDIUM), f" of the policy, at {copy.where}, {same}.")
        _stands(page, report.segments)
    page.show()


def _verdict(page: Page, report: TextReport) -> None:
    pieces = len(report.segments)
    if not report.found:
        page.say(("The policy was not found in this manual.", STRONG))
    elif report.holds:
        page.say(("The policy stands as encoded", CALM), f": all {pieces} pieces, and nothing new.")
    else:
        counts = Counter(_WORDS[entry.status] for entry in report.differing)
        told = [f"{number} {word}" for word, number in counts.items()]
        told += [f"{len(report.new)} new"] if report.new else []
        told += ["another copy that differs"] if not all(copy.holds for copy in report.copies) else []
        page.say(("The policy does not stand as encoded", STRONG), f": {', '.join(told)}, of {pieces} pieces.")


def _differs(page: Page, entry: SegmentReport) -> None:
    segment = entry.segment
    page.gap()
    where = f" · {entry.where}" if entry.where else ""
    page.say((_WORDS[entry.status].capitalize(), _STYLES.get(entry.status, MEDIUM)), " · ", (_name(entry), NAME), where)
    if entry.status is Status.RELABELLED:
        page.say(f"It was {segment.label or 'without a label'}; now {clean(entry.label) or 'it has none'}.", indent=2)
    if entry.wording:
        page.say(("Reads: ", QUIET), f"“{clean(entry.wording)}”", indent=_INDENT)
    if segment.rules:
        page.say(("Rules that rest on it: ", QUIET), ", ".join(segment.rules), indent=_INDENT)
    if segment.listed:
        page.say(("The list that it introduces: ", QUIET), ", ".join(segment.listed), indent=_INDENT)


def _new(page: Page, wording: NewWording) -> None:
    page.gap()
    around = [f"after {wording.after}"] if wording.after else []
    around += [f"before {wording.before}"] if wording.before else []
    page.say(("New", STRONG), " · ", (", ".join(around), NAME), f" · {wording.where}")
    page.say(("Reads: ", QUIET), f"“{clean(wording.wording)}”", indent=_INDENT)


def _stands(page: Page, entries: Sequence[SegmentReport]) -> None:
    names = [_name(entry) for entry in entries if entry.status is Status.AS_ENCODED]
    if names:
        page.gap()
        page.say((f"As encoded ({len(names)}): ", HEADING), ", ".join(names))


def _name(entry: SegmentReport) -> str:
    name = entry.segment.name
    return f"heading {name}" if entry.segment.kind is SegmentKind.HEADING else name
