"""A review as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sro_policy.errors import on_one_line
from sro_policy.review import told
from sro_policy.review.outcomes import OUTCOMES
from sro_policy.review.reviewed import Review, Reviewed
from sro_policy.session.times import in_words

_marks = re.compile(r"([\\`*_\[\]<>#|~&])")


def as_markdown(review: Review) -> str:
    """Return a review as Markdown (CommonMark, with the tables of GitHub). What users wrote is never markup."""
    return (
        "\n".join([*_head(review), *_findings(review), *_acts(review), *_timeline(review), *_checklist(review)]) + "\n"
    )


def _head(review: Review) -> Iterator[str]:
    yield f"# Review: Policy {review.decision.policy['number']}, {review.title}"
    yield ""
    yield from (f"- {_escaped(line)}" for line in told.head_of(review))
    yield ""
    yield f"It comes to: {_escaped(told.summary(review))}."
    yield ""
    yield _escaped(told.WHAT_IT_IS)


def _findings(review: Review) -> Iterator[str]:
    for outcome, some in review.by_outcome.items():
        yield from ("", f"## {outcome.capitalize()}", "", OUTCOMES[outcome])
        yield from _in_full(some) if told.is_in_full(outcome) else _in_short(some)


def _in_full(findings: Iterable[Reviewed]) -> Iterator[str]:
    for one in findings:
        yield from ("", f"### {_place(one)}", "", _escaped(one.finding.statement))
        for block in told.blocks_of(one):
            yield from _block(block, "####")


def _in_short(findings: Iterable[Reviewed]) -> Iterator[str]:
    yield ""
    for one in findings:
        notes = "".join(f" {_escaped(told.sentence(note))}" for note in one.notes)
        yield f"- {_place(one)}: {_escaped(one.finding.statement)}{notes}"


def _acts(review: Review) -> Iterator[str]:
    if review.acts:
        yield from ("", "## What was known when" if review.has_timeline else "## What is known")
    for act in review.acts:
        yield from ("", f"### {_escaped(told.first_large(told.about(act.id)))}", "", told.act_times(act))
        for block in told.known_of(act):
            yield from _block(block, "####")


def _timeline(review: Review) -> Iterator[str]:
    if not review.has_timeline:
        return
    yield from ("", "## Timeline", "", "| time | step | known | findings with another word |", "|---|---|---|---|")
    for entry in review.timeline:
        cells = (
            in_words(entry.step.at),
            _escaped(told.step_told(entry.step)),
            "<br>".join(_escaped(on_one_line(says)) for says in entry.known),
            "<br>".join(
                _escaped(told.turn_told(turn, with_subject=True)) for turn in told.turns_worth_telling(entry.turns)
            ),
        )
        yield f"| {' | '.join(cells)} |"


def _checklist(review: Review) -> Iterator[str]:
    if review.decision.checklist:
        yield from ("", "## How the programme works", "", told.NO_DUTIES, "")
    for entry in review.decision.checklist:
        yield f"- {entry.clause}: {told.DONE[entry.known]}"


def _block(block: told.Block, level: str) -> Iterator[str]:
    yield from ("", f"{level} {block.title}")
    listing = False
    for text, is_item in block.lines:
        if not (is_item and listing):
            yield ""
        yield f"- {_escaped(text)}" if is_item else _escaped(text)
        listing = is_item


def _place(one: Reviewed) -> str:
    return f"{told.named(one.finding)} · {_escaped(told.about(one.finding.subject))}"


def _escaped(text: str) -> str:
    return _marks.sub(r"\\\1", text)
