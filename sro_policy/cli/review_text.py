"""A review as people read it in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from sro_policy.cli.page import CALM, HEADING, MEDIUM, NAME, QUIET, STRONG, Page
from sro_policy.errors import on_one_line
from sro_policy.review import OUTCOMES, Review, Reviewed, told
from sro_policy.session.times import in_words

_INDENT = 2
_ITEM = "- "
_STYLES = {"strong": STRONG, "medium": MEDIUM, "calm": CALM}


def show_review(review: Review) -> None:
    """Write a review for people."""
    page = Page()
    page.say((f"Review: Policy {review.decision.policy['number']}, {review.title}", HEADING))
    for line in told.head_of(review):
        page.say(line)
    page.gap()
    page.say(f"It comes to: {told.summary(review)}.")
    for outcome, some in review.by_outcome.items():
        page.gap()
        page.say((outcome.capitalize(), _STYLES[told.weight_of(outcome)]), f" · {OUTCOMES[outcome]}")
        for one in some:
            if told.is_in_full(outcome):
                _say_in_full(page, one)
            else:
                page.say(*_place(one), f": {one.finding.statement}", *_notes(one), indent=_INDENT, mark=_ITEM)
    _say_acts(page, review)
    _say_timeline(page, review)
    _say_checklist(page, review)
    page.gap()
    page.say((told.WHAT_IT_IS, QUIET))
    page.show()


def _say_in_full(page: Page, one: Reviewed) -> None:
    page.gap()
    page.say(*_place(one))
    page.say(one.finding.statement, indent=_INDENT)
    for block in told.blocks_of(one):
        _say_block(page, block)


def _say_block(page: Page, block: told.Block) -> None:
    page.say((f"{block.title}:", QUIET), indent=_INDENT)
    for text, is_item in block.lines:
        page.say(text, indent=(3 if is_item else 2) * _INDENT, mark="    - " * is_item)


def _say_acts(page: Page, review: Review) -> None:
    if review.acts:
        page.head("What was known when" if review.has_timeline else "What is known")
    for act in review.acts:
        page.gap()
        page.say((told.about(act.id), NAME), f": {told.act_times(act)}")
        for block in told.known_of(act):
            _say_block(page, block)


def _say_timeline(page: Page, review: Review) -> None:
    if not review.has_timeline:
        return
    page.head("Timeline")
    for entry in review.timeline:
        page.say((in_words(entry.step.at), NAME), f" {told.step_told(entry.step)}")
        for says in entry.known:
            page.say(on_one_line(says), indent=2 * _INDENT, mark="  - ")
        for turn in told.turns_worth_telling(entry.turns):
            page.say((told.turn_told(turn, with_subject=True), QUIET), indent=2 * _INDENT)


def _say_checklist(page: Page, review: Review) -> None:
    if review.decision.checklist:
        page.head("How the programme works")
        page.say((told.NO_DUTIES, QUIET))
    for entry in review.decision.checklist:
        page.say((entry.clause, NAME), f": {told.DONE[entry.known]}")


def _place(one: Reviewed) -> Sequence[str | tuple[str, str]]:
    return (told.named(one.finding), NAME), f" · {told.about(one.finding.subject)}"


def _notes(one: Reviewed) -> Sequence[str]:
    return [f" {told.sentence(note)}" for note in one.notes]
