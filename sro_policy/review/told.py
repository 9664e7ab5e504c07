"""A review in words, once for every form: what stands over it, and what is said of each finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias, final

import attrs

from sro_policy.decision import Change, Finding
from sro_policy.errors import on_one_line
from sro_policy.exact.plan import Truth
from sro_policy.review.outcomes import ReviewOutcome
from sro_policy.review.reviewed import ActReview, CouldHave, Review, Reviewed, Turn
from sro_policy.session import IncidentStep
from sro_policy.session.times import in_words
from sro_policy.vocabulary import PARTS
from sro_policy.vocabulary.wording import day_in_words, listed, spoken

WHAT_IT_IS = (
    "What the rules say of the facts that were given, with no score and no opinion on anyone. What could have been "
    "done compares facts with other facts. A person decides; this is not legal advice."
)
NO_DUTIES = "Methods that the policy describes. None of them is a duty."
DONE: dict[Truth, str] = {"yes": "done", "no": "not done", "unknown": "not known"}
NO_TIMELINE = "No timeline says when this was, so nobody can tell what was known then."

_BROKEN = {"violated", "departed", "departed with reason"}
_QUIET = {"undetermined", "clear", "not_applicable"}
_Tense: TypeAlias = Literal["broken", "open", "ahead"]
_COULD: dict[_Tense, str] = {
    "broken": "What could have been done",
    "open": "How it could have been kept",
    "ahead": "What can still be done",
}
_KEPT_IF: dict[_Tense, str] = {
    "broken": "It would have been kept, had this been so:",
    "open": "It was kept if this is so:",
    "ahead": "It is kept if this is so:",
}
_MOST = 5  # changes of one fact that are listed in words; the JSON has all


@final
@attrs.frozen
class Block:
    """A part of what is said of a finding: its title, and lines of which those that begin with ``- `` are a list."""

    title: str
    lines: tuple[str, ...]


def about(subject: str) -> str:
    """Return whom or what a finding is about; an act by the id that the user gave it."""
    return PARTS.get(subject) or f"act {on_one_line(subject)}"


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
    return "strong" if outcome in _BROKEN else "calm" if outcome == "met" else "medium"


def blocks_of(one: Reviewed) -> Iterator[Block]:
    """Yield all that is said of a finding beside its statement."""
    if one.notes:
        yield Block("Note", tuple(note_told(note) for note in one.notes))
    yield Block("Why", _why(one))
    if one.as_it_began is not None or one.as_it_ended is not None:
        yield Block("On what was known then", tuple(_then(one)))
    if one.could_have is not None:
        tense = _tense(one)
        yield Block(_COULD[tense], tuple(_could(one.could_have, tense)))
    is_open = one.outcome in {"awaiting judgment", "undetermined"}
    title = "One fact that would decide it" if is_open else "The one fact that would have changed it"
    yield Block(title, tuple(_one_fact(one.one_fact, "decide" if is_open else "have changed")))
    if len(one.turns) > 1:
        yield Block("How it came about", tuple(f"- {turn_told(turn)}" for turn in one.turns))


def note_told(note: str) -> str:
    """Return a note as a sentence."""
    return f"{note[:1].upper()}{note[1:]}."


def turns_worth_telling(turns: Sequence[Turn]) -> Sequence[Turn]:
    """Return the turns of a step without findings that are new and neither ask anything nor were broken."""
    return [turn for turn in turns if turn.before is not None or turn.after not in _QUIET]


def turn_told(turn: Turn, *, with_subject: bool = False) -> str:
    """Return a step that gave a finding another word, in one line."""
    before, after = (spoken(word or "none") for word in (turn.before, turn.after))
    because = on_one_line(listed(turn.because, "and"))
    which = f"{turn.clause}, {about(turn.subject)}: " if with_subject else f"{in_words(turn.at)}: "
    return f"{which}{before} → {after}, because {because}"


def step_told(step: IncidentStep) -> str:
    """Return what a step is, of which act, by whom, and when it happened if that was not at once."""
    act = f" {on_one_line(step.act)}" if step.act else ""
    names = f" {', '.join(map(on_one_line, step.names))}" if step.names else ""
    happened = "" if step.when is None or step.when == step.at else f", happened at {in_words(step.when)}"
    return f"{step.kind}{act}{names} ({step.source}){happened}"


def act_times(act: ActReview) -> str:
    """Return when an act began and ended."""
    began, ended = act.times
    if began is None:
        return NO_TIMELINE
    if ended is None:
        return f"Began at {in_words(began)}, and goes on."
    return f"Began at {in_words(began)} and ended at {in_words(ended)}."


def known_of(act: ActReview) -> Iterator[Block]:
    """Yield what was known of an act when, as far as there is something."""
    during = "Known" if act.times.began is None else "Became known while it went on"
    for title, known in (("Known as it began", act.before), (during, act.during), ("Became known later", act.after)):
        if known:
            yield Block(title, tuple(f"- {on_one_line(says)}" for says in known))


def changed_by(change: Change) -> str:
    """Return the facts of a change, in one line."""
    return listed([on_one_line(step.becomes) for step in change.steps], "and")


def _why(one: Reviewed) -> tuple[str, ...]:
    # What comes before the first empty line is said over it already.
    lines = str(one.why).splitlines()
    return tuple(on_one_line(line) for line in lines[lines.index("") + 1 :] if line)


def _then(one: Reviewed) -> Iterator[str]:
    if one.as_it_began is not None:
        yield f"- as it began, at {in_words(one.as_it_began.at)}: {spoken(one.as_it_began.word)}"
    if one.as_it_ended is not None:
        yield f"- as it ended, at {in_words(one.as_it_ended.at)}: {one.as_it_ended.outcome}"
    if one.hindsight:
        yield f"In the end it is {one.outcome}: that rests on what became known later."


def _tense(one: Reviewed) -> _Tense:
    if one.outcome in _BROKEN:
        return "broken"
    return "open" if one.finding.word == "to be reviewed" else "ahead"


def _could(could: CouldHave, tense: _Tense) -> Iterator[str]:
    ended = None if could.until is None else in_words(could.until)
    if not could.was_asked:
        yield f"Nothing that was known before the act ended, at {ended}, asked for anything."
        return
    if could.since is not None:
        yield f"Asked for from {in_words(could.since)} on{f', until the act ended at {ended}' if ended else ''}."
    if could.ways:
        yield _KEPT_IF[tense]
        yield from (f"- {changed_by(way)}" for way in could.ways)
    else:
        yield "Nothing that someone can act on settles by itself that it is kept."


def _one_fact(changes: Sequence[Change], verb: str) -> Iterator[str]:
    if not changes:
        yield f"No fact alone would {verb} it."
    # What somebody can act on says more than what nobody could help.
    ordered = sorted(changes, key=lambda change: not change.steps[0].can_be_acted_on)
    for change in ordered[:_MOST]:
        yield f"- {changed_by(change)} → {spoken(change.after.word)}"
    if len(ordered) > _MOST:
        yield f"- {len(ordered) - _MOST} more, one at a time"
