"""What a review says: of each finding, of each act, and of each step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final, final

import attrs

from sro_policy.decision import Change, Decision, Explanation, Finding
from sro_policy.journal import Cut
from sro_policy.review.outcomes import OUTCOMES, ReviewOutcome
from sro_policy.session import ActTimes, IncidentStep, Source

_OFFICERS: Final = frozenset({"SRO", "officer"})


@final
@attrs.frozen(kw_only=True)
class Turn:
    """A step after which a finding had another word.

    ``at`` is in milliseconds since the incident began, ``source`` who said so. ``before`` is ``None`` where there was
    no such finding, and ``after`` where there is none any more. ``because`` are the facts of the step that brought it
    about, in words.
    """

    rule: str
    clause: str
    subject: str
    step: int
    at: int
    source: Source
    before: str | None
    after: str | None
    because: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {**attrs.asdict(self), "because": list(self.because)}


@final
@attrs.frozen(kw_only=True)
class AsKnown:
    """What a finding was on what was known at a time, in milliseconds since the incident began.

    ``outcome`` takes the act for done where it ended then, also where nobody knew that yet. ``word`` is what the
    finding said at the time.
    """

    at: int
    outcome: ReviewOutcome
    word: str

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return attrs.asdict(self)


@final
@attrs.frozen(kw_only=True)
class CouldHave:
    """What could have been done, or still can be, so that a rule is kept.

    ``since`` is from when the rule asked for it, on what was known then, and ``source`` who made that known; ``until``
    is when the act ended, or when the rule was broken where it is about no act; in milliseconds since the incident
    began. ``since`` is ``None`` where nothing was asked in time: then there is nothing that anyone could have known to
    do, and ``ways`` is empty. Both times are ``None`` where there is no timeline.

    ``ways`` are least sets of facts that someone can act on, as they could have been otherwise from ``since`` on;
    without a timeline, in the end. Where the act had ``begun`` by then, what it was already it stays, and whatever has
    to come before an act comes too late.
    """

    since: int | None
    until: int | None
    source: Source | None
    begun: bool
    ways: tuple[Change, ...]

    @property
    def was_asked(self) -> bool:
        """Whether anything could be known to do: not where it was over before anything was asked."""
        return self.since is not None or self.until is None

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "since": self.since,
            "until": self.until,
            "source": self.source,
            "begun": self.begun,
            "ways": [way.to_json() for way in self.ways],
        }


@final
@attrs.frozen(kw_only=True)
class Reviewed:
    """A finding, and all that a review says of it.

    ``finding`` and ``outcome`` rest on all that is known in the end. ``as_it_began`` and ``as_it_ended`` rest on what
    was known as the act began and ended; ``None`` where no timeline says when that was, or nothing was known of the act
    yet. ``turns`` are the steps that gave it another word, the first one included. ``one_fact`` are the changes of one
    fact alone that would give it another status; of what is open, by facts of which nothing is known. ``could_have`` is
    there where it was broken, or is ahead. ``notes`` say what its flags say, and which figures that nobody has checked
    it rests on.
    """

    finding: Finding
    outcome: ReviewOutcome
    as_it_began: AsKnown | None
    as_it_ended: AsKnown | None
    turns: tuple[Turn, ...]
    why: Explanation
    one_fact: tuple[Change, ...]
    could_have: CouldHave | None
    notes: tuple[str, ...]
    is_over: bool
    """Whether the timeline has its act end."""

    @property
    def asks_the_officer(self) -> bool:
        """Whether it asks something of the SRO or officer, and not of a department or a contract."""
        return self.finding.addressee in _OFFICERS

    @property
    def hindsight(self) -> bool:
        """Whether it rests on what became known after the act had ended; that a reason was given then is no such thing.

        Also where nothing at all was known of the act as it ended.
        """
        if not self.is_over:
            return False
        return self.as_it_ended is None or _known(self.as_it_ended.outcome) != _known(self.outcome)

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            **self.finding.to_json(),
            "outcome": self.outcome,
            "as_it_began": None if self.as_it_began is None else self.as_it_began.to_json(),
            "as_it_ended": None if self.as_it_ended is None else self.as_it_ended.to_json(),
            "turns": [turn.to_json() for turn in self.turns],
            "why": self.why.to_json(),
            "one_fact": [change.to_json() for change in self.one_fact],
            "hindsight": self.hindsight,
            "could_have": None if self.could_have is None else self.could_have.to_json(),
            "notes": list(self.notes),
        }


def _known(outcome: ReviewOutcome) -> ReviewOutcome:
    return "departed" if outcome == "departed with reason" else outcome


@final
@attrs.frozen(kw_only=True)
class Entry:
    """A step of the timeline: what became known, in words, and which findings had another word after it."""

    step: IncidentStep
    known: tuple[str, ...]
    turns: tuple[Turn, ...]

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "step": self.step.to_json(),
            "known": list(self.known),
            "turns": [turn.to_json() for turn in self.turns],
        }


@final
@attrs.frozen(kw_only=True)
class ActReview:
    """An act, and what of it, and of the incident around it, was known when, in words.

    ``before`` was known as it began, ``during`` became known while it went on, ``after`` when it had ended. An act
    without a beginning has no before, and one that has not ended no after. ``is_done`` is ``None`` where nobody said
    whether it is, or that it began.
    """

    id: str
    times: ActTimes
    is_done: bool | None
    before: tuple[str, ...]
    during: tuple[str, ...]
    after: tuple[str, ...]

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values."""
        return {
            "id": self.id,
            "began": self.times.began,
            "ended": self.times.ended,
            "is_done": self.is_done,
            "known": {"before": list(self.before), "during": list(self.during), "after": list(self.after)},
        }


@final
@attrs.frozen(kw_only=True)
class Review:
    """What an incident comes to, clause by clause, with its timeline. A person decides what follows from it.

    ``decision`` is that on all that is known. ``findings`` are in its order. ``cut`` says what was lost at the end of
    the journal that it was read from, if anything was. ``title`` is the policy's own.
    """

    title: str
    decision: Decision
    event: str | None
    began: dt.datetime | None
    timeline: tuple[Entry, ...]
    acts: tuple[ActReview, ...]
    findings: tuple[Reviewed, ...]
    cut: Cut | None = None

    @property
    def has_timeline(self) -> bool:
        """Whether anything says when what became known; a case says nothing of that."""
        return len(self.timeline) > 1

    @property
    def by_outcome(self) -> Mapping[ReviewOutcome, tuple[Reviewed, ...]]:
        """The findings of each outcome that there is, in the order in which people look at them."""
        found = {outcome: tuple(one for one in self.findings if one.outcome == outcome) for outcome in OUTCOMES}
        return {outcome: some for outcome, some in found.items() if some}

    def to_json(self) -> dict[str, object]:
        """Return it as plain JSON values; the engine is not among them."""
        return {
            "policy": dict(self.decision.policy),
            "settings": dict(self.decision.settings),
            "as_of": None if self.decision.as_of is None else self.decision.as_of.isoformat(),
            "event": self.event,
            "began": None if self.began is None else self.began.isoformat(),
            "cut": None if self.cut is None else str(self.cut),
            "timeline": [entry.to_json() for entry in self.timeline],
            "acts": [act.to_json() for act in self.acts],
            "findings": [one.to_json() for one in self.findings],
            "checklist": [entry.to_json() for entry in self.decision.checklist],
            "decision": self.decision.digest,
        }
