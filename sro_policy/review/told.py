"""A review in words, once for every form: what stands over it, and what is said of each finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias, final

import attrs

from sro_policy.decision import Change, Finding
from sro_policy.decision.explanation_text import reasoning
from sro_policy.errors import on_one_line
from sro_policy.exact.plan import Truth
from sro_policy.review.outcomes import BROKEN, OPEN, ReviewOutcome
from sro_policy.review.reviewed import ActReview, CouldHave, Review, Reviewed, Turn
from sro_policy.session import IncidentStep
from sro_policy.session.times import in_words
from sro_policy.vocabulary import PARTS
from sro_policy.vocabulary.wording import day_in_words, listed, spoken

WHAT_IT_IS = (
    "What the rules say of the facts that were given, with no score and no opinion on anyone. What was known at a time "
    "is what had been taken down by then, by whoever it was; what an officer knew or could know is for a person to "
    "judge. What could have been done compares facts with other facts. A person decides; this is not legal advice."
)
NO_DUTIES = "Methods that the policy describes. None of them is a duty."
DONE: dict[Truth, str] = {"yes": "done", "no": "not done", "unknown": "not known"}
NO_TIMELINE = "No timeline says what became known when, so nobody can tell what was known at the time."

_QUIET = {"undetermined", "clear", "not_applicable"}
_MOST = 5  # changes of one fact that are listed in words; the JSON has all

_Tense: TypeAlias = Literal["broken", "open", "ahead", "settled"]
_ONE_FACT: dict[_Tense, tuple[str, str]] = {
    "broken": ("One fact that would have changed it", "No fact alone would have changed it."),
    "settled": ("One fact that would have changed it", "No fact alone would have changed it."),
    "open": ("One fact that would decide it", "No fact alone decides it."),
    "ahead": ("One fact that would change it", "No fact alone would change it."),
}


class Line(NamedTuple):
    """A line of what is said, or an item of a list."""

    text: str
    is_item: bool = False


@final
@attrs.frozen
class Block:
    """A part of what is said of a finding or an act: its title and its lines."""

    title: str
    lines: tuple[Line, ...]


def about(subject: str) -> str:
    """Return whom or what a finding is about; an act by the id that the user gave it."""
    return PARTS.get(subject) or f"act {on_one_line(subject)}"


def sentence(text: str) -> str:
    """Return a text as a sentence: its first letter large, a full stop at its end."""
    return f"{first_large(text)}."


def first_large(text: str) -> str:
    """Return a text with its first letter large, and all others as they are."""
    return text[:1].upper() + text[1:]


def named(finding: Finding) -> str:
    """Return the clause of a finding, and its layer where that is not the policy."""
    return finding.clause if finding.layer == "policy" else f"{finding.clause} ({finding.layer})"


def head_of(review: Review) -> Iterator[str]:
    """Yield the lines that stand over a review: of what it is, under which edition and settings, and what was lost."""
    if review.event is not None:
        yield f"Event: {on_one_line(review.event)}."
    if review.began is not None:
        yield f"It began at {review.began.isoformat(sep=' ')}; times are counted from there."
    policy, settings = review.decision.policy, review.decision.settings
    chosen = ", ".join(f"{name}={value}" for name, value in settings.items())
    yield f"Edition: {policy['edition']}. Settings: {chosen or 'all as by default'}."
    day = review.decision.as_of
    yield f"As of {day_in_words(day)}." if day else "No day of reference was given, so dates decide nothing."
    if not review.has_timeline:
        yield NO_TIMELINE
    if review.cut is not None:
        yield f"The journal was cut: {review.cut}."


def summary(review: Review) -> str:
    """Return how many findings there are of each outcome."""
    return listed([f"{len(some)} {outcome}" for outcome, some in review.by_outcome.items()], "and") or "no findings"


def is_in_full(outcome: ReviewOutcome) -> bool:
    """Say whether findings of an outcome are told in full; of the others, their clauses are listed."""
    return outcome not in {"clear", "not applicable"}


def weight_of(outcome: ReviewOutcome) -> str:
    """Return how strongly an outcome is shown: a violation or a departure, what holds, and what lies between."""
    return "strong" if outcome in BROKEN else "calm" if outcome == "met" else "medium"


def blocks_of(one: Reviewed) -> Iterator[Block]:
    """Yield all that is said of a finding beside its statement."""
    if one.notes:
        yield Block("Note", tuple(Line(sentence(note)) for note in one.notes))
    yield Block("Why", tuple(_why(one)))
    if one.is_over or one.as_it_began is not None:
        yield Block("On what was known then", tuple(_then(one)))
    if one.could_have is not None:
        title = "What can still be done" if one.outcome == "ahead" else "What could have been done"
        yield Block(title, tuple(_could(one, one.could_have)))
    title, none = _ONE_FACT[_tense(one)]
    yield Block(title, tuple(_one_fact(one.one_fact)) or (Line(none),))
    if len(one.turns) > 1:
        yield Block("How it came about", tuple(Line(turn_told(turn), is_item=True) for turn in one.turns))


def turns_worth_telling(turns: Sequence[Turn]) -> Sequence[Turn]:
    """Return the turns of a step without findings that are new and neither ask anything nor were broken."""
    return [turn for turn in turns if turn.before is not None or turn.after not in _QUIET]


def turn_told(turn: Turn, *, with_subject: bool = False) -> str:
    """Return a step that gave a finding another word, in one line."""
    before, after = spoken(turn.before or "new"), spoken(turn.after or "no longer there")
    because = "; ".join(map(on_one_line, turn.because))
    which = f"{turn.clause}, {about(turn.subject)}: " if with_subject else f"{in_words(turn.at)}: "
    return f"{which}{before} → {after}, because of this: {because}"


def step_told(step: IncidentStep) -> str:
    """Return what a step is, of which act, by whom, and when it happened if that was not at once."""
    act = f" {on_one_line(step.act)}" if step.act else ""
    names = f" {', '.join(map(on_one_line, step.names))}" if step.names else ""
    happened = "" if step.when is None or step.when == step.at else f", happened at {in_words(step.when)}"
    return f"{step.kind}{act}{names} ({step.source}){happened}"


def act_times(act: ActReview) -> str:
    """Return when an act began and ended, or that nobody said."""
    began, ended = act.times
    if began is not None:
        ends = ", and goes on" if ended is None else f" and ended at {in_words(ended)}"
        return f"Began at {in_words(began)}{ends}."
    if act.is_done:
        return "It is done; nobody said when it was."
    return "Nobody said that it is done." if act.is_done is None else "It is ahead: nobody said that it began."


def known_of(act: ActReview) -> Iterator[Block]:
    """Yield what was known of an act when, as far as there is something."""
    during = "Known" if act.times.began is None else "Became known while it went on"
    for title, known in (("Known as it began", act.before), (during, act.during), ("Became known later", act.after)):
        if known:
            yield Block(title, tuple(Line(on_one_line(says), is_item=True) for says in known))


def changed_by(change: Change) -> str:
    """Return the facts of a change, in one line."""
    return " and ".join(on_one_line(step.becomes) for step in change.steps)


def _tense(one: Reviewed) -> _Tense:
    if one.outcome in BROKEN:
        return "broken"
    if one.outcome == "ahead":
        return "ahead"
    return "open" if one.outcome in OPEN else "settled"


def _why(one: Reviewed) -> Iterator[Line]:
    for line in reasoning(one.why):
        if line:
            yield Line(on_one_line(line.removeprefix("- ")), is_item=line.startswith("- "))


def _then(one: Reviewed) -> Iterator[Line]:
    if one.as_it_began is not None:
        yield Line(f"as it began, at {in_words(one.as_it_began.at)}: {spoken(one.as_it_began.word)}", is_item=True)
    if one.as_it_ended is not None:
        yield Line(f"as it ended, at {in_words(one.as_it_ended.at)}: {one.as_it_ended.outcome}", is_item=True)
    elif one.is_over:
        yield Line("Nothing was known of the act as it ended.")
    if one.hindsight:
        yield Line(f"That it is {one.outcome} rests on what became known only after the act had ended.")


def _could(one: Reviewed, could: CouldHave) -> Iterator[Line]:
    ended = None if could.until is None else in_words(could.until)
    over = "it was broken" if one.finding.subject in PARTS else "the act ended"
    if not could.was_asked:
        yield Line(f"Nothing asked for it before {over}, at {ended}.")
        return
    if could.since is not None:
        until = f", until {over} at {ended}" if ended else ""
        yield Line(f"Asked for from {in_words(could.since)} on{until}, on what was said by the {could.source}.")
    if could.begun:
        yield Line("The act had begun by then: what it was already, it stays.")
    if could.ways:
        yield Line(
            "It is kept if this is so:" if one.outcome == "ahead" else "It would have been kept, had this been so:"
        )
        yield from (Line(changed_by(way), is_item=True) for way in could.ways)
    else:
        then = " from then on" if could.since is not None else ""
        yield Line(f"Nothing that someone could act on{then} settles by itself that it is kept.")


def _one_fact(changes: Sequence[Change]) -> Iterator[Line]:
    # What somebody can act on says more than what nobody could help.
    ordered = sorted(changes, key=lambda change: not change.steps[0].can_be_acted_on)
    shown = ordered if len(ordered) == _MOST + 1 else ordered[:_MOST]
    for change in shown:
        yield Line(f"{changed_by(change)} → {spoken(change.after.word)}", is_item=True)
    if len(ordered) > len(shown):
        yield Line(f"{len(ordered) - len(shown)} others", is_item=True)
