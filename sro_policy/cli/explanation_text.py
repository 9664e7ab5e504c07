"""Explanations as people read them: why each finding is what it is, how the text is read, what would change it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sro_policy.cli.output import clean
from sro_policy.cli.page import HEADING, NAME, QUIET, Page
from sro_policy.cli.words import first_large
from sro_policy.decision import Change, Explanation, Finding
from sro_policy.rules import POLICY_431

_INDENT = 2
_ITEM = "- "

_NO_ADVICE = {
    False: "Changes compare the facts with other facts. They advise nobody to do, or to state, anything else.",
    True: "Each change is something else to do, not another name for the same thing. Of what is past it says what "
    "would have had to be otherwise; the facts stay as they were.",
}


def say_explanation(page: Page, explanation: Explanation, *, number: str = "") -> None:
    """Add an explanation; ``number`` says which of several it is."""
    first, *rest = str(explanation).splitlines()
    name, about = first.split(", ", 1)
    page.gap()
    page.say((name, NAME), ", ", (about, HEADING), (number, QUIET))
    for line in rest:
        _say_line(page, line)


def say_readings(page: Page, explanations: Iterable[Explanation]) -> None:
    """Add what each reading says that some explanations rest on, each once."""
    taken = {item.id: item for explanation in explanations for item in explanation.readings}
    if taken:
        page.gap()
        page.say(("The readings in full:", QUIET))
    for reading in POLICY_431.readings:
        item = taken.get(reading.id)
        if item is not None:
            selected = ", as selected" if item.selected else ""
            # "Either suffices" answers a question, and says nothing without it.
            page.say(
                (item.id, NAME), f"{selected}: {reading.question} {first_large(item.says)}", indent=_INDENT, mark=_ITEM
            )


def say_changes(page: Page, finding: Finding, changes: Sequence[Change], *, in_our_hands: bool) -> None:
    """Add what would change a finding, or that nothing would."""
    page.gap()
    if not changes:
        what = "Nothing that anyone can act on" if in_our_hands else "No other facts"
        page.say(f"{what} would change {finding.clause}.")
        return
    page.say((f"What would change it{', in our hands' if in_our_hands else ''}:", QUIET))
    for change in changes:
        for line in str(change).splitlines():
            _say_line(page, line)


def say_what_it_is(page: Page, *, changes: bool, in_our_hands: bool) -> None:
    """Add what explanations, and the changes among them, are and are not."""
    page.gap()
    if changes:
        page.say((_NO_ADVICE[in_our_hands], QUIET))
    number = POLICY_431.edition.number
    page.say((f"What Policy {number} says of the facts that were given.", QUIET))
    page.say(("A person decides; this is not legal advice.", QUIET))


def _say_line(page: Page, line: str) -> None:
    """Add a line of words: what is listed under its mark, what introduces a list in a quieter voice."""
    if not line:
        page.gap()
    elif line.startswith(_ITEM):
        page.say(clean(line.removeprefix(_ITEM)), indent=_INDENT, mark=_ITEM)
    else:
        page.say((line, QUIET) if line.endswith(":") else clean(line))
